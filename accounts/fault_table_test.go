package accounts_test

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// fault is one of the faults that the program is to withstand, and the tests that bring it about: folder and name. Those in ui/cli
// and store whose names begin with TestFault need the build tag fault, and TestPty the tag pty.
type fault struct {
	what  string
	tests []string
}

// faults are those that concern sending, time, storage and processes. The numbers are the ones of the fault plan; what it has for
// streams, links, load and networks that this program does not know stands elsewhere, or nowhere.
var faults = map[int]fault{
	1: {"a kill at any write, sync, rename or send", []string{"ui/cli TestFaultKills", "ui/cli TestFaultNetwork", "store TestAKillLosesNothingAcknowledged",
		"ui/compose TestAfterAKillTheTextStandsWhereItWas"}},
	2: {"a power cut", []string{"store TestFaultImages"}},
	3: {"a full disk, a quota, a limit on files", []string{"ui/cli TestFault3FullDisk", "ui/cli TestFaultErrors", "store TestADiskThatFillsUpAnywhere",
		"accounts/listen TestFullDisk", "accounts/publish TestCommitThatFailsIsMadeUpFor", "ui/compose TestASaveThatFailsKeepsTheText"}},
	4: {"a sync that fails", []string{"ui/cli TestFaultErrors", "store TestAFailedCommitStopsWriting", "store TestABrokenStoreSaysSo"}},
	5: {"a home that is read-only, somebody else's, or open to others", []string{"ui/cli TestFault5Permissions", "accounts/vault TestOthersCanRead",
		"store TestOpenRefuses"}},
	6: {"a database that is empty, cut, random, foreign or gone", []string{"ui/cli TestFault6NeverEmpty", "store TestOpenRefuses",
		"store TestOneMetaGoneOpensOnTheOther", "store TestAForeignFileInAnEmptyHome", "accounts/vault TestHomeGone"}},
	7: {"an older and a newer schema, a migration that is cut short", []string{"store TestMigrationsAreAllOrNothing", "store TestOpenRefuses"}},
	8: {"several processes that want one desk", []string{"ui/cli TestFault8OneOwner", "ui/cli/owner TestTwentyCommandsAtOnce", "ui/cli/owner TestASilentOwnerIsNamed",
		"ui/cli/owner TestADeskDoesNotYield", "store TestAnOldOwnerIsFenced", "ui/cli TestNetworkHomeIsRefused"}},
	9:  {"a line that is cut anywhere in a request", []string{"accounts/publish TestFault9Cuts", "accounts/publish TestRealOutcomes", "accounts/publish TestRealDeath"}},
	10: {"a kept connection that dies at the send", []string{"accounts/transport TestPostLeavesOnceOnItsOwnConnection", "accounts/practice TestKeptConnectionThatDies"}},
	11: {"limits with every kind of date, and errors of a server with and without the post", []string{"accounts/transport TestUntil", "accounts/transport FuzzUntilStaysWithinADay",
		"accounts/publish TestLimitStopsTheAccountOnly", "accounts/publish TestRealOutcomes", "accounts/publish TestRealRefusals", "accounts/mastodon TestConformance"}},
	12: {"servers that honour, ignore, refuse and forget a key, and that store late", []string{"accounts/publish TestRealOutcomes", "accounts/publish TestRealSlowServer",
		"accounts/publish TestKeyTooOldAsksAPerson", "accounts/publish TestAnySequence", "accounts/practice TestIdempotencyKeyByModel"}},
	14: {"answers that are slow, endless, deep or huge", []string{"accounts/publish TestFault14Bounded", "accounts/transport TestBodiesAreBounded",
		"accounts/transport TestHeadersAreBounded", "accounts/transport TestTimeoutOfARequest", "accounts/listen TestServerThatNeverEnds"}},
	15: {"answers that are malformed", []string{"accounts/mastodon TestOddFieldsLoseThemselvesAlone", "accounts/mastodon FuzzNotifications", "accounts/mastodon FuzzInstance",
		"accounts/publish TestRealOddAnswers", "store TestNothingIsPublishedWithoutAReceipt"}},
	16: {"redirects, other hosts, no TLS, bad certificates", []string{"accounts/transport TestTLSOnlyAndBadCertificate", "accounts/transport TestRedirectsOfReading",
		"accounts/transport TestHeadersThatLeave", "accounts/publish TestRealOddAnswers"}},
	17: {"tokens that end or are taken away", []string{"accounts/publish TestDeadTokenStopsItsAccountAlone", "accounts/publish TestRealPreflight",
		"accounts/listen TestRevokedToken", "accounts/publish TestMissingTokenBlocks", "ui/cli TestFaultKills"}},
	19: {"clocks that jump", []string{"accounts/publish TestFault19ClockJumps", "accounts/publish TestJumpPausesUntilAServerAgrees",
		"accounts/publish TestWrongClockRefusesByTheHour", "accounts/publish TestClockJumpNeverRepeats", "accounts/publish TestRealClock"}},
	20: {"hours that do not exist, or twice, and rules that change", []string{"accounts TestZoneCases", "accounts TestEveryCivilTime", "accounts TestRenewTellsThatTheRulesMoved"}},
	21: {"a suspend over twelve posts", []string{"accounts/publish TestFault21Suspend", "accounts/publish TestNoBurstAfterASuspend", "accounts/publish TestRealDaysOff",
		"accounts/publish TestSuspendIsNoJump"}},
	22: {"terminals of every size and none", []string{"ui/screen TestResizedFasterThanItIsDrawn", "ui/screen TestAClosedTerminalEndsTheProgram",
		"ui/screen TestATerminalThatTakesNothingHoldsNoKeyUp", "ui/cli TestPty"}},
	23: {"signals while typing and while sending", []string{"ui/cli TestFault23Signals", "ui/cli TestPty", "ui TestADeskThatIsToldToEndKeepsWhatIsTyped",
		"accounts/publish TestDrainCutsWhatHangs"}},
	26: {"keyrings that are absent, hang or lie, and a vault's file that is damaged, gone or older", []string{"accounts/vault TestKeyringCannotBeUsed",
		"accounts/vault TestKeyringHangs", "accounts/vault TestKeyringOfAnother", "accounts/vault TestWrongPassphrase", "accounts/vault TestDamaged",
		"accounts/vault TestOlderPutInItsPlace", "accounts/vault TestFileGone", "ui/cli TestFaultKills"}},
	30: {"backups to a full disk, and damaged, older and foreign ones", []string{"ui/cli TestFault30Backups", "ui/cli TestABackupThatWasTamperedWithIsRefused"}},
}

