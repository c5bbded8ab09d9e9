package mastodon

import (
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"vocero/accounts"
)

// script is a server that answers from a table of paths; other paths are 404. It remembers what it was asked.
func script(t *testing.T, answers map[string]string) (*Client, *[]string) {
	t.Helper()
	asked := &[]string{}
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		*asked = append(*asked, r.Method+" "+r.URL.RequestURI())
		answer, ok := answers[r.Method+" "+r.URL.Path]
		if !ok {
			answer, ok = answers[r.URL.Path]
		}
		if !ok {
			w.WriteHeader(http.StatusNotFound)
			answer = `{"error":"Not Found"}`
		}
		_, _ = io.WriteString(w, strings.ReplaceAll(answer, "SELF", "http://"+r.Host))
	}))
	t.Cleanup(s.Close)
	return newClient(accounts.Account{Network: accounts.Mastodon, Server: s.URL, Host: "masto.example", RemoteID: "1"}, accounts.NewSecret("CANARY_script_token"), Options{}), asked
}

const nodeIndex = `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"SELF/nodeinfo/2.0"}]}`

func TestWhatTheSoftwareIs(t *testing.T) {
	v1 := func(version string) map[string]string {
		return map[string]string{"/api/v1/instance": `{"uri":"masto.example","version":"` + version + `"}`}
	}
	with := func(m map[string]string, node string) map[string]string {
		m["/.well-known/nodeinfo"], m["/nodeinfo/2.0"] = nodeIndex, node
		return m
	}
	for _, c := range []struct {
		answers map[string]string
		want    string // software, version
		key     bool
	}{
		{with(v1("4.6.0"), `{"software":{"name":"mastodon"}}`), "mastodon 4.6.0", true},
		{with(v1("4.4.0+glitch"), `{"software":{"name":"Mastodon"}}`), "mastodon 4.4.0+glitch", true},
		{v1("4.6.0"), "mastodon 4.6.0", false},
		{with(v1("0.20.1 git-57cb4fe"), `{"software":{"name":"gotosocial"}}`), "gotosocial 0.20.1 git-57cb4fe", false},
		{v1("0.17.0"), "gotosocial 0.17.0", false},
		{v1("2.7.2 (compatible; Pleroma 2.9.1)"), "pleroma 2.9.1", true},
		{v1("2.7.2 (compatible; Akkoma 3.15.1-0-gabc)"), "akkoma 3.15.1-0-gabc", true},
		{v1("3.5.3 (compatible; Pixelfed 0.12.3)"), "pixelfed 0.12.3", false},
		{v1("4.0.0 (not true; really snac 2.80)"), "snac 2.80", false},
		{with(v1("4.2.0"), `{"software":{"name":"iceshrimp.net"}}`), "iceshrimp.net 4.2.0", false},
		{with(v1("4.2.0"), `{"software":{"name":"\u001b[31m"}}`), "mastodon 4.2.0", false},
		{with(v1("4.2.0"), `[]`), "mastodon 4.2.0", false},
		{map[string]string{"/api/v2/instance": `{"domain":"masto.example","version":"1.0","source_url":"https://codeberg.org/superseriousbusiness/gotosocial"}`}, "gotosocial 1.0", false},
	} {
		cl, _ := script(t, c.answers)
		in, err := cl.Instance(t.Context())
		if got := in.Software + " " + in.Version; err != nil || got != c.want || in.Can.Key != c.key {
			t.Errorf("%v: %q, key %v, %v; want %q, %v", c.answers, got, in.Can.Key, err, c.want, c.key)
		}
	}
}

func TestNodeinfoOfAnotherHostIsNotAsked(t *testing.T) {
	c, asked := script(t, map[string]string{
		"/api/v1/instance":      `{"uri":"masto.example","version":"4.6.0"}`,
		"/.well-known/nodeinfo": `{"links":[{"rel":"http://nodeinfo.diaspora.software/ns/schema/2.0","href":"http://localhost:9/nodeinfo/2.0"}]}`,
	})
	in, err := c.Instance(t.Context())
	if err != nil || in.Software != "mastodon" || in.Can.Key || len(*asked) != 3 {
		t.Errorf("%+v, %v after %q", in, err, *asked)
	}
}

