//go:build fault

package cli_test

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"time"
)

// step is one command of a day.
type step struct {
	name  string
	in    string
	args  []string
	wait  time.Duration // passes before it
	says  []string      // the texts that it sends
	quiet bool          // it is struck on another desk's day: here it only prepares
}

// The texts of the days, by which the network's copies are counted.
const (
	textRye    = "Rye bread from Tuesday on."
	textReply  = "Yes, until two."
	textSlot   = "The course begins in January."
	textPublic = "Five minutes of stretching."
	textPic    = "This morning's loaves."
	textOne    = "First, flour."
	textTwo    = "Second, water."
	textThree  = "Third, patience."
	textBefore = "Closed on Monday."
)

// days are the scripted days: the first makes the desk and says everything once, the second has pictures, threads, what is out
// already, and pauses.
func (b *bench) days() [][]step {
	begin := b.begin()
	rest := append([]step{}, begin...)
	for i := range rest {
		rest[i].quiet = true
	}
	return [][]step{append(begin, b.first()...), append(rest, b.second()...)}
}

// begin makes the clients and their accounts.
func (b *bench) begin() []step {
	luz, sur := b.week.Brand("luz"), b.week.Brand("sur")
	return []step{
		{name: "brand", args: []string{"brand", "add", "Panadería Luz", "--letter", "p", "--zone", "Europe/Madrid", "--language", "en"}},
		{name: "second brand", args: []string{"brand", "add", "Kine Sur", "--letter", "k", "--zone", "Europe/Madrid", "--language", "en"}},
		{name: "account", in: luz.Account.Token, args: []string{"account", "add", "mastodon", "--brand", "p", "--server", luz.Server.URL(), "--token-stdin"}},
		{name: "second account", in: sur.Account.Token, args: []string{"account", "add", "mastodon", "--brand", "k", "--server", sur.Server.URL(), "--token-stdin"}},
		{name: "sync", args: []string{"sync"}},
	}
}

// tomorrow is an hour of the next day on the clients' clock.
func (b *bench) tomorrow() string {
	return b.now().In(madrid(b.t)).Add(24 * time.Hour).Format("2006-01-02 15:04")
}

func (b *bench) first() []step {
	return []step{
		{name: "draft", args: []string{"draft", "add", "--brand", "p", "--text", textRye}},
		{name: "publish on Mastodon", args: []string{"publish", "{rye}", "--as", "p", "--wait", "--hold", "0s"}, says: []string{textRye}},
		{name: "second draft", args: []string{"draft", "add", "--brand", "k", "--text", textPublic}},
		{name: "publish on GoToSocial", args: []string{"publish", "{public}", "--as", "k", "--wait", "--hold", "0s"}, says: []string{textPublic}},
		{name: "reply", args: []string{"reply", "{mention}", "--text", textReply, "--as", "p", "--wait", "--hold", "0s"}, says: []string{textReply}},
		{name: "done", args: []string{"mention", "done", "{other}"}},
		{name: "third draft", args: []string{"draft", "add", "--brand", "p", "--text", textSlot}},
		{name: "schedule", args: []string{"schedule", "{slot}", "--at", b.tomorrow(), "--as", "p"}},
		{name: "run", wait: 24*time.Hour + time.Minute, args: []string{"run", "--once"}, says: []string{textSlot}},
		{name: "backup", args: []string{"backup", "create", "{file}"}},
	}
}

func (b *bench) second() []step {
	return []step{
		{name: "picture", args: []string{"draft", "add", "--brand", "p", "--text", textPic, "--media", b.picture(), "--alt", "Three round loaves on a board"}},
		{name: "publish a picture", args: []string{"publish", "{pic}", "--as", "p", "--wait", "--hold", "0s"}, says: []string{textPic}},
		{name: "thread", args: []string{"draft", "add", "--brand", "k", "--text", textOne + "\n---\n" + textTwo + "\n---\n" + textThree}},
		{name: "publish a thread", args: []string{"publish", "{thread}", "--as", "k", "--wait", "--hold", "0s"}, says: []string{textOne, textTwo, textThree}},
		{name: "edit what is out", args: []string{"post", "edit", "{pic}", "--text", textPic + " Until they are gone.", "--as", "p", "--wait", "--hold", "0s"}},
		{name: "boost", args: []string{"post", "boost", "{mention}", "--as", "p", "--wait", "--hold", "0s"}},
		{name: "note", args: []string{"mention", "note", "{other}", "Asked before."}},
		{name: "change a client", args: []string{"brand", "edit", "p", "--answer", "12h"}},
		{name: "pause", args: []string{"pause", "--brand", "p", "--reason", "a death in the family"}},
		{name: "resume", args: []string{"resume", "--brand", "p"}},
		{name: "a draft for an hour", args: []string{"draft", "add", "--brand", "p", "--text", textBefore}},
		{name: "give it its hour", args: []string{"schedule", "{before}", "--at", b.tomorrow(), "--as", "p"}},
		{name: "take it back", args: []string{"unschedule", "{before}"}},
		{name: "doctor", args: []string{"doctor"}},
	}
}

// picture is a file to attach.
func (b *bench) picture() string {
	b.t.Helper()
	path := filepath.Join(b.root, "loaves.png")
	f, err := os.Create(path)
	if err == nil {
		err = png.Encode(f, image.NewGray(image.Rect(0, 0, 40, 30)))
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		b.t.Fatal(err)
	}
	return path
}
