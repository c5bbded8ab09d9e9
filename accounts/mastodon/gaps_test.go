package mastodon

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

// each makes a server of one function.
func each(t *testing.T, can accounts.Abilities, h http.HandlerFunc) *Client {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	a := accounts.Account{Network: accounts.Mastodon, Server: s.URL, Host: "masto.example", RemoteID: "1"}
	a.Instance = accounts.Instance{Software: "mastodon", Can: can, Limits: accounts.Limits{TextOnly: true}}
	return newClient(a, accounts.NewSecret("CANARY_each_token"), Options{Poll: time.Millisecond})
}

func TestTheFormOfAPostIsTheSameEveryTime(t *testing.T) {
	o := accounts.Outgoing{
		Key: "k", Text: "Pan & café ☕", CW: "horario", Visibility: accounts.Followers, Language: "es", MediaIDs: []string{"9", "8"}, InReplyTo: "7", Sensitive: true,
		Poll: &accounts.Poll{Options: []string{"Sí", "No"}, Open: 90 * time.Minute, Hide: true},
	}
	var bodies []string
	c := each(t, accounts.Abilities{Poll: true, CW: true}, func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		bodies = append(bodies, r.Header.Get("Idempotency-Key")+" "+string(b))
		_, _ = io.WriteString(w, `{"id":5,"url":"javascript:alert(1)","uri":"https://masto.example/5"}`)
	})
	for range 2 {
		r, err := c.Send(t.Context(), o)
		if err != nil || r.RemoteID != "5" || r.URL != "https://masto.example/5" || r.At.IsZero() {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	if bodies[0] != bodies[1] {
		t.Errorf("two attempts differ:\n%s\n%s", bodies[0], bodies[1])
	}
	v, err := url.ParseQuery(strings.TrimPrefix(bodies[0], "k "))
	want := url.Values{
		"status": {"Pan & café ☕"}, "spoiler_text": {"horario"}, "visibility": {"private"}, "language": {"es"}, "media_ids[]": {"9", "8"}, "in_reply_to_id": {"7"},
		"sensitive": {"true"}, "poll[options][]": {"Sí", "No"}, "poll[expires_in]": {"5400"}, "poll[multiple]": {"false"}, "poll[hide_totals]": {"true"},
	}
	if err != nil || v.Encode() != want.Encode() {
		t.Errorf("the form is %v", v)
	}
}

func TestAPageOfEightyIsAskedForThenForty(t *testing.T) {
	var limits []string
	c := each(t, accounts.Abilities{}, func(w http.ResponseWriter, r *http.Request) {
		limits = append(limits, r.URL.Query().Get("limit")+" "+r.URL.Query().Get("min_id"))
		if r.URL.Query().Get("limit") == "80" {
			w.WriteHeader(http.StatusBadRequest)
			_, _ = io.WriteString(w, `{"error":"limit must be at most 40"}`)
			return
		}
		_, _ = io.WriteString(w, `[{"id":"11","type":"mention"},{"id":"10","type":"mention"},{"id":"9","type":"mention"}]`)
	})
	in, err := c.Inbox(t.Context(), "9", time.Time{})
	if err != nil || len(in.Mentions) != 2 || in.Mentions[0].RemoteID != "10" || in.Cursor != "11" || in.More {
		t.Errorf("%+v, %v", in, err)
	}
	if strings.Join(limits, ",") != "80 9,40 9" {
		t.Errorf("asked %q", limits)
	}
}

func TestAPageWithoutIdsIsAnError(t *testing.T) {
	c := each(t, accounts.Abilities{}, func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.WriteString(w, "["+strings.Repeat(`{"type":"mention"},`, 50)+`{"type":"mention"}]`)
	})
	if _, err := c.Inbox(t.Context(), "9", time.Time{}); err == nil || accounts.AsErr(err).Code != accounts.CodeNotServer {
		t.Errorf("%v", err)
	}
}