func TestAbilitiesByVersion(t *testing.T) {
	for _, c := range []struct {
		name, version string
		ask           func(accounts.Abilities) bool
		want          bool
	}{
		{"mastodon", "3.4.1", func(a accounts.Abilities) bool { return a.Edit }, false},
		{"mastodon", "3.5.0", func(a accounts.Abilities) bool { return a.Edit }, true},
		{"mastodon", "3.1.0", func(a accounts.Abilities) bool { return a.MediaV2 }, false},
		{"mastodon", "nightly", func(a accounts.Abilities) bool { return a.Edit && a.MediaV2 }, true},
		{"gotosocial", "0.17.4", func(a accounts.Abilities) bool { return a.Edit }, false},
		{"gotosocial", "0.18.0", func(a accounts.Abilities) bool { return a.Edit }, true},
		{"gotosocial", "0.18.0", func(a accounts.Abilities) bool { return a.Key }, false},
		{"pleroma", "2.9", func(a accounts.Abilities) bool { return a.Edit || a.Schedule || a.Focus }, false},
		{"akkoma", "3.15", func(a accounts.Abilities) bool { return a.Schedule && a.Key }, true},
		{"friendica", "2024.08", func(a accounts.Abilities) bool { return a.MediaV2 || a.Poll || a.Key }, false},
		{"snac", "2.80", func(a accounts.Abilities) bool { return a.MediaV2 || a.Schedule || a.Key }, false},
		{"otro", "1.0", func(a accounts.Abilities) bool { return a.Poll || a.Key || a.MediaV2 }, false},
	} {
		s := software{name: c.name, version: c.version, confirmed: true}
		if got := c.ask(s.abilities(document{})); got != c.want {
			t.Errorf("%s %s: %v", c.name, c.version, got)
		}
	}
}

func TestCountingByServer(t *testing.T) {
	const text, cw = "Hola 👩‍🍳 https://luz.example/carta/de/marzo @ana@otro.example", "ñ"
	for name, want := range map[string]int{
		"mastodon": 1 + 7 + 23 + 1 + 4, "hometown": 1 + 7 + 23 + 1 + 4, "iceshrimp": 1 + 7 + 23 + 1 + 4,
		"gotosocial": 1 + 9 + 34 + 1 + 17, "pleroma": 1 + 7 + 34 + 1 + 17, "akkoma": 1 + 7 + 34 + 1 + 17,
		"pixelfed": 9 + 34 + 1 + 17, "friendica": 1 + 7 + 34 + 1 + 17,
	} {
		if got := (software{name: name}).counting(num{}).Count(text, cw); got != want {
			t.Errorf("%s counts %d, want %d", name, got, want)
		}
	}
}

func TestLimitsOfOldAndNewDocuments(t *testing.T) {
	c, _ := script(t, map[string]string{"/api/v2/instance": `{"domain":"masto.example","version":"4.6.0","title":"Plaza\u001b[2J","configuration":{
		"statuses":{"max_characters":"1000","max_media_attachments":6,"characters_reserved_per_url":30},
		"media_attachments":{"supported_mime_types":["image/png",7,null,"video/mp4"],"image_size_limit":16777216,"video_size_limit":103809024,"description_limit":2000},
		"polls":{"max_options":5,"max_characters_per_option":60,"min_expiration":600,"max_expiration":86400}}}`})
	in, err := c.Instance(t.Context())
	l := in.Limits
	if err != nil || l.Chars != 1000 || l.Media != 6 || l.Count.URLWeight != 30 || l.ImageBytes != 16<<20 || l.VideoBytes != 103809024 || l.AltChars != 2000 ||
		l.PollOptions != 5 || l.PollChars != 60 || l.PollShortest != 600 || l.PollLongest != 86400 || !slices.Equal(l.MediaTypes, []string{"image/png", "video/mp4"}) {
		t.Errorf("the new document gives %+v (%v)", l, err)
	}
	if strings.Contains(in.Title.String(), "\x1b") {
		t.Errorf("the title is %q", in.Title)
	}
	c, _ = script(t, map[string]string{"/api/v1/instance": `{"uri":"https://Pleroma.Example/","version":"2.7.2 (compatible; Pleroma 2.9.1)","max_toot_chars":7000,
		"upload_limit":16000000,"description_limit":5000,"poll_limits":{"max_options":20,"max_option_chars":200,"min_expiration":0,"max_expiration":31536000},
		"pleroma":{"metadata":{"features":["polls","editing"]}}}`})
	in, err = c.Instance(t.Context())
	l = in.Limits
	if err != nil || !in.Can.Edit || l.Chars != 7000 || l.ImageBytes != 16000000 || l.AltChars != 5000 || l.PollOptions != 20 || l.PollShortest != 0 || l.PollLongest != 31536000 {
		t.Errorf("the old document gives %+v (%v)", in, err)
	}
	d, err := c.document(t.Context())
	if err != nil || d.host(c.acc.Server) != "pleroma.example" {
		t.Errorf("its host is %q (%v)", d.host(c.acc.Server), err)
	}
}

func TestAServerThatIsUnwellIsNotAStranger(t *testing.T) {
	for status, want := range map[int]accounts.Code{500: accounts.CodeUnknown, 503: accounts.CodeLimit, 401: accounts.CodeAuth, 404: accounts.CodeNotServer, 403: accounts.CodeNotServer} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.WriteHeader(status)
			_, _ = fmt.Fprint(w, `{"error":"no"}`)
		}))
		c := newClient(accounts.Account{Server: s.URL}, accounts.Secret{}, Options{})
		if _, err := c.Instance(t.Context()); err == nil || accounts.AsErr(err).Code != want {
			t.Errorf("%d: %v, want %s", status, err, want)
		}
		s.Close()
	}
}
