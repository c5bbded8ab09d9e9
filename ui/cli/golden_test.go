package cli

import (
	"context"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/mastodon"
	"vocero/ui/setup"
	"vocero/ui/uitest"
)

// gallery takes pictures of screens: one golden for a screen and a language, which holds the three sizes.
type gallery struct {
	*theatre
	tag  string
	seen map[string]bool
}

// say is a text of hers in the language of the desk.
func (g *gallery) say(en, es string) *gallery {
	g.t.Helper()
	if g.tag == "es" {
		en = es
	}
	g.write(en)
	return g
}

// in is the text of a mention in the language of the desk.
func (g *gallery) in(en, es string) string {
	if g.tag == "es" {
		return es
	}
	return en
}

// What differs from run to run: ports, and the ids that stand in the journal.
var (
	portInText = regexp.MustCompile(`127\.0\.0\.1:\d{5}`)
	idInText   = regexp.MustCompile(`\b[0-9A-HJKMNP-TV-Z]{8}\b`)
)

// mask puts something of the same width in the place of what differs.
func mask(s string) string {
	s = portInText.ReplaceAllString(s, "127.0.0.1:40000")
	return idInText.ReplaceAllString(s, "########")
}

// shoot compares the screen, in every size, with its golden. Each frame is measured here too, not only by the driver.
func (g *gallery) shoot(name string) *gallery {
	g.t.Helper()
	if g.seen[name] {
		g.t.Fatalf("there are two screens called %s", name)
	}
	g.seen[name] = true
	var b strings.Builder
	for _, size := range uitest.Sizes {
		w, h := size[0], size[1]
		g.Resize(w, h)
		g.Advance(200 * time.Millisecond) // The side pane follows when the keys rest.
		g.settle()
		if err := uitest.CheckFrame(g.Styled(), w, h); err != nil {
			g.t.Errorf("%s at %d×%d: %v", name, w, h, err)
		}
		if err := uitest.CheckSpeaker(g.Styled()); err != nil {
			g.t.Errorf("%s at %d×%d: %v", name, w, h, err)
		}
		fmt.Fprintf(&b, "%d×%d\n", w, h)
		for _, line := range strings.Split(mask(g.Screen()), "\n") {
			if n := ansi.StringWidth(line); n != w {
				g.t.Errorf("%s at %d×%d: a masked line has %d cells: %q", name, w, h, n, line)
			}
			b.WriteString(line + "|\n")
		}
	}
	g.Resize(80, 24)
	g.settle()
	uitest.Golden(g.t, "screens/"+name+"."+g.tag, strings.TrimSuffix(b.String(), "\n"))
	return g
}

// rest lets what the last line says for a while go.
func (g *gallery) rest() *gallery {
	g.Advance(5 * time.Second)
	g.settle()
	return g
}

// turn presses a key until the screen says something.
func (g *gallery) turn(key, until string) *gallery {
	g.t.Helper()
	for range 8 {
		if strings.Contains(g.Screen(), until) {
			return g
		}
		g.do(key)
	}
	g.t.Fatalf("%s does not lead to %q:\n%s", key, until, g.Screen())
	return g
}

// TestGoldens shows every screen in every size and both languages. The scenes are in golden_screens_test.go.
func TestGoldens(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		seen := map[string]bool{}
		for _, act := range acts {
			t.Run(act.name+"-"+tag, func(t *testing.T) {
				g := &gallery{tag: tag, seen: seen}
				if act.name == "setup" {
					g.theatre = emptyTheatre(t, tag)
				} else {
					g.theatre = newTheatre(t, tag, 80, 24)
				}
				act.play(g)
			})
		}
	}
}

// TestSmallScreensSayOneSentence: below 60×20 nothing can be sent, and the screen says so, in any size.
func TestSmallScreensSayOneSentence(t *testing.T) {
	for _, tag := range []string{"en", "es"} {
		x := newTheatre(t, tag, 80, 24)
		var b strings.Builder
		for _, size := range [][2]int{{59, 24}, {80, 19}, {40, 12}, {20, 5}, {1, 1}} {
			x.Resize(size[0], size[1])
			if err := uitest.CheckFrame(x.Styled(), size[0], size[1]); err != nil {
				t.Errorf("%v: %v", size, err)
			}
			fmt.Fprintf(&b, "%d×%d\n%s\n", size[0], size[1], strings.ReplaceAll(x.Screen(), "\n", "|\n")+"|")
		}
		uitest.Golden(t, "screens/small."+tag, strings.TrimSuffix(b.String(), "\n"))
		x.Resize(59, 24)
		x.do("2", "j", "B", "p")
		x.Resize(80, 24)
		if x.asking() {
			t.Error("the letter was asked for on a screen that is too small")
		}
		x.none()
	}
}

// paperLogin is a log-in of the set-up that needs neither network nor keyring.
type paperLogin struct {
	d            *Desk
	locked, made bool
}

// Kinds are those of the program.
func (l *paperLogin) Kinds() []accounts.Kind { return screenLogin{}.Kinds() }

// Prompts are those of the program.
func (l *paperLogin) Prompts(k accounts.Kind) []accounts.Prompt { return screenLogin{}.Prompts(k) }

// Begin names an address that nobody opens; a token needs none.
func (l *paperLogin) Begin(_ context.Context, _ accounts.Kind, in accounts.Answers) (accounts.Consent, error) {
	if in.Get("way") == mastodon.ByCode {
		return paperSession{}, nil
	}
	return nil, nil
}

// Keep adds an account, once the vault is open.
func (l *paperLogin) Keep(_ context.Context, to setup.To, _ accounts.Kind, _ accounts.Answers) (accounts.Account, error) {
	if l.locked {
		return accounts.Account{}, fmt.Errorf("keeping the token: %w", accounts.ErrLocked)
	}
	return l.d.Store.PutAccount(accounts.Account{Brand: to.Brand, Network: accounts.Mastodon, Server: "http://127.0.0.1:40000", Host: "masto.example", RemoteID: "1", User: "barnorte"})
}

// Vault is locked until it has a passphrase.
func (l *paperLogin) Vault() (locked, made bool) { return l.locked, l.made }

// Unlock makes it.
func (l *paperLogin) Unlock(accounts.Secret) error {
	l.locked, l.made = false, true
	return nil
}

// paperSession is a log-in with a pasted code.
type paperSession struct{}

func (paperSession) URL() string {
	return "https://masto.example/oauth/authorize?client_id=4dCiMBlZ1jI&scope=read+write+follow&response_type=code&redirect_uri=urn:ietf:wg:oauth:2.0:oob"
}
func (paperSession) Finish(context.Context, string) (accounts.Answers, error) {
	return accounts.Answers{}.With("token", "t"), nil
}
func (paperSession) Close() error { return nil }

// emptyTheatre opens a home in which nothing is yet.
func emptyTheatre(t testing.TB, tag string) *theatre {
	t.Helper()
	x := &theatre{t: t, clock: uitest.NewClock(stageNow)}
	var err error
	x.d, err = Open(context.Background(), OpenOptions{Home: t.TempDir(), Lang: tag, Now: x.clock.Now, Practice: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = x.d.Close() })
	x.login = &paperLogin{d: x.d, locked: true}
	x.open(tag, 80, 24)
	return x
}