func TestAFileThatIsNeverReadyEndsWithTheContext(t *testing.T) {
	looks := 0
	c := each(t, accounts.Abilities{MediaV2: true}, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		w.WriteHeader(http.StatusAccepted)
		if r.Method == http.MethodGet {
			looks++
		}
		_, _ = io.WriteString(w, `{"id":"77"}`)
	})
	if id, err := c.Upload(t.Context(), accounts.Media{Type: "video/mp4", Bytes: 3}, strings.NewReader("abc")); err != nil || id != "77" || looks != 1 {
		t.Errorf("accepted and then ready: %q, %v, %d looks", id, err, looks)
	}
	c = each(t, accounts.Abilities{MediaV2: true}, func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		code := http.StatusAccepted
		if r.Method == http.MethodGet {
			code = http.StatusPartialContent
		}
		w.WriteHeader(code)
		_, _ = io.WriteString(w, `{"id":"77"}`)
	})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := c.Upload(ctx, accounts.Media{Type: "video/mp4", Bytes: 3}, strings.NewReader("abc")); err == nil || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("never ready: %v", err)
	}
}

func TestTheOldUploadIsDescribedAfterwards(t *testing.T) {
	var calls []string
	c := each(t, accounts.Abilities{}, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			calls = append(calls, "PUT "+r.URL.Path+" "+r.FormValue("description"))
		} else {
			_, h, err := r.FormFile("file")
			if err != nil {
				t.Error(err)
				return
			}
			calls = append(calls, fmt.Sprint("POST ", r.URL.Path, " ", h.Filename, " ", h.Header.Get("Content-Type"), " ", h.Size, " ", r.FormValue("focus"), r.ContentLength > 0))
		}
		_, _ = io.WriteString(w, `{"id":"5"}`)
	})
	m := accounts.Media{Name: `C:\clientes\Kine Sur\factura.jpg`, Type: "image/jpeg", Bytes: 4, Alt: "Una mesa", FocusX: 1}
	if _, err := c.Upload(t.Context(), m, strings.NewReader("abcd")); err != nil {
		t.Fatal(err)
	}
	if want := "POST /api/v1/media image.jpg image/jpeg 4 true|PUT /api/v1/media/5 Una mesa"; strings.Join(calls, "|") != want {
		t.Errorf("called %q, want %q", calls, want)
	}
	if fileName("application/x-ana") != "media" || mediaType("text/html\r\nX: y") != "application/octet-stream" {
		t.Error("an unknown type reaches the header")
	}
}

func TestAnEditKeepsThePollThatIsOpen(t *testing.T) {
	var form map[string]any
	ends := time.Now().Add(2 * time.Hour)
	c := each(t, accounts.Abilities{Edit: true}, func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPut {
			if err := json.NewDecoder(r.Body).Decode(&form); err != nil {
				t.Error(err)
			}
			_, _ = io.WriteString(w, `{"id":"5","edited_at":"2026-03-01T12:00:00Z"}`)
			return
		}
		_, _ = fmt.Fprintf(w, `{"id":"5","media_attachments":[{"id":"8"}],"poll":{"expires_at":%q,"multiple":true,"options":[{"title":"Sí","votes_count":null},{"title":"No"}]}}`, ends.Format(time.RFC3339))
	})
	r, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpEdit, Target: "5", Text: "Nuevo"})
	if err != nil || r.RemoteID != "5" || r.At.Year() != 2026 {
		t.Fatalf("%+v, %v", r, err)
	}
	poll, _ := form["poll"].(map[string]any)
	if fmt.Sprint(poll["options"], poll["multiple"], poll["hide_totals"], form["media_ids"], form["spoiler_text"]) != "[Sí No] true true [8]" || poll["expires_in"].(float64) < 7000 {
		t.Errorf("the edit is %v", form)
	}
	ends = time.Now().Add(-time.Hour)
	form = nil
	if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpEdit, Target: "5", Text: "Nuevo"}); err == nil || form != nil {
		t.Errorf("a poll that has ended: %v, %v", err, form)
	}
}

func TestAnActThatWasDoneIsDone(t *testing.T) {
	for _, c := range []struct {
		code int
		body string
		op   accounts.Op
		ok   bool
	}{
		{200, `{"id":"5","media_attachments":[{"meta":[]}]}`, accounts.OpLike, true}, // The library's struct fails on it.
		{200, `<html>`, accounts.OpBoost, true}, {204, ``, accounts.OpDelete, true},
		{422, `{"error":"Validation failed: Reblog of status already exists"}`, accounts.OpBoost, true},
		{404, `{"error":"Record not found"}`, accounts.OpUnfollow, true}, {404, `{"error":"Record not found"}`, accounts.OpFollow, false},
		{403, `{"error":"This action is not allowed"}`, accounts.OpUnlike, false}, {500, ``, accounts.OpDelete, false}, {200, ``, accounts.OpLike, true},
	} {
		cl := each(t, accounts.Abilities{Boost: true, Follow: true}, func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.code)
			_, _ = io.WriteString(w, c.body)
		})
		if _, err := cl.Act(t.Context(), accounts.Outgoing{Op: c.op, Target: "5"}); (err == nil) != c.ok {
			t.Errorf("%d %s at %s: %v", c.code, c.body, c.op, err)
		}
	}
}

