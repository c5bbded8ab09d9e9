package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	_ "time/tzdata" // the week is told in the hours of two zones
)

// DemoOptions says how the practice week is staged.
type DemoOptions struct {
	Lang      string           // "es" is Spanish, all else English
	Now       func() time.Time // the clock of the servers; nil is time.Now
	Addrs     []string         // where the servers listen, in the order of Week.Servers; "" or missing is a free port
	Snapshots [][]byte         // of Week.Snapshots: goes on where that week ended instead of staging a new one
	Seed      int64            // the dice of the public
	Quiet     bool             // the public neither answers nor speaks unasked
	Wide      bool             // all networks, not only two servers of the Mastodon API; of Snapshots they say it themselves
}

// Week is the practice network: two servers, three brands and seven days of
// what people said to them; a wide one has a server of every other network too.
type Week struct {
	Servers []*Server // a Mastodon, masto.example, a GoToSocial, redes.example, and the others in the order of More
	Brands  []WeekBrand
	More    []WeekAccount
}

// WeekBrand is a brand of the week with its one account.
type WeekBrand struct {
	Key       string // "luz", "sur" or "yo"
	Name      string
	Letter    string // the key that is proposed for it, "_" for the personal one
	Personal  bool
	Zone      string   // IANA
	Languages []string // ISO 639-1
	Server    *Server
	Account   *Account // with its token
}

// brandPlan is a brand before the servers run.
type brandPlan struct {
	key, name, letter, zone, user string
	server                        int
	personal                      bool
}

var brandPlans = []brandPlan{
	{"luz", "Panadería Luz", "l", "Europe/Madrid", "panaderialuz", 0, false},
	{"sur", "Kine Sur", "k", "America/Santiago", "kinesur", 1, false},
	{"yo", "Clara Montes", "_", "Europe/Madrid", "claramontes", 0, true},
}

// Demo starts the practice servers and stages the week that ends now.
func Demo(o DemoOptions) (*Week, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	plans, err := o.plans()
	if err != nil {
		return nil, fmt.Errorf("staging the practice week: %w", err)
	}
	w := &Week{}
	for i, plan := range plans {
		plan.Now, plan.Seed = o.Now, o.Seed+int64(i)
		if i < len(o.Addrs) {
			plan.Addr = o.Addrs[i]
		}
		s, err := Start(plan)
		if err != nil {
			return nil, errors.Join(err, w.Close())
		}
		w.Servers = append(w.Servers, s)
	}
	if err := w.fill(o); err != nil {
		return nil, errors.Join(fmt.Errorf("staging the practice week: %w", err), w.Close())
	}
	for i, s := range w.Servers {
		if o.Quiet {
			continue
		}
		s.Answer(true, nil)
		if i >= len(homely) {
			continue // The other networks answer, and say nothing unasked: a practice is not to be drowned.
		}
		s.Chatter(o.Lang, func() time.Duration { return time.Duration(4+i)*time.Minute + time.Duration(s.dice(300))*time.Second })
	}
	return w, nil
}

// homely are the servers of every week.
var homely = []Options{
	{Model: Mastodon, Host: "masto.example", Title: "Masto Example"},
	{Model: GoToSocial, Host: "redes.example", Title: "Redes"},
}

// plans are the servers to start: those of the snapshots, in their order, so that a practice of an older program goes on with the
// networks that it has.
func (o DemoOptions) plans() ([]Options, error) {
	all := slices.Concat(homely, wideServers())
	switch {
	case o.Snapshots == nil && o.Wide:
		return all, nil
	case o.Snapshots == nil:
		return homely, nil
	}
	var out []Options
	for i, b := range o.Snapshots {
		var head struct {
			Model Model
			Host  string
		}
		err := json.Unmarshal(b, &head)
		at := slices.IndexFunc(all, func(p Options) bool { return p.Model == head.Model && p.Host == head.Host })
		if err != nil || at < 0 || i < len(homely) && at != i {
			return nil, fmt.Errorf("snapshot %d is of no server of the practice: start the practice afresh", i+1)
		}
		out = append(out, all[at])
	}
	if len(out) < len(homely) {
		return nil, fmt.Errorf("%d snapshots for %d servers: start the practice afresh", len(out), len(homely))
	}
	return out, nil
}

// fill stages the week, or goes on with an old one.
func (w *Week) fill(o DemoOptions) error {
	if o.Snapshots != nil {
		for i, s := range w.Servers {
			if err := s.Restore(o.Snapshots[i]); err != nil {
				return err
			}
		}
	}
	t := weekEN
	if o.Lang == "es" {
		t = weekES
	}
	for _, p := range brandPlans {
		s := w.Servers[p.server]
		b := WeekBrand{Key: p.key, Name: p.name, Letter: p.letter, Personal: p.personal, Zone: p.zone, Languages: []string{t.code}, Server: s}
		if b.Account = s.Lookup(p.user); b.Account == nil {
			b.Account = s.AddAccount(p.user, p.name)
			s.describe(b.Account, t.notes[p.key])
		}
		w.Brands = append(w.Brands, b)
	}
	w.addWide(t)
	if o.Snapshots != nil {
		return nil
	}
	return w.stage(t, o.Now())
}

