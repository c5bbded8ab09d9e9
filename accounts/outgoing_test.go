package accounts

import (
	"strings"
	"testing"
)

func TestWhatDoesNotFitIsNamed(t *testing.T) {
	fine := Outgoing{Op: OpPost, Key: "k", Text: "Hola", Visibility: Public}
	lacks := []Ability{ToWarn, ToPoll, ToQuote, ToAttach}
	if err := fine.Fits("posting", "X takes", lacks...); err != nil {
		t.Errorf("a plain post: %v", err)
	}
	for want, change := range map[string]func(*Outgoing){
		"like is no post":            func(o *Outgoing) { o.Op = OpLike },
		"no key":                     func(o *Outgoing) { o.Key = "" },
		"no visibility":              func(o *Outgoing) { o.Visibility = 0 },
		"X takes no direct post":     func(o *Outgoing) { o.Visibility = Direct },
		"X takes no content warning": func(o *Outgoing) { o.CW = "pan" },
		"X takes no poll":            func(o *Outgoing) { o.Poll = &Poll{} },
		"X takes no quote":           func(o *Outgoing) { o.Quote = "1" },
		"X takes no files":           func(o *Outgoing) { o.MediaIDs = []string{"1"} },
	} {
		o := fine
		change(&o)
		err := o.Fits("posting", "X takes", lacks...)
		if err == nil || !strings.Contains(err.Error(), want) || AsErr(err).Class != OutcomeRefused {
			t.Errorf("want %q: %v", want, err)
		}
		if strings.HasPrefix(want, "X takes no") && want != "X takes no direct post" && o.Fits("posting", "X takes") != nil {
			t.Errorf("%q is refused where it is not lacking", want)
		}
	}
}