func TestWhatTheServerLacksDoesNotLeave(t *testing.T) {
	hits := 0
	c := each(t, accounts.Abilities{}, func(http.ResponseWriter, *http.Request) { hits++ })
	post := accounts.Outgoing{Key: "k", Text: "x", Visibility: accounts.Public}
	withPoll, withCW := post, post
	withPoll.Poll, withCW.CW = &accounts.Poll{}, "x"
	for _, o := range []accounts.Outgoing{withPoll, withCW} {
		if _, err := c.Send(t.Context(), o); err == nil || accounts.AsErr(err).Code != accounts.CodeUnsupported {
			t.Errorf("%+v: %v", o, err)
		}
	}
	for _, op := range []accounts.Op{accounts.OpEdit, accounts.OpBoost, accounts.OpUnboost, accounts.OpFollow} {
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: "5"}); err == nil || accounts.AsErr(err).Code != accounts.CodeUnsupported {
			t.Errorf("%s: %v", op, err)
		}
	}
	if _, err := c.Look(t.Context(), Query{Text: "pan"}); err == nil || accounts.AsErr(err).Code != accounts.CodeUnsupported {
		t.Errorf("search: %v", err)
	}
	if hits != 0 {
		t.Errorf("%d requests left", hits)
	}
}

func TestSearchAsksWithItsFilters(t *testing.T) {
	c, asked := script(t, map[string]string{"/api/v2/search": `{"accounts":[{"id":3,"acct":"ana@otro.example","display_name":"Ana\u001b[1m"}],
		"statuses":[{"id":"4","content":"<p>pan</p>","account":{"id":"1"}},7],"hashtags":[{"name":"pan\u202e"}]}`})
	got, err := c.Look(t.Context(), Query{Text: "pan & café", Type: "statuses", Limit: 10, Offset: 20, From: "1", Resolve: true})
	if err != nil || len(got.People) != 1 || got.People[0].Host != "otro.example" || got.People[0].User != "ana" || len(got.Posts) != 1 || !got.Posts[0].Own ||
		got.Posts[0].Text.String() != "pan" || len(got.Hashtags) != 1 || strings.ContainsRune(got.Hashtags[0].String(), 0x202e) {
		t.Errorf("%+v, %v", got, err)
	}
	if _, err = c.Look(t.Context(), Query{Text: "pan"}); err != nil {
		t.Fatal(err)
	}
	want := "GET /api/v2/search?account_id=1&limit=10&offset=20&q=pan+%26+caf%C3%A9&resolve=true&type=statuses GET /api/v2/search?q=pan"
	if strings.Join(*asked, " ") != want {
		t.Errorf("asked %q", *asked)
	}
}

func TestSameText(t *testing.T) {
	for _, c := range []struct {
		sent, html string
		want       bool
	}{
		{"Hola", "<p>Hola</p>", true},
		{"Hola", "<p>Hola!</p>", false},
		{"Hola @ana@otro.example, ven", `<p>Hola <span class="h-card"><a href="https://otro.example/@ana" class="u-url mention">@<span>ana</span></a></span>, ven</p>`, true},
		{"Mira https://www.luz.example/una/carta/muy/larga?x=1 ya", `<p>Mira <a href="https://www.luz.example/una/carta/muy/larga?x=1"><span class="invisible">https://www.</span><span class="ellipsis">luz.example/una/carta</span><span class="invisible">/muy/larga?x=1</span></a> ya</p>`, true},
		{"Mira https://luz.example/a ya", `<p>Mira <a href="https://otra.example/a">otra.example/a</a> ya</p>`, false},
		{"a\n\n\nb   c", "<p>a</p><p>b c</p>", true},
		{"<b> & &amp;", "<p>&lt;b&gt; &amp; &amp;amp;</p>", true},
		{"", "", true}, {"x", "", false}, {"", "<p>x</p>", false},
	} {
		if got := sameText(c.sent, c.html); got != c.want {
			t.Errorf("%q and %q: %v", c.sent, c.html, got)
		}
	}
}
