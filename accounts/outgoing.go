package accounts

import "fmt"

// Fits refuses what no network may be given to publish, and what one does not have besides the Mastodon API: another visibility than
// public, and the abilities that it lacks. takes names it with its verb, as in "X takes". The error is an *Err of OutcomeRefused.
func (o Outgoing) Fits(doing, takes string, lacks ...Ability) error {
	no := func(c Code, format string, args ...any) error {
		return &Err{Doing: doing, Class: OutcomeRefused, Code: c, Cause: fmt.Errorf(format, args...)}
	}
	switch {
	case o.Op != OpPost:
		return no(CodeRefused, "%s is no post; it is an act", o.Op)
	case o.Key == "":
		return no(CodeRefused, "it has no key; schedule it again")
	case o.Visibility < Direct || o.Visibility > Public:
		return no(CodeRefused, "it has no visibility; choose who may read it")
	}
	thing := ""
	if o.Visibility != Public {
		thing = o.Visibility.String() + " post"
	}
	for _, x := range lacks {
		switch {
		case thing != "":
		case x == ToWarn && o.CW != "":
			thing = "content warning"
		case x == ToPoll && o.Poll != nil:
			thing = "poll"
		case x == ToQuote && o.Quote != "":
			thing = "quote"
		case x == ToAttach && len(o.MediaIDs) > 0:
			thing = "files"
		}
	}
	if thing != "" {
		return no(CodeUnsupported, "%s no %s; leave it out or choose another account", takes, thing)
	}
	return nil
}