// describe sets what an account says of itself.
func (s *Server) describe(a *Account, note string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.st.People[a.ID].Note = note
}

// Brand is the one with a key, nil when there is none.
func (w *Week) Brand(key string) *WeekBrand {
	for i := range w.Brands {
		if w.Brands[i].Key == key {
			return &w.Brands[i]
		}
	}
	return nil
}

// Snapshots returns the state of every server, for DemoOptions.
func (w *Week) Snapshots() ([][]byte, error) {
	var out [][]byte
	for _, s := range w.Servers {
		b, err := s.Snapshot()
		if err != nil {
			return nil, err
		}
		out = append(out, b)
	}
	return out, nil
}

// Close stops the servers.
func (w *Week) Close() error {
	var errs []error
	for _, s := range w.Servers {
		errs = append(errs, s.Close())
	}
	return errors.Join(errs...)
}

// weekText is the week in one language.
type weekText struct {
	code  string
	cast  map[string]castMember
	notes map[string]string // what the brands say of themselves
	lines map[string]string // by key of the scene
	warns map[string]string // content warnings
	alts  map[string]string // descriptions of pictures
	wide  map[string]string // by key of the scenes on the other networks
}

// scene is one thing that happens in the week.
type scene struct {
	key   string // of its text; others refer to it
	brand string
	net   string // the model of one of Week.More; "" is the brand's first account
	who   string // of the cast; "" is the brand itself
	when  string // "3 09:40" is three days ago in the zone of the brand, "-35m" is that long ago
	kind  string // "" says something, "like", "boost" or "follow"
	on    string // the scene answered, liked or boosted
	sight string // visibility, "" is public or that of the scene answered
	warn  bool   // with a content warning
	alt   bool   // with a picture
	raw   bool   // the text is HTML
}

// moment is when a scene happens.
func (sc scene) moment(now time.Time, zone *time.Location) (time.Time, error) {
	if ago, found := strings.CutPrefix(sc.when, "-"); found {
		d, err := time.ParseDuration(ago)
		if err != nil {
			return time.Time{}, fmt.Errorf("scene %s: %w", sc.key, err)
		}
		return now.Add(-d), nil
	}
	day, clock, _ := strings.Cut(sc.when, " ")
	days, err := strconv.Atoi(day)
	if err != nil {
		return time.Time{}, fmt.Errorf("scene %s: %w", sc.key, err)
	}
	hm, err := time.Parse("15:04", clock)
	if err != nil {
		return time.Time{}, fmt.Errorf("scene %s: %w", sc.key, err)
	}
	l := now.In(zone)
	return time.Date(l.Year(), l.Month(), l.Day()-days, hm.Hour(), hm.Minute(), 0, 0, zone), nil
}

// timed is a scene with its moment.
type timed struct {
	scene
	at time.Time
}

// stage lets the scenes happen in the order of their moments.
func (w *Week) stage(t weekText, now time.Time) error {
	var list []timed
	scenes := script
	if len(w.More) > 0 {
		scenes = slices.Concat(script, slices.DeleteFunc(slices.Clone(wideScript), func(sc scene) bool { return w.Account(sc.brand, Model(sc.net)) == nil }))
	}
	for _, sc := range scenes {
		zone, err := time.LoadLocation(w.Brand(sc.brand).Zone)
		if err != nil {
			return err
		}
		at, err := sc.moment(now, zone)
		if err != nil {
			return err
		}
		list = append(list, timed{sc, at})
	}
	slices.SortStableFunc(list, func(a, b timed) int { return a.at.Compare(b.at) })
	ids := map[string]string{}
	for _, sc := range list {
		if sc.on != "" && ids[sc.on] == "" {
			return fmt.Errorf("scene %s comes before %s", sc.key, sc.on)
		}
		ids[sc.key] = w.play(t, sc, ids[sc.on])
	}
	return nil
}

// play lets one scene happen and returns the id of what was said.
func (w *Week) play(t weekText, sc timed, on string) string {
	s, own := w.place(sc.scene)
	who := own
	if sc.who != "" {
		who = s.AddStranger(s.called(t.cast[sc.who].acct), t.cast[sc.who].name)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch sc.kind {
	case "like":
		s.favourite(who.ID, on, sc.at)
		return ""
	case "boost":
		s.reblog(who.ID, on, sc.at)
		return ""
	case "follow":
		s.befriend(who.ID, own.ID, sc.at)
		return ""
	}
	text := t.lines[sc.key]
	if text == "" {
		text = t.wide[sc.key]
	}
	say := Say{Text: text, Visibility: sc.sight, InReplyTo: on, Language: t.code, At: sc.at}
	if sc.raw {
		say.Text, say.HTML = "", t.lines[sc.key]
	}
	if sc.warn {
		say.SpoilerText, say.Sensitive = t.warns[sc.key], true
	}
	if sc.alt {
		say.Media = []Attachment{{Description: t.alts[sc.key]}}
	}
	if sc.who == "" {
		return s.say(who, nil, say)
	}
	if sc.net != "" {
		return s.say(who, nil, say) // There the text itself names whom it is for, or answers.
	}
	return s.say(who, own, say)
}
