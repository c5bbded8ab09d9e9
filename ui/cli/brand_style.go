package cli

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// styleDoc is the style guide of a client.
type styleDoc struct {
	Brand     string         `json:"brand"`
	BrandID   string         `json:"brand_id"`
	Address   *string        `json:"address"` // tu, usted or vos; null: any
	Avoid     []wordStyleDoc `json:"avoid"`
	Emoji     *int           `json:"emoji"` // at most; null: any number
	Signature *string        `json:"signature"`
	Hashtags  []string       `json:"hashtags"` // one of them has to be in a post
	TagsMost  *int           `json:"hashtags_most"`
	Mood      *string        `json:"mood"`
	Guide     *string        `json:"guide"`
	Text      string         `json:"text"` // all of it, as it is edited
}

type wordStyleDoc struct {
	Avoid string  `json:"avoid"`
	Use   *string `json:"use"` // null: nothing instead
}

// styleFlags are what can be said of a style guide on the command line.
type styleFlags struct {
	address, signature, mood, guide, file string
	avoid, hashtags                       []string
	emoji, most                           int
	clear, edit                           bool
}

func (f *styleFlags) register(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.address, "address", "", a.T("`FORM` of address in Spanish: tu, usted or vos; \"\" for any"))
	fl.StringArrayVar(&f.avoid, "avoid", nil, a.T("`WORD` that the client never says, or WORD=ANOTHER; repeat for several, they take the place of the old ones"))
	fl.IntVar(&f.emoji, "emoji", -1, a.T("at most `N` emoji in a post; -1 for any number"))
	fl.StringVar(&f.signature, "signature", "", a.T("`TEXT` with which a post ends"))
	fl.StringSliceVar(&f.hashtags, "hashtags", nil, a.T("`TAGS` of which a post has one: \"#a,#b\""))
	fl.IntVar(&f.most, "hashtags-most", -1, a.T("at most `N` hashtags in a post; -1 for any number"))
	fl.StringVar(&f.mood, "mood", "", a.T("how the client sounds: a few `WORDS`"))
	fl.StringVar(&f.guide, "guide-file", "", a.T("`FILE` with everything else that is to be known; - reads standard input"))
	fl.StringVar(&f.file, "file", "", a.T("`FILE` with the whole guide, as this command prints it; - reads standard input"))
	fl.BoolVar(&f.clear, "clear", false, a.T("begin with an empty guide"))
	fl.BoolVar(&f.edit, "edit", false, a.T("open the guide in your own editor"))
}

// brandStyle shows and changes the style guide of a client.
func (a *app) brandStyle() *cobra.Command {
	f := &styleFlags{}
	cmd := a.leaf("style "+a.T("LETTER"), a.T("the style guide of a client: form of address, words, emoji, signature, hashtags, mood"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		s, changed, err := f.apply(c, b)
		if err != nil {
			return err
		}
		if changed {
			if b.Style = &s; s.Empty() {
				b.Style = nil
			}
			if b, err = c.d.Store.PutBrand(b); err != nil {
				return err
			}
			c.say(c.T("the style guide of %s was changed", who(b)))
		}
		return c.showStyle(b)
	}))
	atDesk := cmd.RunE
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if f.edit {
			return a.here(editStyle)(cmd, args)
		}
		return atDesk(cmd, args)
	}
	f.register(a, cmd)
	return cmd
}

// apply puts the flags that were typed into a client's guide.
func (f *styleFlags) apply(c *call, b accounts.Brand) (s accounts.Style, changed bool, err error) {
	if b.Style != nil && !f.clear {
		s = *b.Style
	}
	changed = f.clear
	if c.given("file") {
		text, err := c.ownFile("file", f.file)
		if err != nil {
			return s, false, err
		}
		if s, err = accounts.ParseStyle(text); err != nil {
			return s, false, usage(err.Error(), c.T("correct the line; nothing was changed"))
		}
		changed = true
	}
	for _, t := range []struct {
		flag string
		do   func() error
	}{
		{"address", func() (err error) { s.Address, err = accounts.ParseAddress(accounts.Fold(f.address)); return err }},
		{"avoid", func() (err error) { s.Words, err = accounts.ParseWordStyles(f.avoid); return err }},
		{"hashtags", func() (err error) { s.Hashtags, err = accounts.ParseHashtags(f.hashtags); return err }},
		{"emoji", func() error { s.Emoji = atMostN(f.emoji); return nil }},
		{"hashtags-most", func() error { s.TagsMost = atMostN(f.most); return nil }},
		{"signature", func() (err error) { s.Signature, err = c.own("signature", f.signature); return err }},
		{"mood", func() (err error) { s.Mood, err = c.own("mood", f.mood); return err }},
		{"guide-file", func() (err error) { s.Guide, err = c.ownFile("guide-file", f.guide); return err }},
	} {
		if !c.given(t.flag) {
			continue
		}
		if err := t.do(); err != nil {
			return s, false, usage(err.Error(), c.T("see: %s --help", c.cmd.CommandPath()))
		}
		changed = true
	}
	// What was typed goes through the text form too, so that both know the same bounds.
	if s, err = accounts.ParseStyle(s.Text()); err != nil {
		return s, false, usage(err.Error(), c.T("nothing was changed"))
	}
	return s, changed, nil
}

// atMostN is a bound; none for a negative number.
func atMostN(n int) *int {
	if n < 0 {
		return nil
	}
	return &n
}

// ownFile reads a text of hers from a file, or from standard input for "-".
func (c *call) ownFile(flag, name string) (string, error) {
	if name == "-" {
		return c.own(flag, "-")
	}
	b, err := os.ReadFile(c.path(name))
	if err != nil {
		return "", usage(c.T("%s cannot be read: %s", name, cause(err)), c.T("name a file that exists"))
	}
	if len(b) > maxInput {
		return "", usage(c.T("%s is over %s", name, c.p.Bytes(maxInput)), c.T("nothing was changed"))
	}
	if string(b) == "-" { // A dash is a text here.
		return "-", nil
	}
	return c.own(flag, strings.TrimRight(string(b), "\r\n"))
}

// showStyle prints the style guide of a client.
func (c *call) showStyle(b accounts.Brand) error {
	s := accounts.Style{}
	if b.Style != nil {
		s = *b.Style
	}
	text := s.Text(c.T("The style guide of %s.", b.Name))
	doc := styleDoc{Brand: string(b.Letter), BrandID: string(b.ID), Address: orNull(s.Address.String()), Avoid: []wordStyleDoc{}, Emoji: s.Emoji, Signature: orNull(s.Signature),
		Hashtags: list(slices.Clone(s.Hashtags)), TagsMost: s.TagsMost, Mood: orNull(s.Mood), Guide: orNull(s.Guide), Text: text}
	for _, w := range s.Words {
		doc.Avoid = append(doc.Avoid, wordStyleDoc{w.Avoid, orNull(w.Use)})
	}
	return c.show(doc, func(w *page) {
		for l := range strings.Lines(text) {
			w.line("%s", strings.TrimRight(l, "\n"))
		}
	})
}

// editStyle opens the style guide in the person's editor and stores what came out of it; the file is kept when it cannot be read.
func editStyle(c *call) error {
	if c.Edit == nil || !c.Ask {
		return usage(c.T("there is no terminal for an editor"), c.T("give the guide with --file FILE, or --file - for standard input"))
	}
	var doc styleDoc
	if err := c.ownDoc(&doc, "brand", "style", c.args[0]); err != nil {
		return err
	}
	return c.edit("style.toml", doc.Text, func(s string) string { return s }, "brand", "style", c.args[0], "--file", "-")
}
