package guard

import (
	"strings"

	"vocero/accounts"
)

// saying is a pair of texts: why, and what to do about it. Every verb is numbered, so that a language may take them in its own
// order or leave one out.
type saying struct{ reason, remedy string }

// Where the texts of all rules are gathered while the program starts: every file of a rule tells its own.
var (
	told  []saying
	aside = map[string]bool{} // reasons of Blocks that a person may set aside
	fixed = map[string]bool{} // reasons that stay when their rule is switched off: what a network would refuse
)

// tell adds a saying to the list.
func tell(reason, remedy string) saying {
	s := saying{reason, remedy}
	told = append(told, s)
	return s
}

// aside lets a person set a Block with this saying aside, with a reason.
func (s saying) aside() saying {
	aside[s.reason] = true
	return s
}

// fixed keeps a saying when its rule is switched off.
func (s saying) fixed() saying {
	fixed[s.reason] = true
	return s
}

var (
	sayNothing          = tell("there is nothing to say", "write a text or attach a file")
	sayBrand            = tell("the post belongs to another client than the one who would speak", "open it from its own client")
	sayNoTarget         = tell("no account is chosen", "choose an account of the client")
	sayNotTarget        = tell("the account is not one of the post's", "choose it first")
	sayTwice            = tell("the same account is chosen twice", "take one away")
	sayUnknown          = tell("an account of the post is no longer on the desk", "choose another account of the client")
	sayOtherBrand       = tell("%[1]s is the account of %[2]s, not of this client", "take it away; write a post of that client instead")
	sayPersonal         = tell("your own account and a client's are chosen together", "make two posts, one for each")
	sayReplyFrom        = tell("a reply leaves only from the account addressed: %[1]s", "reply from that account, or write a new post")
	sayBlocked          = tell("%[1]s cannot be used until it is logged in again", "log in again; the post waits meanwhile")
	sayNoVisibility     = tell("nothing says who may read it", "choose a visibility")
	sayWider            = tell("as %[1]s it would be more public than what it answers, which is %[2]s", "choose %[2]s or a narrower visibility")
	sayNoSuchVisibility = tell("the server of %[1]s does not take %[2]s posts", "choose another visibility, or leave that account out")
	sayPaused           = tell("%[1]s is paused since %[2]s: %[3]s", "resume the client first")
	sayLong             = tell("%[1]d of at most %[2]d characters on %[3]s: %[4]d too many", "shorten it, or cut it into a thread with a line of ---")
	sayLongPart         = tell("part %[5]d has %[1]d of at most %[2]d characters on %[3]s: %[4]d too many", "shorten that part, or cut it with a line of ---")
	sayHeavy            = tell("%[1]d of at most %[2]d bytes on %[3]s: %[4]d too many", "shorten it, or cut it into a thread with a line of ---")
	sayNoAlt            = tell("file %[1]d (%[2]s) has no description for those who cannot see it", "describe it in a sentence").aside()
	sayHollowAlt        = tell("the description of file %[1]d (%[2]s) tells nothing: %[3]q", "say what can be seen or heard")
	sayLongAlt          = tell("the description of file %[1]d (%[2]s) has %[3]d of at most %[4]d characters on %[5]s", "shorten the description").fixed()
	sayBadHour          = tell("the hour %[1]s (%[2]s) cannot be checked", "choose the hour again")
	sayPast             = tell("the hour %[1]s (%[2]s) is past; it is %[3]s now", "choose a later hour, or send it now")
	sayGap              = tell("%[1]s does not exist in %[3]s, the clock is set forward: it leaves at %[2]s", "choose another hour if that is too late")
	sayOverlap          = tell("%[1]s happens twice in %[4]s: it leaves at the first, %[2]s, not at %[3]s", "choose another hour if you meant the second")
	sayMoved            = tell("the clock of %[3]s has changed since the hour was chosen: it would leave at %[1]s instead of %[2]s", "choose the hour again")
	sayNear             = tell("%[1]s posts within five minutes of it, at %[2]s: %[3]q", "choose another hour, or leave it so")
	sayManyFiles        = tell("%[1]d files, at most %[2]d on %[3]s", "take some away")
	sayMixedFiles       = tell("a video or a sound stands alone on %[1]s", "leave only that file, or take it away")
	sayKind             = tell("the server of %[4]s does not take file %[1]d (%[2]s): %[3]s", "convert the file, or leave it out")
	sayLarge            = tell("file %[1]d (%[2]s) has %[3]d of at most %[4]d bytes on %[5]s", "make the file smaller")
	sayPollMedia        = tell("a poll cannot have files beside it", "leave out the poll or the files")
	sayPollText         = tell("a poll needs a text", "write the question")
	sayBlankOption      = tell("answer %[1]d of the poll is empty", "write it or take it away")
	sayTwinOption       = tell("answer %[1]d of the poll stands there twice: %[2]q", "change one of the two")
	sayFewOptions       = tell("a poll needs at least two answers", "add an answer")
	sayManyOptions      = tell("the poll has %[1]d answers, at most %[2]d on %[3]s", "take some away")
	sayLongOption       = tell("answer %[1]d of the poll has %[2]d of at most %[3]d characters on %[4]s", "shorten the answer")
	sayPollShort        = tell("the poll is open for %[1]d minutes, at least %[2]d on %[3]s", "leave it open longer")
	sayPollLong         = tell("the poll is open for %[1]d minutes, at most %[2]d on %[3]s", "close it earlier")
	sayLacksQuote       = tell("%[1]s (%[2]s) cannot quote", "leave out the quote, or leave that account out")
	sayLacksPoll        = tell("the server of %[1]s (%[2]s) has no polls", "leave out the poll, or leave that account out")
	sayNoAnswers        = tell("%[1]s (%[2]s) is only read: no answer leaves from here", "answer in the browser, on its own page")
	sayNoPosts          = tell("%[1]s (%[2]s) takes no posts from here", "leave that account out")
	sayOneVote          = tell("a poll on %[2]s takes one answer of each person; %[1]s cannot ask for several", "let people choose one, or leave that account out")
	sayLacksCW          = tell("the server of %[1]s (%[2]s) has no content warnings: the text would be shown openly", "take the warning away, or leave that account out")
	sayLacksTextOnly    = tell("the server of %[1]s (%[2]s) takes no post without a file", "attach a file, or leave that account out")
	sayLacksLanguage    = tell("the server of %[1]s (%[2]s) does not keep the language", "nothing to do; the text goes out all the same")
	sayLacksFocus       = tell("the server of %[1]s (%[2]s) does not keep the point of focus", "look at the middle of the picture: it is cut around it")
	sayAnswered         = tell("this account answered already, at %[2]s: %[1]q", "read it before you answer again")
	sayGone             = tell("what %[1]s wrote was deleted meanwhile", "leave it, or write a new post")
	sayOtherReply       = tell("another reply to it is on the desk: %[1]s", "look at that one first")
	sayNames            = tell("the text names another client, %[1]s: %[2]q", "make sure that this client should say so")
	sayNobodyThere      = tell("%[1]s means nobody where %[2]s posts", "name them by their handle there, or without the @")
	saySomebodyElse     = tell("%[1]s is somebody else here than %[2]s, who is known", "write the handle in full, with its host")
	sayUnheard          = tell("nobody called %[1]s has been heard of on this desk", "open the profile once and make sure that it is theirs")
	sayNoHandle         = tell("%[1]s has no known handle on %[2]s: the name goes out as text", "add it with vocero handle add, or leave it so")
	sayNoHandles        = tell("%[1]s goes out as text: on %[2]s a handle names nobody", "nothing to do")
	sayAskedToo         = tell("%[1]s asked the same on %[2]s, and nobody has answered there yet", "answer once, and put the other away")
	sayAnsweredToo      = tell("%[1]s asked the same on %[2]s; you answered it there at %[3]s", "say so instead of answering twice")
	saySameOwn          = tell("%[1]s said nearly the same at %[3]s: %[4]q", "say it in another way, or leave it so")
	saySameOther        = tell("%[2]s says nearly the same, at %[3]s: %[4]q", "write it anew for this client; two clients with one text look bought").aside()
	saySameOnX          = tell("%[1]s says nearly the same on X, at %[3]s: %[4]q; X forbids the same text from several accounts", "write it anew, or leave X out").fixed()
	sayTwiceOnX         = tell("%[1]s and %[2]s would say the same on X, which forbids it", "write a version for each account, or leave one out").fixed()
	sayBanned           = tell("the client never says %[1]q", "say it in another way").aside()
	sayPreferred        = tell("the client does not say %[1]q", "say %[2]q instead")
	sayAddress          = tell("%[1]q says %[2]s; the client says %[3]s", "put it into the client's form of address")
	sayNoEmoji          = tell("%[1]d emoji; the client uses none", "take them out")
	sayManyEmoji        = tell("%[1]d emoji; the client uses at most %[2]d", "take some out")
	sayUnsigned         = tell("it does not end with the client's signature: %[1]s", "put it at the end")
	sayNoTag            = tell("none of the client's hashtags is in it: %[1]s", "add one")
	sayManyTags         = tell("%[1]d hashtags; the client uses at most %[2]d", "take some out")
	sayPaidUnsaid       = tell("it is paid, and the text does not say so", "say it at the beginning, in a clear word: %[1]s")
	sayGiftUnsaid       = tell("it was a gift, and the text does not say so", "say it at the beginning, in clear words: %[1]s")
	sayHiddenWord       = tell("%[1]q hides that it is paid or given: readers of this language need not know the word", "say it at the beginning, in a clear word: %[2]s")
	sayBuried           = tell("%[1]q stands where few people read it", "put it at the beginning, before any heap of hashtags")
	sayEmployee         = tell("who speaks works there, and the text does not say so", "say it: as in, I work at")
	sayClosed           = tell("%[1]s is closed at that hour: %[2]s", "choose an hour at which somebody is there, or leave it so")
	sayHoliday          = tell("%[1]s is a holiday in %[3]s: %[2]s", "choose another day, or leave it so")
	sayApart            = tell("%[1]s posts less than %[4]d minutes from it, at %[2]s: %[3]q", "choose another hour, or leave it so")
	sayEmail            = tell("it tells an e-mail address: %[1]s", "take it out, unless it is meant for everybody; the client's own belongs among its contacts")
	sayPhone            = tell("it tells a phone number: %[1]s", "take it out, unless it is meant for everybody; the client's own belongs among its contacts")
	sayIBAN             = tell("it tells a bank account: %[1]s", "take it out; send it in private")
	sayCard             = tell("it tells the number of a card: %[1]s", "take it out; it never belongs into a post")
	sayDNI              = tell("it tells a DNI or NIE: %[1]s", "take it out; send it in private")
	sayCURP             = tell("it tells a CURP: %[1]s", "take it out; send it in private")
	sayRFC              = tell("it tells an RFC: %[1]s", "take it out, unless it is a firm's and meant for everybody")
	sayCUIT             = tell("it tells a CUIT or CUIL: %[1]s", "take it out, unless it is a firm's and meant for everybody")
	sayRUT              = tell("it tells a RUT: %[1]s", "take it out, unless it is a firm's and meant for everybody")
	sayOneCase          = tell("%[1]s is read aloud as one word", "begin each of its words with a capital")
	sayMixed            = tell("%[1]q mixes letters of two scripts that look alike", "type the word again")
	sayWarnOutside      = tell("%[1]q stands in the text, which is shown at once", "put it into the content warning, so that the text is folded behind it")
	sayManyParts        = tell("the thread has %[1]d parts; more than %[2]d are seldom read", "shorten it")
)

// Texts are all text keys that findings carry: ui/lang must have each.
func Texts() []string {
	var out []string
	for _, s := range told {
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
