package bluesky_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/bluesky"
	"vocero/accounts/practice"
)

// TestAQuoteAndACard holds what hangs on a post to the API pages: a quote, a card, and a quote with a card.
func TestAQuoteAndACard(t *testing.T) {
	s, own, a := started(t)
	vecina := s.AddStranger("vecina.otro.example", "Vecina")
	uri := s.URI(s.Mention(vecina, own, practice.Say{Text: "El mejor pan"}))
	page := "https://bsky.app/profile/vecina.otro.example/post/" + uri[strings.LastIndex(uri, "/")+1:]
	c, bodies := heard(t, s, a, own.Token, "com.atproto.repo.putRecord")
	card := &accounts.Card{URL: "https://luz.example/carta", Title: "La carta", About: "De hoy"}
	type ref struct{ URI, CID string }
	type embed struct {
		Type   string `json:"$type"`
		Record struct {
			ref
			Record ref
		}
		External struct{ URI, Title, Description string }
		Media    *struct {
			Type     string `json:"$type"`
			External struct{ URI string }
		}
	}
	for i, o := range []accounts.Outgoing{{Quote: uri}, {Quote: page}, {Card: card}, {Quote: uri, Card: card}} {
		o.Key, o.Text, o.Visibility, o.CreatedAt = string(rune('a'+i)), "Gracias", accounts.Public, time.Now()
		r, err := c.Send(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Record struct{ Embed embed } }
		if err := json.Unmarshal([]byte((*bodies)[i]), &got); err != nil {
			t.Fatal(err)
		}
		e := got.Record.Embed
		quoted := e.Record.URI
		if o.Quote != "" && o.Card != nil {
			quoted = e.Record.Record.URI
			if e.Type != "app.bsky.embed.recordWithMedia" || e.Media == nil || e.Media.Type != "app.bsky.embed.external" || e.Media.External.URI != card.URL {
				t.Errorf("a quote with a card is %+v", e)
			}
		}
		if o.Quote != "" && quoted != uri {
			t.Errorf("%d quotes %q: %s", i, quoted, (*bodies)[i])
		}
		if o.Quote == "" && (e.Type != "app.bsky.embed.external" || e.External.URI != card.URL || e.External.Title != "La carta" || e.External.Description != "De hoy") {
			t.Errorf("the card is %+v", e)
		}
		found, err := c.Find(t.Context(), o, "")
		if err != nil || len(found) != 1 || found[0].RemoteID != r.RemoteID {
			t.Errorf("looking for it: %+v, %v", found, err)
		}
	}
	got, err := c.Measure(t.Context(), []string{uri})
	if err != nil || len(got) != 1 || got[0].Values[accounts.Quotes] != 3 {
		t.Errorf("its figures are %+v, %v", got, err)
	}
	_, err = c.Send(t.Context(), accounts.Outgoing{Key: "z", Text: "x", Visibility: accounts.Public, CreatedAt: time.Now(), Quote: "https://bsky.app/profile/nadie.example/post/3kaaaaaaaaaaa"})
	if e := accounts.AsErr(err); err == nil || e.Code != accounts.CodeNotFound || e.Class != accounts.OutcomeRefused {
		t.Errorf("quoting what is not there: %v", err)
	}
}

// TestABlockIsOneRecord blocks twice under one key, and finds the block of another program too.
func TestABlockIsOneRecord(t *testing.T) {
	s, own, a := started(t)
	vecina := s.AddStranger("vecina.otro.example", "Vecina")
	did := s.DID(vecina)
	c, bodies := heard(t, s, a, own.Token, "com.atproto.repo.putRecord")
	act := func(op accounts.Op) {
		t.Helper()
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: did, Text: "Publicidad"}); err != nil {
			t.Fatalf("%s: %v", op, err)
		}
	}
	act(accounts.OpBlock)
	act(accounts.OpBlock)
	var first, second struct{ Collection, Rkey string }
	if json.Unmarshal([]byte((*bodies)[0]), &first) != nil || json.Unmarshal([]byte((*bodies)[1]), &second) != nil || first != second || len(first.Rkey) != 13 ||
		first.Collection != "app.bsky.graph.block" || strings.IndexByte("234567abcdefghij", first.Rkey[0]) < 0 {
		t.Errorf("the records are %+v and %+v", first, second)
	}
	act(accounts.OpUnblock)
	act(accounts.OpUnblock)
	act(accounts.OpReport)
	if got := s.Reports(); len(got) != 1 || got[0].Target != "vecina.otro.example" || got[0].Comment != "Publicidad" || len(got[0].StatusIDs) != 0 {
		t.Errorf("reported is %+v", got)
	}
}

// TestASearchGoesOnWithItsCursor reads two pages of what was found.
func TestASearchGoesOnWithItsCursor(t *testing.T) {
	s, own, a := started(t)
	vecina := s.AddStranger("vecina.otro.example", "Vecina")
	for range 3 {
		s.Mention(vecina, own, practice.Say{Text: "Pan de centeno"})
	}
	c := opened(t, a, own.Token, bluesky.Options{})
	seen := map[string]bool{}
	q := accounts.Search{Words: "centeno pan", Limit: 2}
	for range 2 {
		got, err := c.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range got.Mentions {
			seen[m.StatusID] = true
		}
		q.Cursor = got.Cursor
	}
	if len(seen) != 3 || q.Cursor != "" {
		t.Errorf("found are %v, and then %q", seen, q.Cursor)
	}
}
