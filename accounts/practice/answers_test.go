package practice_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

// run lets ten seconds pass n times, with a look at the server after each.
func (b *bed) run(n int) {
	b.Helper()
	for range n {
		b.clock.move(10 * time.Second)
		b.get("/api/v1/instance")
	}
}

func (b *bed) contents() []string {
	b.Helper()
	var out []string
	got := b.get("/api/v1/notifications", "types[]", "mention", "limit", "80")
	for i := range got.list("id") {
		content := got.str(strconv.Itoa(i) + ".status.content")
		out = append(out, strings.ReplaceAll(content, b.s.URL(), ""))
	}
	return out
}

func TestPublicAnswersInTheLanguage(t *testing.T) {
	for _, c := range []struct{ text, language, want, domain string }{
		{"Hoy tenemos pan de centeno para todos", "", "es", "otro.example vecinos.example barrio.example libros.example deporte.example"},
		{"Fresh bread for all of you today", "", "en", "elsewhere.example neighbours.example highstreet.example books.example sport.example"},
		{"Kaixo", "en", "en", "elsewhere.example neighbours.example highstreet.example books.example sport.example"},
	} {
		b := of(t, practice.Mastodon)
		b.s.Answer(true, nil)
		b.post(c.text, "language", c.language)
		b.run(20)
		got := b.get("/api/v1/notifications", "types[]", "mention").want(200)
		n := len(got.list("id"))
		if n < 1 || n > 2 {
			t.Errorf("%d answers", n)
		}
		_, host, _ := strings.Cut(got.str("0.account.acct"), "@")
		if got.str("0.status.language") != c.want || !strings.Contains(c.domain, host) {
			t.Errorf("%s answered by %s: %s", c.text, host, got.str("0.status.content"))
		}
	}
}

func TestReplyIsAnsweredByThePartner(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Answer(true, func() time.Duration { return time.Second })
	ask := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís mañana?", Language: "es", Visibility: "direct"})
	id := b.post("@ana@otro.example Sí, a las ocho", "in_reply_to_id", ask, "visibility", "direct", "language", "es")
	b.run(3)
	got := b.get("/api/v1/statuses/" + id + "/context")
	if got.str("descendants.0.account.acct") != "ana@otro.example" || got.str("descendants.0.visibility") != "direct" || got.at("descendants.1") != nil {
		t.Error(got.body)
	}
	quiet := b.post("nota para mí", "visibility", "direct")
	b.run(3)
	if got := b.get("/api/v1/statuses/" + quiet + "/context"); got.at("descendants.0") != nil {
		t.Error("somebody answered what nobody was told")
	}
}

func TestPublicIsDeterministicAndCanBeSilent(t *testing.T) {
	hear := func(seed int64) []string {
		b := start(t, practice.Options{Seed: seed})
		b.s.Answer(true, nil)
		for range 5 {
			b.post("Buenos días a todos", "language", "es")
			b.run(5)
		}
		return b.contents()
	}
	first, again, other := hear(1), hear(1), hear(2)
	if len(first) < 5 || !slices.Equal(first, again) || slices.Equal(first, other) {
		t.Errorf("%v\n%v\n%v", first, again, other)
	}
	b := of(t, practice.Mastodon)
	b.s.Answer(true, nil)
	b.s.Answer(false, nil)
	b.post("hola")
	b.run(5)
	if got := b.contents(); got != nil {
		t.Error(got)
	}
}

func TestDeletedPostIsNotAnswered(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Answer(true, nil)
	id := b.post("me arrepiento", "language", "es")
	b.call("DELETE", "/api/v1/statuses/"+id).want(200)
	b.run(10)
	if got := b.contents(); got != nil {
		t.Error(got)
	}
}

func TestChatterSpeaksOnceAfterALongSleep(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.s.Chatter("en", func() time.Duration { return time.Minute })
	b.clock.move(8 * time.Hour)
	b.get("/api/v1/instance")
	if got := b.contents(); len(got) != 1 {
		t.Error(got)
	}
	b.s.Chatter("en", nil)
	b.clock.move(8 * time.Hour)
	if got := b.contents(); len(got) != 1 {
		t.Error(got)
	}
}
