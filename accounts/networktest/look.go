package networktest

import (
	"testing"
	"time"

	"vocero/accounts"
)

// testSearch looks for what a stranger said: by its words, and by words that nobody said.
func testSearch(t *testing.T, f Fixture) {
	d := start(t, f)
	s, ok := d.net.(accounts.Searcher)
	if !ok || !d.Account.Able(accounts.ToSearch).Can {
		return
	}
	id := d.Say(Words{Text: "El pan de centeno <b>no</b> llegó"})
	d.Say(Words{Text: "Otra cosa"})
	d.send(d.outgoing("Nuestro centeno"))
	got, err := s.Search(d.ctx(), accounts.Search{Words: "centeno", Limit: 10})
	d.must("searching", err)
	if len(got.Mentions) != 1 {
		t.Fatalf("found are %d, want the stranger's one alone: %+v", len(got.Mentions), got.Mentions)
	}
	m := got.Mentions[0]
	if m.StatusID != id || m.RemoteID == "" || m.AuthorID != d.Stranger || m.Author.IsZero() || m.Kind != accounts.Talk || m.At.IsZero() || m.Account != d.Account.ID {
		t.Errorf("found is %+v", m)
	}
	d.safe("a found post", m.Text, m.Author, m.AuthorName)
	for _, none := range []accounts.Search{{Words: "abracadabra"}, {Words: "centeno", Since: time.Now().Add(time.Hour)}} {
		got, err := s.Search(d.ctx(), none)
		d.must("searching", err)
		if len(got.Mentions) != 0 {
			t.Errorf("%+v found %+v", none, got.Mentions)
		}
	}
	c, ok := d.net.(accounts.Counter)
	if !ok || !d.Account.Able(accounts.ToCount).Can {
		return
	}
	days, err := c.Volume(d.ctx(), accounts.Search{Words: "centeno"})
	d.must("counting", err)
	sum := 0
	for i, v := range days {
		if sum += v.Posts; !v.To.After(v.From) || i > 0 && v.From.Before(days[i-1].To) {
			t.Errorf("the spans are %+v", days)
		}
	}
	if sum < 1 {
		t.Errorf("counted are %d: %+v", sum, days)
	}
}

// testFigures reads the figures of an own post and of the account; what is not there is left out.
func testFigures(t *testing.T, f Fixture) {
	d := start(t, f)
	if m, ok := d.net.(accounts.Measurer); ok && d.Account.Able(accounts.ToMeasure).Can {
		r := d.send(d.outgoing("Pan de hoy"))
		d.Like(r.RemoteID)
		got, err := m.Measure(d.ctx(), []string{r.RemoteID, d.Absent})
		d.must("reading figures", err)
		if len(got) != 1 || got[0].RemoteID != r.RemoteID || got[0].At.IsZero() {
			t.Fatalf("the figures are %+v", got)
		}
		if n, told := got[0].Values[accounts.Likes]; !told || n != 1 {
			t.Errorf("the likes are %d, told: %v", n, told)
		}
	}
	s, ok := d.net.(accounts.Surveyor)
	if !ok {
		return
	}
	got, err := s.Survey(d.ctx(), time.Now().Add(-24*time.Hour), time.Now())
	d.must("reading the account's figures", err)
	if got.RemoteID != "" || got.At.IsZero() || len(got.Values) == 0 {
		t.Errorf("the account's figures are %+v", got)
	}
}
