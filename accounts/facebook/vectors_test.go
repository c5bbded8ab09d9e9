package facebook_test

import (
	"context"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
)

// The log-in of the vectors. The proof is SHA-256 of the token with the secret as its key, made with another program.
const (
	vectorToken  = "EAAPage0123456789"
	vectorSecret = "0123456789abcdef0123456789abcdef"
	vectorProof  = "0a16f7fded1ea915d292b471569c0e24ac721d0b7e3e9a8028e92af768102d7e"
	vectorPage   = "61550001"
)

// vector is one call as it must leave, and what the network answers.
type vector struct {
	request string // "POST /61550001/feed", below the version
	params  url.Values
	answer  string
	status  int
}

// script is a server that expects these calls, in order.
type script struct {
	t    *testing.T
	mu   sync.Mutex
	left []vector
	url  string
}

func played(t *testing.T, list ...vector) *script {
	s := &script{t: t, left: list}
	srv := httptest.NewServer(s)
	t.Cleanup(func() {
		srv.Close()
		if len(s.left) > 0 {
			t.Errorf("%d calls did not come: %+v", len(s.left), s.left)
		}
	})
	s.url = srv.URL
	return s
}

func (s *script) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	got := paramsOf(s.t, r)
	if r.Header.Get("Authorization") != "Bearer "+vectorToken || !strings.HasPrefix(r.Header.Get("User-Agent"), "vocero/") {
		s.t.Errorf("%s %s: the headers are %v", r.Method, r.URL.Path, r.Header)
	}
	if p := got.Get("appsecret_proof"); p != vectorProof || strings.Contains(r.URL.RawQuery, vectorToken) {
		s.t.Errorf("%s %s: the proof is %q, the query %q", r.Method, r.URL.Path, p, r.URL.RawQuery)
	}
	got.Del("appsecret_proof")
	if len(s.left) == 0 {
		s.t.Errorf("nobody expects %s %s %v", r.Method, r.URL.Path, got)
		w.WriteHeader(http.StatusTeapot)
		return
	}
	v := s.left[0]
	s.left = s.left[1:]
	if have := r.Method + " " + strings.TrimPrefix(r.URL.Path, "/"+facebook.Version); have != v.request || !reflect.DeepEqual(got, v.params) {
		s.t.Errorf("the call is\n%s %v, want\n%s %v", have, got, v.request, v.params)
	}
	w.Header().Set("Content-Type", "text/javascript; charset=UTF-8")
	w.Header().Set("Date", "Sun, 22 Nov 2026 10:00:00 GMT")
	if v.status != 0 {
		w.WriteHeader(v.status)
	}
	_, _ = io.WriteString(w, v.answer)
}

// paramsOf are the parameters of a call, wherever its method has them; a file is its kind, its name and its bytes.
func paramsOf(t *testing.T, r *http.Request) url.Values {
	kind, p, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case r.Method != http.MethodPost:
		return r.URL.Query()
	case r.URL.RawQuery != "":
		t.Errorf("a form has a query: %q", r.URL.RawQuery)
	case kind == "multipart/form-data":
		out := url.Values{}
		for mr := multipart.NewReader(r.Body, p["boundary"]); ; {
			part, err := mr.NextPart()
			if err != nil {
				return out
			}
			b, _ := io.ReadAll(part)
			if part.FileName() != "" {
				b = fmt.Appendf(nil, "%s %s %s", part.Header.Get("Content-Type"), part.FileName(), b)
			}
			out.Add(part.FormName(), string(b))
		}
	}
	b, _ := io.ReadAll(r.Body)
	v, err := url.ParseQuery(string(b))
	if err != nil {
		t.Errorf("the form is %q", b)
	}
	return v
}

