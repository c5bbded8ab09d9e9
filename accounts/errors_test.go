package accounts

import (
	"context"
	"errors"
	"fmt"
	"io"
	"testing"
	"time"
)

func TestErr(t *testing.T) {
	said, _ := SafeLine("Text\x1b[31m is too long")
	at := time.Date(2026, 12, 1, 9, 0, 0, 0, time.UTC)
	cases := []struct {
		err  *Err
		want string
	}{
		{&Err{Doing: "posting", Class: OutcomeUnknown, Code: CodeUnknown}, "posting: unknown"},
		{&Err{Doing: "posting", Class: OutcomeRefused, Code: CodeTooLong, Status: 422, Detail: said}, "posting: too_long (HTTP 422): " + said.String()},
		{&Err{Doing: "posting", Class: OutcomeUnknown, Code: CodeUnknown, Cause: io.ErrUnexpectedEOF}, "posting: unknown: unexpected EOF"},
		{&Err{Doing: "posting", Code: CodeLimit, Status: 429, Detail: said, Cause: io.EOF}, "posting: limit (HTTP 429): " + said.String()},
	}
	for _, c := range cases {
		if got := c.err.Error(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
		if f := c.err.Fault(at); f.Code != c.err.Code || f.Status != c.err.Status || !f.At.Equal(at) {
			t.Errorf("stored as %+v", f)
		}
	}
	if f := cases[2].err.Fault(at); f.Detail.String() != "unexpected EOF" {
		t.Errorf("the cause is not stored: %q", f.Detail.String())
	}
	if f := cases[3].err.Fault(at); f.Detail.String() != said.String() {
		t.Errorf("what the other side said is not stored: %q", f.Detail.String())
	}
	until := (&Err{Class: OutcomeLimit, Until: at}).Fault(at).Until
	if !until.Equal(at) {
		t.Errorf("until %s", until)
	}
}

// TestAsErr reads what is no answer of a network as unknown: nobody may take it for a proof that nothing was posted.
func TestAsErr(t *testing.T) {
	e := &Err{Doing: "posting", Class: OutcomeRefused, Code: CodeRefused, Cause: io.EOF}
	if got := AsErr(fmt.Errorf("sending: %w", e)); got != e || !errors.Is(got, io.EOF) {
		t.Errorf("%+v", got)
	}
	for _, err := range []error{io.EOF, context.Canceled, context.DeadlineExceeded, errors.New("whatever"), fmt.Errorf("x: %w", ErrState)} {
		if got := AsErr(err); got.Class != OutcomeUnknown || got.Code != CodeUnknown || !errors.Is(got, err) {
			t.Errorf("%v: %+v", err, got)
		}
	}
}

func TestOutcomesHaveNames(t *testing.T) {
	for o := OutcomeNone; o <= OutcomeUnknown; o++ {
		if (o.String() == "") != (o == OutcomeNone) || o.String() == "?" {
			t.Errorf("outcome %d is called %q", o, o)
		}
	}
}
