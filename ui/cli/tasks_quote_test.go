package cli

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
)

func TestAPublicWordIsQuotedOnANetworkThatQuotes(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	sky, err := practice.Start(practice.Options{Model: practice.Bluesky, Host: "bsky.example", Now: x.clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = sky.Close() })
	own := sky.AddAccount("panaderialuz.bsky.example", "Panadería Luz")
	sky.Mention(sky.AddStranger("vecina.otro.example", "Vecina"), own, practice.Say{Text: "The best croissant of the quarter"})
	brand, err := x.d.Store.Brand(x.account("luz").Brand)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := x.d.AddAccount(t.Context(), brand, accounts.Bluesky, accounts.Answers{}.With("server", sky.URL()).With("handle", own.Username).With("password", own.Token)); err != nil {
		t.Fatal(err)
	}
	if _, err := x.d.Listener.Once(t.Context(), brand.ID); err != nil {
		t.Fatal(err)
	}
	x.settle()

	// A mention on Mastodon cannot be quoted from here, and the key says why.
	x.do("'", "p", "2", "a", "q").Says("the network can, vocero does not")

	// On Bluesky it can: the composer shows what is quoted, also on the way back to the draft.
	x.do("/")
	x.Type("croissant of the quarter").Press("enter")
	x.settle()
	x.do("a", "q").Says("New post", "» @vecina.otro.example@bsky.app:", "The best croissan")
	x.Says("@panaderialuz.bsky.example@bsky.app")
	x.write("Thank you. It is the butter.")
	x.do("ctrl+s").Says("quotes: @vecina.otro.example@bsky.app:")
	x.do("W")
	if n := len(sky.Statuses(own)); n != 0 {
		t.Fatalf("%d posts left without the letter", n)
	}
	x.letter("p").work(30 * time.Second)
	got := sky.Statuses(own)
	if len(got) != 1 || got[0].Text != "Thank you. It is the butter." {
		t.Fatalf("what arrived is %+v", got)
	}
	b, err := sky.Snapshot()
	if err != nil {
		t.Fatal(err)
	}
	var shot struct {
		State struct {
			Posts map[string]struct{ Record []byte }
		}
	}
	if err := json.Unmarshal(b, &shot); err != nil {
		t.Fatal(err)
	}
	if r := string(shot.State.Posts[got[0].ID].Record); !strings.Contains(r, `"$type":"app.bsky.embed.record"`) {
		t.Errorf("the post quotes nothing: %s", r)
	}
}

func TestAQuoteIsDroppedWithAKey(t *testing.T) {
	x := newTheatre(t, "es", 120, 40)
	_, ms := x.onBluesky("El mejor cruasán del barrio")
	x.do("'", "p", "2", "/")
	x.Type("cruasán del barrio").Press("enter")
	x.settle()
	x.do("a", "q").Says("Citas", ms[0].Author.String()+": El mejor cruasán del barrio")
	x.write("Gracias.")
	x.do("esc", "Q").SaysNot("El mejor cruasán")
	x.do("Q").Says("No cita nada.")
}