func (s *script) client(o facebook.Options) *facebook.Client {
	s.t.Helper()
	l := facebook.Login{AppID: "1310", AppSecret: accounts.NewSecret(vectorSecret), Token: accounts.NewSecret(vectorToken)}
	c, err := facebook.New(accounts.Account{ID: "01J0000000000000000000LUZ0", Network: accounts.Facebook, Server: s.url, RemoteID: vectorPage, User: "panaderialuz", Host: facebook.Host}, l.Secret(), o)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func form(kv ...string) url.Values {
	v := url.Values{}
	for i := 0; i < len(kv); i += 2 {
		v.Set(kv[i], kv[i+1])
	}
	return v
}

func TestVectorsOfPosting(t *testing.T) {
	base := accounts.Outgoing{Key: "k", Text: "Hoy hay roscón", Visibility: accounts.Public}
	for name, c := range map[string]struct {
		change  func(*accounts.Outgoing)
		request string
		params  url.Values
		answer  string
		id      string
		url     string
	}{
		"a text": {func(*accounts.Outgoing) {}, "POST /61550001/feed", form("message", "Hoy hay roscón", "published", "true"),
			`{"id":"61550001_122100"}`, "61550001_122100", "https://www.facebook.com/61550001_122100"},
		"a link": {func(o *accounts.Outgoing) { o.Text = "Mira: https://luz.example/carta?a=1." }, "POST /61550001/feed",
			form("message", "Mira: https://luz.example/carta?a=1.", "published", "true", "link", "https://luz.example/carta?a=1"), `{"id":"61550001_5"}`, "61550001_5", "https://www.facebook.com/61550001_5"},
		"a card": {func(o *accounts.Outgoing) {
			o.Card = &accounts.Card{URL: "https://luz.example/horario", Title: "Horario"}
		}, "POST /61550001/feed",
			form("message", "Hoy hay roscón", "published", "true", "link", "https://luz.example/horario"), `{"id":"61550001_5"}`, "61550001_5", "https://www.facebook.com/61550001_5"},
		"two photos": {func(o *accounts.Outgoing) {
			o.Text, o.MediaIDs = "Ver https://luz.example", []string{"71", "72"}
		}, "POST /61550001/feed", form("message", "Ver https://luz.example", "published", "true", "attached_media[0]", `{"media_fbid":"71"}`, "attached_media[1]", `{"media_fbid":"72"}`),
			`{"id":"61550001_6"}`, "61550001_6", "https://www.facebook.com/61550001_6"},
		"a comment": {func(o *accounts.Outgoing) { o.InReplyTo = "61550001_122100" }, "POST /61550001_122100/comments", form("message", "Hoy hay roscón"),
			`{"id":"122100_900"}`, "61550001_122100/122100_900", "https://www.facebook.com/61550001_122100?comment_id=900"},
		"an answer with a photo": {func(o *accounts.Outgoing) { o.InReplyTo, o.MediaIDs = "61550001_122100/122100_900", []string{"73"} }, "POST /122100_900/comments",
			form("message", "Hoy hay roscón", "attachment_id", "73"), `{"id":"122100_901"}`, "61550001_122100/122100_901", "https://www.facebook.com/61550001_122100?comment_id=901"},
	} {
		t.Run(name, func(t *testing.T) {
			o := base
			c.change(&o)
			r, err := played(t, vector{c.request, c.params, c.answer, 0}).client(facebook.Options{}).Send(t.Context(), o)
			if err != nil || r.RemoteID != c.id || r.URL != c.url || !r.At.Equal(time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)) {
				t.Errorf("%+v, %v", r, err)
			}
		})
	}
}

func TestVectorsOfActs(t *testing.T) {
	const note, post = "61550001_122100/122100_900", "61550001_122100"
	for _, c := range []struct {
		op      accounts.Op
		target  string
		request string
		params  url.Values
		answer  string
	}{
		{accounts.OpHide, note, "POST /122100_900", form("is_hidden", "true"), `{"success":true}`},
		{accounts.OpUnhide, note, "POST /122100_900", form("is_hidden", "false"), `{"success":true}`},
		{accounts.OpDelete, note, "DELETE /122100_900", form(), `{"success":true}`},
		{accounts.OpDelete, post, "DELETE /61550001_122100", form(), `{"success":true}`},
		{accounts.OpLike, note, "POST /122100_900/likes", form(), `{"success":true}`},
		{accounts.OpUnlike, note, "DELETE /122100_900/likes", form(), `true`},
		{accounts.OpEdit, post, "POST /61550001_122100", form("message", "Otro"), `{"success":true}`},
		{accounts.OpEdit, note, "POST /122100_900", form("message", "Otro"), ``},
	} {
		o := accounts.Outgoing{Op: c.op, Target: c.target}
		if c.op == accounts.OpEdit {
			o.Text = "Otro"
		}
		if r, err := played(t, vector{c.request, c.params, c.answer, 0}).client(facebook.Options{}).Act(t.Context(), o); err != nil || r.RemoteID != c.target {
			t.Errorf("%s %s: %+v, %v", c.op, c.target, r, err)
		}
	}
	c := played(t).client(facebook.Options{})
	for _, op := range []accounts.Op{accounts.OpBoost, accounts.OpUnboost, accounts.OpFollow, accounts.OpUnfollow, accounts.OpMute, accounts.OpUnmute, accounts.OpBlock, accounts.OpUnblock, accounts.OpReport} {
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: op, Target: note}); err == nil || accounts.AsErr(err).Code != accounts.CodeUnsupported {
			t.Errorf("%s: %v", op, err)
		}
	}
	if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpHide, Target: post}); err == nil || accounts.AsErr(err).Code != accounts.CodeUnsupported {
		t.Errorf("hiding a post: %v", err)
	}
}

