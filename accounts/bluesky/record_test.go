package bluesky_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/bluesky"
	"vocero/accounts/practice"
)

// heard lets a client speak to a practice server through a door that keeps the bodies of one call.
func heard(t *testing.T, s *practice.Server, a accounts.Account, secret, nsid string) (*bluesky.Client, *[]string) {
	t.Helper()
	var bodies []string
	door := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		if r.URL.Path == "/xrpc/"+nsid {
			bodies = append(bodies, string(b))
		}
		out, err := http.NewRequestWithContext(r.Context(), r.Method, s.URL()+r.URL.RequestURI(), bytes.NewReader(b))
		if err != nil {
			t.Error(err)
			return
		}
		out.Header = r.Header
		resp, err := http.DefaultClient.Do(out)
		if err != nil {
			t.Error(err)
			return
		}
		defer func() { _ = resp.Body.Close() }()
		w.WriteHeader(resp.StatusCode)
		_, _ = io.Copy(w, resp.Body)
	}))
	t.Cleanup(door.Close)
	a.Server = door.URL
	return opened(t, a, secret, bluesky.Options{}), &bodies
}

// TestTheRecordOfAPost holds the wire to the API pages: the exact body of putRecord.
func TestTheRecordOfAPost(t *testing.T) {
	s, own, a := started(t)
	vecina := s.AddStranger("vecina.otro.example", "Vecina")
	parent := s.URI(s.Mention(vecina, own, practice.Say{Text: "¿Abrís?"}))
	c, bodies := heard(t, s, a, own.Token, "com.atproto.repo.putRecord")
	o := accounts.Outgoing{
		Key: "k", Text: "☕ ¡Sí! @vecina.otro.example mira https://luz.example/carta?mes=3. #PanDePueblo ana@luz.example @nadie.example", Visibility: accounts.Public,
		Language: "es", InReplyTo: parent, CreatedAt: time.Date(2026, 11, 22, 9, 0, 0, 123e6, time.UTC),
	}
	if _, err := c.Send(t.Context(), o); err != nil {
		t.Fatal(err)
	}
	if len(*bodies) != 1 {
		t.Fatalf("%d requests", len(*bodies))
	}
	var got struct {
		Repo, Collection, Rkey string
		Validate               bool
		SwapRecord             json.RawMessage
		Record                 struct {
			Type      string `json:"$type"`
			Text      string
			CreatedAt string
			Langs     []string
			Reply     struct{ Root, Parent struct{ URI, CID string } }
			Facets    []struct {
				Index    struct{ ByteStart, ByteEnd int }
				Features []map[string]string
			}
		}
	}
	if err := json.Unmarshal([]byte((*bodies)[0]), &got); err != nil {
		t.Fatal(err)
	}
	r := got.Record
	if got.Repo != a.RemoteID || got.Collection != "app.bsky.feed.post" || len(got.Rkey) != 13 || !got.Validate || string(got.SwapRecord) != "null" {
		t.Errorf("the frame is %+v", got)
	}
	if r.Type != "app.bsky.feed.post" || r.Text != o.Text || r.CreatedAt != "2026-11-22T09:00:00.123Z" || len(r.Langs) != 1 || r.Langs[0] != "es" ||
		r.Reply.Parent.URI != parent || r.Reply.Root.URI != parent || r.Reply.Parent.CID == "" {
		t.Errorf("the record is %+v", r)
	}
	marked := map[string]string{}
	for _, f := range r.Facets {
		marked[o.Text[f.Index.ByteStart:f.Index.ByteEnd]] = f.Features[0]["uri"] + f.Features[0]["did"] + f.Features[0]["tag"]
	}
	want := map[string]string{"@vecina.otro.example": s.DID(vecina), "https://luz.example/carta?mes=3": "https://luz.example/carta?mes=3", "#PanDePueblo": "PanDePueblo"}
	if len(marked) != len(want) {
		t.Errorf("marked are %v", marked)
	}
	for text, stands := range want {
		if marked[text] != stands {
			t.Errorf("%q stands for %q, want %q", text, marked[text], stands)
		}
	}
}

func TestARepeatNeverMakesASecondPost(t *testing.T) {
	s, own, a := started(t)
	c := opened(t, a, own.Token, bluesky.Options{})
	o := post("Una sola vez", "1")
	first, err := c.Send(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := c.Send(t.Context(), o)
	if err != nil || again != first || len(s.Statuses(own)) != 1 {
		t.Errorf("the repeat gave %+v, %v after %+v; %d posts", again, err, first, len(s.Statuses(own)))
	}
	o.Text = "Otra cosa en el mismo sitio"
	if _, err := c.Send(t.Context(), o); accounts.AsErr(err).Code != accounts.CodeDuplicate || accounts.AsErr(err).Class != accounts.OutcomeUnknown {
		t.Errorf("another text under the same key: %v", err)
	}
}

func TestTooLongIsSaidAsSuch(t *testing.T) {
	_, own, a := started(t)
	c := opened(t, a, own.Token, bluesky.Options{})
	for _, text := range []string{strings.Repeat("ñ", 301), strings.Repeat("👩‍👩‍👧‍👦", 200)} {
		_, err := c.Send(t.Context(), post(text, text[:4]))
		if e := accounts.AsErr(err); e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeTooLong {
			t.Errorf("%d bytes: %v", len(text), err)
		}
	}
}

func TestBigFamiliesOfRepliesEnd(t *testing.T) {
	s, own, a := started(t)
	vecina := s.AddStranger("vecina.otro.example", "Vecina")
	at := s.Mention(vecina, own, practice.Say{Text: "0"})
	root := at
	for range 30 {
		at = s.Mention(vecina, own, practice.Say{Text: "sigue", InReplyTo: at})
	}
	c := opened(t, a, own.Token, bluesky.Options{})
	up, err := c.Thread(t.Context(), s.URI(at))
	if err != nil || len(up.Said) != 31 || up.Said[0].RemoteID != s.URI(root) {
		t.Errorf("from the end: %v, %d posts", err, len(up.Said))
	}
	if down, err := c.Thread(t.Context(), s.URI(root)); err != nil || len(down.Said) < 6 {
		t.Errorf("from the beginning: %v, %d posts", err, len(down.Said))
	}
}
