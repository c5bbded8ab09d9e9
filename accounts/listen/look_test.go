package listen

import (
	"context"
	"maps"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"vocero/accounts"
)

// looks is what the desk in memory keeps of searches and figures.
type looks struct {
	inquiries map[accounts.ID]accounts.Inquiry
	out       []string // remote ids of own posts
	figures   map[string]accounts.Figures
}

func (d *desk) Inquiry(id accounts.ID) (accounts.Inquiry, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	i, ok := d.looks.inquiries[id]
	if !ok {
		return i, accounts.ErrNotFound
	}
	return i, nil
}

func (d *desk) AnswerInquiry(i accounts.Inquiry, paid ...accounts.Charge) error {
	return d.write(i.Account, func(*accounts.Account) {
		i.Done = time.Now()
		d.looks.inquiries[i.ID] = i
		d.paid(i.Account, paid)
	})
}

func (d *desk) ToMeasure(accounts.ID) ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.looks.out), nil
}

func (d *desk) Figures(account accounts.ID, id string) (accounts.Measured, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f, ok := d.looks.figures[string(account)+id]
	if !ok {
		return accounts.Measured{}, accounts.ErrNotFound
	}
	return accounts.Measured{Account: account, RemoteID: id, At: f.At, Values: f.Values}, nil
}

func (d *desk) PutFigures(account accounts.ID, fs []accounts.Figures, paid ...accounts.Charge) error {
	return d.write(account, func(*accounts.Account) {
		for _, f := range fs {
			d.looks.figures[string(account)+f.RemoteID] = f
		}
		d.paid(account, paid)
	})
}

// seeker is a server that can be searched and tells figures: two posts a page, five in all.
type seeker struct {
	*server
	searches *[]accounts.Search
	measured *[][]string
}

func (s seeker) Search(_ context.Context, q accounts.Search) (accounts.Found, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*s.searches = append(*s.searches, q)
	if s.err != nil {
		return accounts.Found{}, s.err
	}
	pages := map[string]accounts.Found{"": {Mentions: make([]accounts.Mention, 2), Cursor: "2"}, "2": {Mentions: make([]accounts.Mention, 2), Cursor: "4"}, "4": {Mentions: make([]accounts.Mention, 1)}}
	return pages[q.Cursor], nil
}

func (s seeker) Volume(context.Context, accounts.Search) ([]accounts.Volume, error) {
	return []accounts.Volume{{Posts: 3}, {Posts: 4}}, nil
}

func (s seeker) Measure(_ context.Context, ids []string) (out []accounts.Figures, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	*s.measured = append(*s.measured, ids)
	for _, id := range ids {
		out = append(out, accounts.Figures{RemoteID: id, At: time.Now(), Values: map[accounts.Figure]int64{accounts.Likes: 2}})
	}
	return out, nil
}

func (s seeker) Survey(context.Context, time.Time, time.Time) (accounts.Figures, error) {
	return accounts.Figures{At: time.Now(), Values: map[accounts.Figure]int64{accounts.FollowersN: 9}}, nil
}

// seek lets the bakery's server be searched and measured.
func (b *bench) seek() (searches *[]accounts.Search, measured *[][]string) {
	searches, measured = &[]accounts.Search{}, &[][]string{}
	b.looks = looks{inquiries: map[accounts.ID]accounts.Inquiry{}, figures: map[string]accounts.Figures{}}
	b.web.of["luz"] = seeker{b.luz, searches, measured}
	return searches, measured
}

// search asks and waits.
func (b *bench) search(i accounts.Inquiry) accounts.Inquiry {
	b.mu.Lock()
	i.Account, i.Words = "luz", "pan"
	b.looks.inquiries[i.ID] = i
	b.mu.Unlock()
	b.ask("luz", accounts.RequestSearch, string(i.ID))
	b.l.Kick()
	synctest.Wait()
	got, _ := b.Inquiry(i.ID)
	return got
}

