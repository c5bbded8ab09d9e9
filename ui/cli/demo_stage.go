package cli

import (
	"context"
	"fmt"
	"time"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/ui/lang"
)

// The page that the last draft of the bakery links to is not on its site: what a broken link looks like can be seen there.

// demoBrand is what the practice desk adds to a brand of the practice network: its letter, its week, and what was written for it.
type demoBrand struct {
	letter accounts.Letter
	accent string
	slots  []string
	hours  []string
	texts  map[string][]string // by language: the first ones are scheduled, the last one stays a draft
}

var demoBrands = map[string]demoBrand{
	"luz": {"p", "#c2410c", []string{"mon 09:30", "wed 18:00", "fri 12:00"}, []string{"mon-sat 07:30-14:30"}, map[string][]string{
		lang.Spanish: {"Mañana sale del horno el primer pan de centeno del otoño. Quedan reservas para la tarde.",
			"¿Masa madre o levadura? Os contamos en tres minutos por qué usamos las dos.", "Este viernes, hogaza y media al precio de una. Hasta que se acaben.",
			"Idea: preguntar a la clientela qué pan echa de menos de su pueblo: https://panaderialuz.example/encuesta"},
		lang.English: {"Tomorrow the first rye of the autumn leaves the oven. A few loaves can still be reserved.",
			"Sourdough or yeast? Three minutes on why we use both.", "This Friday a loaf and a half for the price of one, while they last.",
			"Idea: ask people which bread of their village they miss: https://panaderialuz.example/encuesta"}}},
	"sur": {"k", "#0e7490", []string{"tue 10:00", "thu 10:00"}, []string{"mon-fri 09:00-19:00"}, map[string][]string{
		lang.Spanish: {"Cinco minutos de estiramientos para quien pasa el día sentado. El vídeo, el jueves.",
			"Abrimos dos horas más los martes. Las citas, por mensaje o por teléfono.", "Borrador: qué llevar a la primera sesión."},
		lang.English: {"Five minutes of stretching for those who sit all day. The video is out on Thursday.",
			"We open two hours longer on Tuesdays. Appointments by message or by phone.", "Draft: what to bring to the first session."}}},
	"yo": {accounts.PersonalLetter, "#6d28d9", []string{"sun 19:00"}, nil, map[string][]string{
		lang.Spanish: {"Notas de la semana: lo que he aprendido respondiendo a la gente de otros.", "Borrador: por qué no contesto nunca desde el móvil."},
		lang.English: {"Notes of the week: what I learnt by answering other people's people.", "Draft: why I never answer from the phone."}}},
}

// stage makes the practice desk: brands, accounts, the week's mentions, drafts, slots and posts for the days to come.
func (d *Desk) stage(ctx context.Context) error {
	for _, b := range d.practice.week.Brands {
		if err := d.stageBrand(ctx, b); err != nil {
			return fmt.Errorf("%s: %w", b.Name, err)
		}
	}
	ctx, cancel := contextOf(ctx)
	defer cancel()
	got, err := d.Listener.Once(ctx, "")
	if err != nil {
		return err
	}
	for _, s := range got {
		if s.Err != nil {
			return s.Err
		}
	}
	return nil
}

// stageBrand makes one brand with its account and its posts.
func (d *Desk) stageBrand(ctx context.Context, w practice.WeekBrand) error {
	plan := demoBrands[w.Key]
	b := accounts.Brand{Name: w.Name, Letter: plan.letter, Zone: w.Zone, Languages: w.Languages, Accent: plan.accent}
	if w.Personal {
		b.Kind = accounts.Personal
	}
	for _, s := range plan.slots {
		slot, err := accounts.ParseSlot(s)
		if err != nil {
			return err
		}
		b.Slots = append(b.Slots, slot)
	}
	for _, s := range plan.hours {
		hs, _ := parseHours(s)
		b.Hours = append(b.Hours, hs...)
	}
	b, err := d.Store.PutBrand(b)
	if err != nil {
		return err
	}
	a, err := d.AddAccount(ctx, b, accounts.Mastodon, accounts.Answers{}.With("server", w.Server.URL()).With("token", w.Account.Token))
	if err != nil {
		return err
	}
	all, err := d.stageMore(ctx, b, w.Key)
	if err != nil {
		return err
	}
	texts := plan.texts[d.p.Tag()]
	var taken []time.Time
	for i, text := range texts {
		post := accounts.Post{Brand: b.ID, State: accounts.Draft, Text: text, Visibility: accounts.Public, Language: b.Language(), Targets: []accounts.ID{a.ID}}
		if i == 0 {
			post.Targets = append(post.Targets, all...) // One post, every network of the client.
		}
		p, err := d.Store.SavePost(post)
		if err != nil {
			return err
		}
		if i == len(texts)-1 {
			break // The last one is still being written.
		}
		when, err := accounts.FreeSlot(b, taken, d.now().Add(time.Hour))
		if err != nil {
			return err
		}
		taken = append(taken, when.UTC)
		if err := d.stagePost(p, when); err != nil {
			return err
		}
	}
	return nil
}

// byHand are the channels of the practice brands where a person publishes herself.
var byHand = map[string]accounts.Answers{"sur": accounts.Answers{}.With("channel", "whatsapp").With("handle", "kinesur")}

// stageMore adds the brand's accounts on the other networks, and tells which of them take posts.
func (d *Desk) stageMore(ctx context.Context, b accounts.Brand, key string) (posting []accounts.ID, err error) {
	type login struct {
		kind accounts.Kind
		in   accounts.Answers
	}
	var more []login
	for _, m := range d.practice.week.More {
		if m.Brand == key {
			more = append(more, login{m.Kind, m.Answers})
		}
	}
	if in := byHand[key]; in != nil && len(d.practice.week.More) > 0 {
		more = append(more, login{accounts.Manual, in})
	}
	for _, m := range more {
		if adapterOf(m.kind) == nil {
			continue
		}
		a, err := d.AddAccount(ctx, b, m.kind, m.in)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", m.kind.Name(), err)
		}
		if a.Able(accounts.ToPost).Can && a.Network != accounts.Feed {
			posting = append(posting, a.ID)
		}
	}
	return posting, nil
}

// stagePost gives one post its hour.
func (d *Desk) stagePost(p accounts.Post, when accounts.When) error {
	p.When = &when
	cs, fs, err := d.Clear(p, false, "")
	if err != nil {
		return err
	}
	if cs == nil {
		return fmt.Errorf("a post of the practice desk is stopped by %s: %w", fs[0].Rule, accounts.ErrRefused)
	}
	if p, err = d.Store.SavePost(p); err != nil {
		return err
	}
	_, _, err = d.Store.Schedule(p.ID, p.Revision, cs, accounts.ScheduleOptions{})
	return err
}