func TestVectorOfAPhoto(t *testing.T) {
	s := played(t, vector{"POST /61550001/photos", form("published", "false", "alt_text_custom", "Una «hogaza»", "source", "image/jpeg photo.jpeg JPEG"), `{"id":"71"}`, 0})
	id, err := s.client(facebook.Options{}).Upload(t.Context(), accounts.Media{Name: "/home/ana/luz.jpg", Type: "image/jpeg", Bytes: 4, Alt: "Una «hogaza»"}, strings.NewReader("JPEG"))
	if err != nil || id != "71" {
		t.Errorf("%q, %v", id, err)
	}
}

const (
	hangs     = "attachments{type,url,title,description,target{id},subattachments{type,url,description,target{id}}}"
	ofPost    = "id,message,created_time,permalink_url,from{id,name}," + hangs
	ofComment = "id,message,created_time,permalink_url,from{id,name},parent{id,from{id}},attachment{type,url,title,description,target{id}}"
	counted   = ",shares,reactions.limit(0).summary(total_count),comments.limit(0).summary(total_count)"
)

func TestVectorsOfReading(t *testing.T) {
	c := played(t,
		vector{"GET /me", form("fields", "id,name,username,link"), `{"id":"61550001","name":"Panadería Luz","username":"panaderialuz","link":"https://www.facebook.com/panaderialuz"}`, 0},
		vector{"GET /61550001_122100", form("fields", ofPost+counted), `{"id":"61550001_122100","message":"Hoy","created_time":"2026-11-22T09:00:00+0000",
			"permalink_url":"https:\/\/www.facebook.com\/1\/posts\/2","from":{"id":"61550001","name":"Luz"},"shares":{"count":3},"reactions":{"data":[],"summary":{"total_count":12}},
			"comments":{"data":[],"summary":{"total_count":4}},"attachments":{"data":[{"type":"photo","target":{"id":"71"},"url":"https:\/\/www.facebook.com\/photo"}]}}`, 0},
		vector{"GET /71", form("fields", "id,alt_text_custom"), `{"id":"71","alt_text_custom":"Una hogaza"}`, 0},
		vector{"GET /122100_900", form("fields", ofComment+",like_count,comment_count"), `{"id":"122100_900","message":"¿Abrís?","created_time":"2026-11-22T09:30:00+0000",
			"from":{"id":"77","name":"Vecina"},"parent":{"id":"122100_880"},"like_count":2,"comment_count":1}`, 0},
		vector{"GET /61550001/published_posts", form("fields", "id,created_time", "limit", "5"), `{"data":[{"id":"61550001_122100","created_time":"2026-11-22T09:00:00+0000"}],"paging":{}}`, 0},
	).client(facebook.Options{})
	who, err := c.Who(t.Context())
	if err != nil || who.RemoteID != vectorPage || who.User != "panaderialuz" || who.Host != facebook.Host || who.URL != "https://www.facebook.com/panaderialuz" || who.Name.String() != "Panadería Luz" {
		t.Errorf("who: %+v, %v", who, err)
	}
	p, err := c.Read(t.Context(), "61550001_122100")
	if err != nil || p.Source != "Hoy" || p.Counts != (accounts.Counts{Likes: 12, Boosts: 3, Replies: 4}) || p.Receipt.URL != "https://www.facebook.com/1/posts/2" ||
		len(p.Media) != 1 || p.Media[0].Alt.String() != "Una hogaza" {
		t.Errorf("a post: %+v, %v", p, err)
	}
	n, err := c.Read(t.Context(), "61550001_122100/122100_900")
	if err != nil || n.Source != "" || n.Text.String() != "¿Abrís?" || n.InReplyTo != "61550001_122100/122100_880" || n.Counts != (accounts.Counts{Likes: 2, Boosts: -1, Replies: 1}) {
		t.Errorf("a comment: %+v, %v", n, err)
	}
	if id, err := c.Newest(t.Context()); err != nil || id != "61550001_122100" {
		t.Errorf("the newest is %q, %v", id, err)
	}
}

