package guard

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

var noon = time.Date(2026, 12, 1, 12, 0, 0, 0, time.UTC)

// instance is a server that can do everything, with Mastodon's usual limits.
func instance() accounts.Instance {
	return accounts.Instance{Software: "mastodon", Limits: accounts.Limits{
		Chars: 500, Media: 4, MediaTypes: []string{"image/png", "image/jpeg", "video/mp4"}, ImageBytes: 1000, VideoBytes: 5000,
		AltChars: 100, PollOptions: 4, PollChars: 50, PollShortest: 300, PollLongest: 86400, TextOnly: true,
	}, Can: accounts.Abilities{Poll: true, Focus: true, CW: true, Language: true}}
}

func account(id, brand accounts.ID, user, host string) accounts.Account {
	return accounts.Account{ID: id, Brand: brand, Network: accounts.Mastodon, Server: "https://" + host, Host: host, RemoteID: "r" + string(id), User: user, Instance: instance()}
}

// facts are two clients and herself; luz speaks from two servers.
func facts() Facts {
	return Facts{Now: noon, Brand: accounts.Brand{ID: "luz", Name: "Panadería Luz", Letter: "p", Zone: "Europe/Madrid"},
		Accounts: []accounts.Account{account("a1", "luz", "panaderialuz", "masto.example"), account("a2", "luz", "luz", "otra.example")},
		Others: []Other{
			{accounts.Brand{ID: "sur", Name: "Kine Sur", Letter: "k"}, []accounts.Account{account("b1", "sur", "kinesur", "masto.example")}},
			{accounts.Brand{ID: "bar", Name: "Bar Norte", Letter: "b"}, []accounts.Account{account("c1", "bar", "elbar", "barnorte.example")}},
			{accounts.Brand{ID: "me", Name: "Ana Ríos", Letter: "_", Kind: accounts.Personal}, []accounts.Account{account("p1", "me", "ana", "casa.example")}},
		}}
}

func when(t testing.TB, civil, zone string) *accounts.When {
	w, err := accounts.ParseWhen(civil, zone)
	if err != nil {
		t.Fatal(err)
	}
	return &w
}

// post is one that nothing stands against.
func post(t testing.TB) accounts.Post {
	return accounts.Post{ID: "post1", Brand: "luz", Text: "Mañana hay pan de centeno.", Visibility: accounts.Public, Language: "es",
		Targets: []accounts.ID{"a1"}, When: when(t, "2026-12-02 09:00", "Europe/Madrid")}
}

func reply(t testing.TB) accounts.Post {
	p := post(t)
	p.When, p.Visibility = nil, accounts.Unlisted
	p.Answering = &accounts.Answering{Mention: "m1", Account: "a1", RemoteID: "77", Author: text("@eva@casa.example"), Widest: accounts.Unlisted}
	return p
}

func text(s string) accounts.Text {
	x, _ := accounts.SafeLine(s)
	return x
}

// row is a case of a rule: a change to a good post and good facts, and the findings it must bring.
type row struct {
	name string
	do   func(p *accounts.Post, f *Facts)
	want []string // "severity account words of the reason", in order
}

func runRows(t *testing.T, rule string, base func(testing.TB) accounts.Post, rows []row) {
	t.Helper()
	for _, r := range rows {
		t.Run(r.name, func(t *testing.T) {
			p, f := base(t), facts()
			if r.do != nil {
				r.do(&p, &f)
			}
			var got []string
			for _, v := range Check(p, f) {
				if v.Rule != rule {
					continue
				}
				reason, remedy := Sentences(v, fmt.Sprintf)
				if remedy == "" || strings.Contains(reason+remedy, "%!") {
					t.Errorf("badly formatted: %q, %q", reason, remedy)
				}
				got = append(got, strings.Join(strings.Fields(fmt.Sprintf("%s %s %s", v.Severity, v.Account, reason)), " "))
			}
			same := slices.EqualFunc(got, r.want, func(g, w string) bool { return strings.HasPrefix(g, w) })
			if !same {
				t.Errorf("%s says\n%q\nwant lines that begin\n%q", rule, got, r.want)
			}
		})
	}
}
