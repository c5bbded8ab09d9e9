package guard

import (
	"strings"

	"vocero/accounts"
)

// saying names a pair of texts: why, and what to do about it.
type saying int

const (
	sayNothing saying = iota
	sayBrand
	sayNoTarget
	sayNotTarget
	sayTwice
	sayUnknown
	sayOtherBrand
	sayPersonal
	sayReplyFrom
	sayBlocked
	sayNoVisibility
	sayWider
	sayNoSuchVisibility
	sayPaused
	sayLong
	sayLongPart
	sayNoAlt
	sayHollowAlt
	sayLongAlt
	sayBadHour
	sayPast
	sayGap
	sayOverlap
	sayMoved
	sayNear
	sayManyFiles
	sayMixedFiles
	sayKind
	sayLarge
	sayPollMedia
	sayPollText
	sayBlankOption
	sayTwinOption
	sayFewOptions
	sayManyOptions
	sayLongOption
	sayPollShort
	sayPollLong
	sayLacksPoll
	sayLacksCW
	sayLacksTextOnly
	sayLacksLanguage
	sayLacksFocus
	sayAnswered
	sayGone
	sayOtherReply
	sayNames
	sayManyParts
	sayings
)

// says are the text keys. Every verb is numbered, so that a language may take them in its own order or leave one out.
var says = [sayings]struct{ reason, remedy string }{
	sayNothing:          {"there is nothing to say", "write a text or attach a file"},
	sayBrand:            {"the post belongs to another client than the one who would speak", "open it from its own client"},
	sayNoTarget:         {"no account is chosen", "choose an account of the client"},
	sayNotTarget:        {"the account is not one of the post's", "choose it first"},
	sayTwice:            {"the same account is chosen twice", "take one away"},
	sayUnknown:          {"an account of the post is no longer on the desk", "choose another account of the client"},
	sayOtherBrand:       {"%[1]s is the account of %[2]s, not of this client", "take it away; write a post of that client instead"},
	sayPersonal:         {"your own account and a client's are chosen together", "make two posts, one for each"},
	sayReplyFrom:        {"a reply leaves only from the account addressed: %[1]s", "reply from that account, or write a new post"},
	sayBlocked:          {"%[1]s cannot be used until it is logged in again", "log in again; the post waits meanwhile"},
	sayNoVisibility:     {"nothing says who may read it", "choose a visibility"},
	sayWider:            {"as %[1]s it would be more public than what it answers, which is %[2]s", "choose %[2]s or a narrower visibility"},
	sayNoSuchVisibility: {"the server of %[1]s does not take %[2]s posts", "choose another visibility, or leave that account out"},
	sayPaused:           {"%[1]s is paused since %[2]s: %[3]s", "resume the client first"},
	sayLong:             {"%[1]d of at most %[2]d characters on %[3]s: %[4]d too many", "shorten it, or cut it into a thread with a line of ---"},
	sayLongPart:         {"part %[5]d has %[1]d of at most %[2]d characters on %[3]s: %[4]d too many", "shorten that part, or cut it with a line of ---"},
	sayNoAlt:            {"file %[1]d (%[2]s) has no description for those who cannot see it", "describe it in a sentence"},
	sayHollowAlt:        {"the description of file %[1]d (%[2]s) tells nothing: %[3]q", "say what can be seen or heard"},
	sayLongAlt:          {"the description of file %[1]d (%[2]s) has %[3]d of at most %[4]d characters on %[5]s", "shorten the description"},
	sayBadHour:          {"the hour %[1]s (%[2]s) cannot be checked", "choose the hour again"},
	sayPast:             {"the hour %[1]s (%[2]s) is past; it is %[3]s now", "choose a later hour, or send it now"},
	sayGap:              {"%[1]s does not exist in %[3]s, the clock is set forward: it leaves at %[2]s", "choose another hour if that is too late"},
	sayOverlap:          {"%[1]s happens twice in %[4]s: it leaves at the first, %[2]s, not at %[3]s", "choose another hour if you meant the second"},
	sayMoved:            {"the clock of %[3]s has changed since the hour was chosen: it would leave at %[1]s instead of %[2]s", "choose the hour again"},
	sayNear:             {"%[1]s posts within five minutes of it, at %[2]s: %[3]q", "choose another hour, or leave it so"},
	sayManyFiles:        {"%[1]d files, at most %[2]d on %[3]s", "take some away"},
	sayMixedFiles:       {"a video or a sound stands alone on %[1]s", "leave only that file, or take it away"},
	sayKind:             {"the server of %[4]s does not take file %[1]d (%[2]s): %[3]s", "convert the file, or leave it out"},
	sayLarge:            {"file %[1]d (%[2]s) has %[3]d of at most %[4]d bytes on %[5]s", "make the file smaller"},
	sayPollMedia:        {"a poll cannot have files beside it", "leave out the poll or the files"},
	sayPollText:         {"a poll needs a text", "write the question"},
	sayBlankOption:      {"answer %[1]d of the poll is empty", "write it or take it away"},
	sayTwinOption:       {"answer %[1]d of the poll stands there twice: %[2]q", "change one of the two"},
	sayFewOptions:       {"a poll needs at least two answers", "add an answer"},
	sayManyOptions:      {"the poll has %[1]d answers, at most %[2]d on %[3]s", "take some away"},
	sayLongOption:       {"answer %[1]d of the poll has %[2]d of at most %[3]d characters on %[4]s", "shorten the answer"},
	sayPollShort:        {"the poll is open for %[1]d minutes, at least %[2]d on %[3]s", "leave it open longer"},
	sayPollLong:         {"the poll is open for %[1]d minutes, at most %[2]d on %[3]s", "close it earlier"},
	sayLacksPoll:        {"the server of %[1]s (%[2]s) has no polls", "leave out the poll, or leave that account out"},
	sayLacksCW:          {"the server of %[1]s (%[2]s) has no content warnings: the text would be shown openly", "take the warning away, or leave that account out"},
	sayLacksTextOnly:    {"the server of %[1]s (%[2]s) takes no post without a file", "attach a file, or leave that account out"},
	sayLacksLanguage:    {"the server of %[1]s (%[2]s) does not keep the language", "nothing to do; the text goes out all the same"},
	sayLacksFocus:       {"the server of %[1]s (%[2]s) does not keep the point of focus", "look at the middle of the picture: it is cut around it"},
	sayAnswered:         {"this account answered already, at %[2]s: %[1]q", "read it before you answer again"},
	sayGone:             {"what %[1]s wrote was deleted meanwhile", "leave it, or write a new post"},
	sayOtherReply:       {"another reply to it is on the desk: %[1]s", "look at that one first"},
	sayNames:            {"the text names another client, %[1]s: %[2]q", "make sure that this client should say so"},
	sayManyParts:        {"the thread has %[1]d parts; more than %[2]d are seldom read", "shorten it"},
}

// Texts are all text keys that findings carry: ui/lang must have each.
func Texts() []string {
	var out []string
	for _, s := range says {
		out = append(out, s.reason, s.remedy)
	}
	return out
}

// Sentences makes the two texts of a finding with a printer of a language, fmt.Sprintf for the keys as they are. A text without
// a verb gets no values, so that none is printed as superfluous.
func Sentences(v accounts.Finding, sprintf func(format string, args ...any) string) (reason, remedy string) {
	say := func(key string) string {
		if strings.Contains(key, "%") {
			return sprintf(key, v.Args...)
		}
		return sprintf(key)
	}
	return say(v.Reason), say(v.Remedy)
}