// TestHeavyPagesOfTheFeed are asked for in smaller pieces, as the network wants it.
func TestHeavyPagesOfTheFeed(t *testing.T) {
	feed := func(limit string) url.Values {
		return form("limit", limit, "fields", ofPost+",comments.filter(stream).order(reverse_chronological).limit(10){"+ofComment+"}")
	}
	s := played(t, vector{"GET /61550001/feed", feed("25"), `{"error":{"code":1,"message":"Please reduce the amount of data you're asking for, then retry your request"}}`, 500},
		vector{"GET /61550001/feed", feed("5"), `{"data":[]}`, 0},
		vector{"GET /61550001/tagged", form("limit", "100", "fields", ofPost), `{"error":{"code":10,"message":"(#10) not this list"}}`, 403})
	if in, err := s.client(facebook.Options{}).Inbox(t.Context(), "", time.Time{}); err != nil || len(in.Mentions) != 0 || in.Cursor != "" {
		t.Errorf("%+v, %v", in, err)
	}
}

// TestNamesOfPeople stand for the handles that the network does not have.
func TestNamesOfPeople(t *testing.T) {
	for from, want := range map[string]string{
		`{"id":"5512345678","name":"Ana Ruiz"}`: "@Ana Ruiz #345678@facebook.com", `{"id":77,"name":"@ana @x"}`: "@ana x #77@facebook.com", `{"id":"77"}`: "@77@facebook.com",
		`{"name":"Ana"}`: "@Ana@facebook.com", `{}`: "", `null`: "", `{"id":"../1","name":" "}`: "@\uFFFD@facebook.com",
	} {
		s := played(t, vector{"GET /1_2", form("fields", ofPost), `{"id":"1_2","message":"x","created_time":"2026-11-22T09:00:00+0000","from":` + from + `}`, 0},
			vector{"GET /1_2/comments", form("limit", "100", "fields", ofComment, "filter", "stream", "order", "chronological"), `{"data":[]}`, 0})
		th, err := s.client(facebook.Options{}).Thread(t.Context(), "1_2")
		if err != nil || len(th.Said) != 1 || th.Said[0].Author.String() != want || th.Said[0].Own {
			t.Errorf("%s: %+v, %v; want %q", from, th.Said, err, want)
		}
	}
}

func TestVectorsOfTheInbox(t *testing.T) {
	feed := form("limit", "25", "fields", ofPost+",comments.filter(stream).order(reverse_chronological).limit(10){"+ofComment+"}")
	more := form("limit", "100", "fields", ofComment, "filter", "stream", "order", "reverse_chronological", "after", "QVFI")
	note := func(id, at, from, parent string) string {
		return `{"id":"122100_` + id + `","message":"` + id + `","created_time":"2026-11-22T` + at + `+0000","from":{"id":"` + from + `","name":"X"}` + parent + `}`
	}
	c := played(t,
		vector{"GET /61550001/feed", feed, `{"data":[{"id":"61550001_122100","message":"Hoy","created_time":"2026-11-21T09:00:00+0000","from":{"id":"61550001"},"comments":{"data":[` +
			note("3", "09:03:00", "77", `,"parent":{"id":"122100_2","from":{"id":"61550001"}}`) + `,` + note("2", "09:02:00", vectorPage, "") +
			`],"paging":{"cursors":{"before":"a","after":"QVFI"},"next":"https://elsewhere.example/?access_token=x"}}}]}`, 0},
		vector{"GET /61550001_122100/comments", more, `{"data":[` + note("1", "09:01:00", "78", "") + `],"paging":{"cursors":{"after":"z"}}}`, 0},
		vector{"GET /61550001/tagged", form("limit", "100", "fields", ofPost), `{"data":[{"id":"500_600","message":"Con Luz","created_time":"2026-11-22T09:02:30+0000"}]}`, 0},
	).client(facebook.Options{Now: func() time.Time { return time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC) }})
	in, err := c.Inbox(context.Background(), "", time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, m := range in.Mentions {
		got = append(got, m.RemoteID+" "+m.InReplyTo+" "+m.Author.String())
	}
	want := []string{"61550001_122100/122100_1 61550001_122100 @X #78@facebook.com", "500_600  ", "61550001_122100/122100_3 61550001_122100/122100_2 @X #77@facebook.com"}
	if !slices.Equal(got, want) || !strings.HasPrefix(in.Cursor, "2026-11-22T09:03:00Z|") {
		t.Errorf("the inbox is %q, cursor %q", got, in.Cursor)
	}
}
