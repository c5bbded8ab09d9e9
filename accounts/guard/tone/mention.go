package tone

import "vocero/accounts"

// turned is the code of words whose meaning a negation turned round.
const turned = "turned"

// weights of emoji in a mention: for it, against it.
var feelings = map[string]struct{ good, bad float32 }{
	"love": {1.5, 0}, "joy": {1, 0}, "party": {1, 0}, "fire": {1, 0}, "yum": {1.5, 0}, "thanks": {0.5, 0}, "up": {0.5, 0}, "clap": {0.5, 0}, "kiss": {1, 0},
	"anger": {0, 2.5}, "mock": {0, 2}, "down": {0, 1.5}, "sad": {0, 0.5},
}

// sums are what speaks for each mood.
type sums struct {
	good, bad, ask, turn, irony, plain float32
	mark                               bool // a question mark
}

// Mention guesses what somebody wants of the brand, and by which words: the reasons' codes are praise, complaint, question,
// turn (it seemed a complaint), irony (it seemed praise) and turned (a negated word). The language (BCP 47) is a hint that may
// be wrong or missing. It sorts, and decides nothing. The text's first 8 KiB are read.
func Mention(text, language string) (accounts.Mood, []Reason) {
	m, _, reasons := mention(text, language)
	return m, reasons
}

func mention(text, language string) (accounts.Mood, sums, []Reason) {
	var tokens [48]token
	var spans [8]sentence
	var room [48]hit
	r := reading{lex: mentions(), tokens: tokens[:0], sentences: spans[:0]}
	r.read(text)
	r.guess(language)
	hits := r.match(room[:0])
	s, reasons := r.weigh(hits)
	return s.mood(), s, reasons
}

// mood is the rule: what speaks against a brand weighs more than what speaks for it, since a complaint that is overlooked costs
// more than one too many; a question that only names a trouble stays a question.
func (s sums) mood() accounts.Mood {
	switch {
	case s.turn > 0 && s.good+1 >= s.bad-s.turn:
		return accounts.Praise
	case s.irony > 0 && s.ask == 0:
		return accounts.Complaint
	case s.bad >= 2 && s.bad >= s.good && (!s.mark || s.bad >= 3 && s.ask < s.bad || s.bad >= 5):
		return accounts.Complaint
	case s.mark && s.bad < 3, s.ask > 0 && s.good < 3:
		return accounts.Question
	case s.good >= 1 && s.good > s.bad:
		return accounts.Praise
	case s.bad >= 2:
		return accounts.Complaint
	}
	return accounts.Neutral
}
