package guard

import (
	"slices"
	"time"

	"vocero/accounts"
	"vocero/accounts/guard/tone"
)

// Cooling is how long a heated reply waits in the outbox before it leaves, so that it can be read once more.
const Cooling = 3 * time.Minute

// mostTones is how many places of a reply are named: who reads more of them does not read them.
const mostTones = 4

var (
	sayHeated = tell("it sounds heated: it waits three minutes in the outbox before it leaves", "read it again beside what it answers; take it back, or send it sooner with the letter once more")
	sayCheck  = tell("it may sound sharper than it is meant", "read it aloud once, as the other side would")
)

// sayTone is what is said of a place, by the code of its reason.
var sayTone = map[string]saying{
	"insult":     tell("%[1]q is about the person, not about the matter", "say what happened, not what they are"),
	"accuse":     tell("%[1]q accuses them of bad faith", "say what you know, and ask for what you do not"),
	"dismiss":    tell("%[1]q sends them away", "offer what you can do, or say kindly that it is not possible"),
	"ability":    tell("%[1]q doubts that they can read or think", "give the information once more, as if it were the first time"),
	"blame":      tell("%[1]q puts the blame on them", "say what can be done now, not what they should have done"),
	"generalise": tell("%[1]q speaks of customers as a kind", "speak of this case only"),
	"threat":     tell("%[1]q sounds like a threat", "if it is serious, say it in private and let the client decide first"),
	"refuse":     tell("%[1]q closes the conversation", "leave a way open: a mail address, a phone, a person"),
	"told":       tell("%[1]q sounds impatient", "repeat the answer, or link to it, without counting the times"),
	"belittle":   tell("%[1]q makes their trouble small", "say that you see why it matters to them"),
	"deny":       tell("%[1]q contradicts them before the facts are shown", "say what you see on your side, and offer to compare"),
	"cold":       tell("%[1]q sounds like a closed door", "say why, and what is possible instead"),
	"nonapology": tell("%[1]q is sorry for their feeling, not for what happened", "be sorry for the thing itself, or leave it out"),
	"patronise":  tell("%[1]q talks down to them", "leave it out"),
	"sarcasm":    tell("%[1]q reads as mockery", "say it plainly; irony does not survive a screen"),
	"shout":      tell("capitals read as shouting", "write it in small letters"),
	"marks":      tell("so many marks read as anger", "one is enough"),
	"bare":       tell("it only denies or points: nothing in it thanks, offers or regrets", "begin with what you understand, or end with what you can do"),
	"mock":       tell("%[1]s beside criticism reads as mockery", "leave it out"),
}

// tones judges a reply: what would be regretted, and what may be misread, with the words that make it so. It never blocks.
func tones(p accounts.Post, _ Facts) []accounts.Finding {
	v, text := toneOf(p)
	if v.Level == tone.Calm {
		return nil
	}
	say := sayCheck
	if v.Level == tone.Heated {
		say = sayHeated
	}
	account := p.Answering.Account
	out := []accounts.Finding{finding("tone", accounts.Warn, account, say)}
	for _, r := range v.Reasons {
		if s, ok := sayTone[r.Code]; ok && len(out) <= mostTones {
			out = append(out, at(finding("tone", accounts.Warn, account, s, text[r.Start:r.End]), r.Start, r.End))
		}
	}
	return out
}

// Heated tells the finding that makes a reply cool.
func Heated(f accounts.Finding) bool { return f.Rule == "tone" && f.Reason == sayHeated.reason }

// toneOf is how the answer sounds as its account will say it; calm for everything that is no reply.
func toneOf(p accounts.Post) (tone.Verdict, string) {
	if p.Answering == nil {
		return tone.Verdict{}, ""
	}
	text := p.TextFor(p.Answering.Account)
	return tone.Reply(text, p.Language), text
}

// Tone is how a post sounds as a reply: calm, check or heated.
func Tone(text, language string) tone.Level { return tone.Reply(text, language).Level }

// Cools tells whether a post is a heated reply that waits for Cooling before it leaves: not where the brand has switched the
// rule off.
func Cools(p accounts.Post, b accounts.Brand) bool {
	if p.Answering == nil || slices.Contains(b.Off, "tone") {
		return false
	}
	v, _ := toneOf(p)
	return v.Level == tone.Heated
}

// MoodOf guesses the mood of something said; unknown for likes, boosts and follows, and where there is no text.
func MoodOf(m *accounts.Mention) accounts.Mood {
	if m.Kind != accounts.Talk || m.Text.IsZero() {
		return accounts.MoodUnknown
	}
	mood, _ := tone.Mention(m.Text.String(), m.Language)
	return mood
}