func TestASearchReadsAsManyAsWereAskedFor(t *testing.T) {
	var searches *[]accounts.Search
	bubble(t, func(b *bench) { searches, _ = b.seek() }, func(t *testing.T, b *bench) {
		if got := b.search(accounts.Inquiry{ID: "i1", Limit: 3}); got.Waits() || got.Read != 4 || len(got.Found) != 3 || !got.More || got.Fault != nil {
			t.Errorf("three of five: %+v", got)
		}
		if got := b.search(accounts.Inquiry{ID: "i2", Limit: 10}); got.Read != 5 || len(got.Found) != 5 || got.More {
			t.Errorf("all: %+v", got)
		}
		if got := b.search(accounts.Inquiry{ID: "i3", Count: true}); got.Total() != 7 || got.Read != 0 {
			t.Errorf("counted: %+v", got)
		}
		if len(*searches) != 5 || (*searches)[1].Limit != 1 || (*searches)[1].Cursor != "2" {
			t.Errorf("asked was %+v", *searches)
		}
		b.luz.with(failed(accounts.OutcomeRefused, accounts.CodeRights))
		if got := b.search(accounts.Inquiry{ID: "i4", Limit: 3}); got.Waits() || got.Fault == nil || got.Fault.Code != accounts.CodeRights || b.account(t, "luz").Fault != nil || b.open() != 0 {
			t.Errorf("refused: %+v, %d open", got, b.open())
		}
		b.luz.with(nil)
		b.web.of["luz"] = b.luz
		if got := b.search(accounts.Inquiry{ID: "i5"}); got.Fault == nil || got.Fault.Code != accounts.CodeUnsupported {
			t.Errorf("a network without a search: %+v", got)
		}
	})
}

func TestFiguresAreReadOnceAnHourAndWhenAsked(t *testing.T) {
	var measured *[][]string
	bubble(t, func(b *bench) { _, measured = b.seek(); b.looks.out = []string{"1", "2"} }, func(t *testing.T, b *bench) {
		if len(*measured) != 1 || !slices.Equal((*measured)[0], []string{"1", "2"}) {
			t.Fatalf("at the first poll read are %v", *measured)
		}
		got, err := b.Figures("luz", "2")
		sum, serr := b.Figures("luz", "")
		if err != nil || serr != nil || got.Values[accounts.Likes] != 2 || !maps.Equal(sum.Values, map[accounts.Figure]int64{accounts.FollowersN: 9}) {
			t.Errorf("stored are %+v, %+v", got, sum)
		}
		time.Sleep(50 * time.Minute)
		synctest.Wait()
		if len(*measured) != 1 {
			t.Errorf("within the hour read are %v", *measured)
		}
		b.ask("luz", accounts.RequestFigures, "2")
		b.l.Kick()
		synctest.Wait()
		if len(*measured) != 2 || !slices.Equal((*measured)[1], []string{"2"}) || b.open() != 0 {
			t.Errorf("asked for one, read are %v", *measured)
		}
		time.Sleep(11 * time.Minute)
		synctest.Wait()
		if len(*measured) != 3 {
			t.Errorf("after the hour read are %v", *measured)
		}
	})
}

func TestWhatIsPaidForIsMeasuredOnlyWhenAsked(t *testing.T) {
	var measured *[][]string
	bubble(t, func(b *bench) {
		_, measured = b.seek()
		b.looks.out = []string{"1"}
		b.desk.list[0].Network = accounts.X
	}, func(t *testing.T, b *bench) {
		time.Sleep(2 * time.Hour)
		synctest.Wait()
		if len(*measured) != 0 {
			t.Fatalf("unasked read are %v", *measured)
		}
		b.ask("luz", accounts.RequestFigures, "")
		b.l.Kick()
		synctest.Wait()
		if len(*measured) != 1 || !slices.Equal((*measured)[0], []string{"1"}) {
			t.Errorf("asked for, read are %v", *measured)
		}
	})
}
