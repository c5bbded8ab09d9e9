package bluesky_test

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/bluesky"
	"vocero/accounts/practice"
)

func post(text string, n string) accounts.Outgoing {
	return accounts.Outgoing{Key: "k-" + n, Text: text, Visibility: accounts.Public, Language: "es", CreatedAt: time.Now()}
}

// logIns counts the sessions that were begun with the password.
func logIns(s *practice.Server) int {
	return s.Count(http.MethodPost, "/xrpc/com.atproto.server.createSession")
}

func TestAnEndedTokenIsRenewedAndKeptBeforeItIsUsed(t *testing.T) {
	s, own, a := started(t)
	var kept []string
	c := opened(t, a, own.Token, bluesky.Options{Keep: func(l accounts.Secret) error {
		kept = append(kept, l.Reveal())
		return nil
	}})
	if _, err := c.Send(t.Context(), post("Hoy hay roscón", "1")); err != nil {
		t.Fatal(err)
	}
	before := logIns(s)
	s.ExpireAccess(own)
	if _, err := c.Send(t.Context(), post("Mañana también", "2")); err != nil {
		t.Fatal(err)
	}
	if n := len(s.Statuses(own)); n != 2 || logIns(s) != before || len(kept) != 2 {
		t.Errorf("%d posts, %d log-ins more, %d pairs kept", n, logIns(s)-before, len(kept))
	}
	if l, err := bluesky.ParseSecret(accounts.NewSecret(kept[1])); err != nil || l.Password.Reveal() != own.Token || l.Refresh.IsZero() {
		t.Errorf("what is kept last reads %v", err)
	}
	again := opened(t, a, kept[1], bluesky.Options{})
	if _, err := again.Who(t.Context()); err != nil || logIns(s) != before {
		t.Errorf("another client of the account: %v, %d log-ins more", err, logIns(s)-before)
	}
}

func TestAPairThatCannotBeKeptIsNotUsed(t *testing.T) {
	s, own, a := started(t)
	c := opened(t, a, own.Token, bluesky.Options{Keep: func(accounts.Secret) error { return errors.New("the disk is full") }})
	_, err := c.Send(t.Context(), post("No sale", "1"))
	if e := accounts.AsErr(err); e.Class != accounts.OutcomeNotSent || !strings.Contains(err.Error(), "the disk is full") || len(s.Statuses(own)) != 0 {
		t.Errorf("%v, %d posts", err, len(s.Statuses(own)))
	}
}

func TestALogInOfAnotherAccountIsRefused(t *testing.T) {
	s, own, a := started(t)
	other := s.AddAccount("kinesur.bsky.example", "Kine Sur")
	if _, _, err := bluesky.LogIn(t.Context(), a, answers(a.Server, own.Username, other.Token), bluesky.Options{}); accounts.AsErr(err).Class != accounts.OutcomeAuth {
		t.Errorf("the password of another account: %v", err)
	}
	for _, bad := range []string{"", "two words", `{"access":"x"}`, "{"} {
		if _, err := bluesky.New(a, accounts.NewSecret(bad), bluesky.Options{}); err == nil {
			t.Errorf("%q was taken as a log-in", bad)
		}
	}
	if _, err := bluesky.New(accounts.Account{Server: "http://bsky.example"}, accounts.NewSecret("x-x"), bluesky.Options{}); err == nil {
		t.Error("plain http to another machine was opened")
	}
}
