package practice_test

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestSnapshotHoldsEverything(t *testing.T) {
	b := of(t, practice.GoToSocial)
	b.s.Answer(true, func() time.Duration { return time.Minute })
	id := b.post("hola a todos, hoy hay pan", "media_ids[]", b.picture(), "language", "es")
	later := b.clock.now().Add(time.Hour).Format(time.RFC3339)
	b.call("POST", "/api/v1/statuses", "status", "luego", "scheduled_at", later).want(200)
	ask := b.s.Mention(b.ana, b.luz, practice.Say{Text: "¿Abrís?"})
	b.call("POST", "/api/v1/statuses/"+ask+"/favourite").want(200)
	b.call("POST", "/api/v1/accounts/"+b.ana.ID+"/follow").want(200)
	shot, err := b.s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	c := of(t, practice.GoToSocial)
	c.s.Answer(true, nil)
	if err := c.s.Restore(shot); err != nil {
		t.Fatal(err)
	}
	c.luz = c.s.Accounts()[0]
	if c.luz.Token != b.luz.Token || c.s.Lookup("@panaderialuz@masto.example").ID != b.luz.ID || c.s.Lookup("nadie") != nil {
		t.Error("the accounts have changed")
	}
	got := c.get("/api/v1/statuses/" + id).want(200)
	if len(got.str("media_attachments.0.url")) == 0 {
		t.Error(got.body)
	}
	c.get(strings.TrimPrefix(got.str("media_attachments.0.url"), c.s.URL())).want(200)
	if c.get("/api/v1/statuses/"+ask).at("favourited") != true || c.get("/api/v1/notifications").str("0.status.id") != ask {
		t.Error("the notification or the like is lost")
	}
	c.clock.move(61 * time.Minute)
	posts := c.s.Statuses(c.luz)
	if len(posts) != 2 || posts[1].Text != "luego" || posts[1].ID <= id {
		t.Errorf("%+v", posts)
	}
	if n := len(c.contents()); n < 2 {
		t.Error("the answer that was under way is lost")
	}
}

func TestDamagedSnapshotChangesNothing(t *testing.T) {
	b := of(t, practice.Mastodon)
	b.post("sigo aquí")
	other, err := of(t, practice.GoToSocial).s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	mine, err := b.s.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"empty": "", "text": "hola", "another model": string(other), "newer": strings.Replace(string(mine), `"Version":1`, `"Version":2`, 1),
		"no people": strings.Replace(string(mine), `"People":{`, `"People":null,"X":{`, 1), "null state": `{"Version":1,"Model":"mastodon","Host":"masto.example","State":null}`,
		"no author": strings.Replace(string(mine), `"Author":"`, `"Author":"9`, 1), "empty token": strings.Replace(string(mine), `"Tokens":{`, `"Tokens":{"x":null,`, 1),
		"empty person": strings.Replace(string(mine), `"People":{`, `"People":{"x":null,`, 1), "empty media": strings.Replace(string(mine), `"Media":{`, `"Media":{"x":null`, 1),
		"empty alert": strings.Replace(string(mine), `"Alerts":{`, `"Alerts":{"x":[null]`, 1), "empty answer": strings.Replace(string(mine), `"Coming":null`, `"Coming":[null]`, 1),
	} {
		if err := b.s.Restore([]byte(data)); err == nil || !strings.HasPrefix(err.Error(), "restoring the practice server: ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if len(b.s.Statuses(nil)) != 1 {
		t.Error("the post is gone")
	}
}

func TestChangesTellWhenToSave(t *testing.T) {
	b := of(t, practice.Mastodon)
	last := b.s.Changes()
	for name, c := range map[string]struct {
		act     func()
		changes bool
	}{
		"reading":  {func() { b.get("/api/v1/notifications") }, false},
		"posting":  {func() { b.post("hola") }, true},
		"speaking": {func() { b.s.Mention(b.ana, b.luz, practice.Say{Text: "hola"}) }, true},
		"arriving": {func() { b.s.AddStranger("nuevo@otro.example", "Nuevo") }, true},
	} {
		c.act()
		now := b.s.Changes()
		if (now != last) != c.changes {
			t.Errorf("%s: from %d to %d", name, last, now)
		}
		last = now
	}
}
