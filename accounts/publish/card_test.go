package publish

import (
	"log/slog"
	"testing"

	"vocero/accounts"
)

// titles are the reports on links.
type titles map[string]accounts.LinkReport

func (t titles) Links(accounts.ID, []string) (map[string]accounts.LinkReport, error) { return t, nil }

func TestACardIsMadeOfWhatIsKnownOfTheFirstLink(t *testing.T) {
	known := titles{"https://luz.example/carta": {Title: accounts.LineText("La carta"), About: accounts.LineText("De hoy")}, "https://luz.example/nada": {Verdict: accounts.LinkBroken, Title: accounts.LineText("404")}}
	on := func(k accounts.Kind) *carriage {
		return &carriage{p: &Publisher{cfg: Config{Cards: known}, log: slog.New(slog.DiscardHandler)}, account: accounts.Account{Network: k}}
	}
	got := on(accounts.Bluesky).card("Mirad https://luz.example/carta y https://luz.example/otra", 0)
	if got == nil || *got != (accounts.Card{URL: "https://luz.example/carta", Title: "La carta", About: "De hoy"}) {
		t.Errorf("the card is %+v", got)
	}
	for name, none := range map[string]*accounts.Card{
		"a network that makes its own": on(accounts.Mastodon).card("https://luz.example/carta", 0), "beside files": on(accounts.Bluesky).card("https://luz.example/carta", 1),
		"without a link": on(accounts.Bluesky).card("Pan", 0), "a broken one": on(accounts.Bluesky).card("https://luz.example/nada", 0),
		"an unknown one": on(accounts.Bluesky).card("https://luz.example/otra", 0),
	} {
		if none != nil {
			t.Errorf("%s: %+v", name, none)
		}
	}
}
