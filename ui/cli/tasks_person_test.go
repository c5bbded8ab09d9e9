package cli

import (
	"fmt"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/ui/pane"
)

// onBluesky gives the baker's a second account, on a network that only this test knows, and puts there what is said to it.
func (x *theatre) onBluesky(texts ...string) (accounts.Account, []accounts.Mention) {
	x.t.Helper()
	l := accounts.BlueskyLimits()
	a, err := x.d.Store.PutAccount(accounts.Account{Brand: x.account("luz").Brand, Network: accounts.Bluesky, Server: "http://127.0.0.1:9", Host: "bsky.app", RemoteID: "did:plc:luz",
		User: "panaderialuz.example", Instance: accounts.Instance{Software: "bluesky", Limits: l}})
	if err != nil {
		x.t.Fatal(err)
	}
	var ms []accounts.Mention
	for i, text := range texts {
		ms = append(ms, accounts.Mention{RemoteID: fmt.Sprint("at://", i), StatusID: fmt.Sprint("at://", i), Author: accounts.LineText("@owen_k.example@bsky.app"), AuthorName: accounts.LineText("Owen"),
			AuthorID: "did:plc:owen", Text: accounts.BlockText(text), Visibility: accounts.Public, At: x.clock.Now().Add(-time.Hour)})
	}
	if _, err := x.d.Store.PutInbox(a.ID, ms, "1", false); err != nil {
		x.t.Fatal(err)
	}
	x.settle()
	for i := range ms {
		ms[i] = x.mention("luz", texts[i])
	}
	return a, ms
}

// TestOnePersonOnTwoNetworks joins two names by one key, sees that she asked the same twice, answers once, and is told when she is about
// to answer again.
func TestOnePersonOnTwoNetworks(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	const question = "They just told me in the shop that you don't take orders by phone any more. Is that true?"
	_, ms := x.onBluesky(question+" https://luz.example", "Which rye is it?")
	m := x.at("luz", "They just told me in the shop")
	if m.ID == ms[0].ID {
		m = x.at("luz", "@panaderialuz They just told me")
	}
	x.do("w", "j").Says("Who is this too?", "the same user name", "Bluesky @owen_k.example")
	x.within(1, func() { x.do("1") }).Says("One person now")
	x.work(time.Second)
	x.Says("here @owen_k@neighbours.example · Mastodon", "also @owen_k.example · Bluesky · 2 mentions", "≈ the same on Bluesky, ", "answered there yet")
	x.do("w", "w").Says("said by", "under all names", "Which rye is it?")
	x.do("esc")
	x.at("luz", "@panaderialuz They just told me")
	x.do("r")
	x.write("By phone from eight to ten.")
	x.do("ctrl+s").Says("asked the same on Bluesky")
	x.do("W").asked(luz)
	x.letter("p").work(30 * time.Second)
	x.one("luz")
	x.Msg(pane.Open{To: pane.Mentions, Arg: pane.Look{Record: ms[0].ID}})
	x.settle()
	x.Says("≈ the same on Mastodon, Mon 23 Nov 08:42; answered")
	x.do("r").Says("asked the same on Mastodon; you answered it there")
	x.do("esc", "esc")
	if got, err := x.d.Store.Mention(ms[1].ID); err != nil || got.Person == "" {
		t.Errorf("the other mention is nobody's: %+v %v", got, err)
	}
}

// TestAPostNamesPeopleAsEachNetworkKnowsThem writes one text for two networks: what the review shows is what leaves.
func TestAPostNamesPeopleAsEachNetworkKnowsThem(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	sky, _ := x.onBluesky()
	luzAccount := x.account("luz")
	guild := accounts.Person{Brand: luzAccount.Brand, Name: accounts.LineText("The guild"), Aliases: []accounts.Alias{{Network: accounts.Bluesky, Handle: "guild.example"},
		{Network: accounts.Mastodon, Handle: "guild@neighbours.example"}}}
	guild, err := x.d.Store.PutPerson(guild)
	if err != nil {
		t.Fatal(err)
	}
	p, err := x.d.Store.SavePost(accounts.Post{Brand: luzAccount.Brand, State: accounts.Draft, Text: "Baked with @guild.example", Visibility: accounts.Public, Language: "en",
		Targets: []accounts.ID{luzAccount.ID, sky.ID}})
	if err != nil {
		t.Fatal(err)
	}
	x.Msg(pane.Open{To: pane.Compose, Arg: pane.Write{Post: p.ID}})
	x.settle()
	x.do("ctrl+s").Says("Baked with @guild\n", "other names", "Baked with @guild.example")
	x.do("e", "end")
	x.write(" for you")
	x.work(2 * time.Second)
	x.do("ctrl+s").Says("Baked with @guild for you", "Baked with @guild.example for you")
	if _, err := x.d.Store.SplitPerson(guild.ID, guild.Aliases[1]); err != nil {
		t.Fatal(err)
	}
	x.settle()
	x.work(time.Second)
	x.Says("Baked with The guild for you", "The guild has no known handle on Mastodon")
	x.do("W").asked(luz)
	x.letter("p").work(30 * time.Second)
	if got := x.arrived("luz"); len(got) != 1 || got[0].Text != "Baked with The guild for you" {
		t.Errorf("what arrived is %+v", got)
	}
}

// TestAnswersStandWithTheirPost goes from a post in Drafts to what was said to it, and back from an answer to all of them.
func TestAnswersStandWithTheirPost(t *testing.T) {
	x := newTheatre(t, "en", 120, 40)
	x.do("'", "p", "c")
	x.write("Rye with walnuts on Monday")
	x.do("ctrl+s", "W").asked(luz)
	x.letter("p").work(30 * time.Second)
	b := x.brand("luz")
	stranger := b.Server.AddStranger("walnut@elsewhere.example", "Wal Nut")
	b.Server.Mention(stranger, b.Account, practice.Say{Text: "How many will there be?", InReplyTo: x.one("luz").ID})
	x.work(10 * time.Minute)
	x.at("luz", "How many will there be?")
	x.Says("↑ about our post “Rye with")
	x.do("w", "p").Says("said to the post “Rye with walnuts on Monday”", "How many will there be?")
	x.do("esc", "5", "<", "<").Says("Rye with walnuts on Monday")
	x.do("A").Says("said to the post “Rye with walnuts on Monday”")
}