// wanted are the numbers that must have a test.
var wanted = []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 19, 20, 21, 22, 23, 26, 30}

var (
	testLine = regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(\w+ \*testing\.[TF]\)`)
	numbered = regexp.MustCompile(`^TestFault(\d+)\D`)
)

// TestEveryFaultHasItsTest holds the table to what is written: every number has tests, every test that it names is there, and every
// test that has a number in its name stands in the row of it.
func TestEveryFaultHasItsTest(t *testing.T) {
	there := map[string]bool{}
	for _, f := range goFiles(t) {
		if !strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join("..", f))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range testLine.FindAllStringSubmatch(string(text), -1) {
			there[filepath.ToSlash(filepath.Dir(f))+" "+m[1]] = true
		}
	}
	if got := slices.Sorted(maps.Keys(faults)); !slices.Equal(got, wanted) {
		t.Errorf("the table has %v, wanted are %v", got, wanted)
	}
	for n, f := range faults {
		if f.what == "" || len(f.tests) == 0 {
			t.Errorf("fault %d has no test", n)
		}
		for _, name := range f.tests {
			if !there[name] {
				t.Errorf("fault %d, %s: there is no test %s", n, f.what, name)
			}
		}
	}
	for name := range there {
		_, test, _ := strings.Cut(name, " ")
		if m := numbered.FindStringSubmatch(test); m != nil {
			n, err := strconv.Atoi(m[1])
			if err != nil || !slices.Contains(faults[n].tests, name) {
				t.Errorf("%s is not in the row of fault %d", name, n)
			}
		}
	}
}
