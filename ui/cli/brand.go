package cli

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

func (a *app) brandTree() *cobra.Command {
	return a.group("brand", a.T("clients, and your own presence"),
		a.brandAdd(), a.brandEdit(), a.brandList(), a.brandShow(), a.brandSlots(), a.brandHours(), a.brandWords(), a.brandStyle(), a.brandGuard(), a.brandExport(), a.brandErase())
}

// brandFlags are what "brand add" and "brand edit" share.
type brandFlags struct {
	name, letter, zone, accent, speaker, utm string
	languages                                []string
	answer                                   time.Duration
	personal                                 bool
	rules                                    ruleFlags
}

func (f *brandFlags) register(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.letter, "letter", "", a.T("the one `LETTER` that names the client: a-z except y"))
	fl.StringVar(&f.zone, "zone", "", a.T("`ZONE` of its hours, as in Europe/Madrid"))
	fl.StringSliceVar(&f.languages, "language", nil, a.T("`LANGUAGES` it speaks, the first one first: es,ca"))
	fl.StringVar(&f.accent, "accent", "", a.T("its `COLOUR`, as in #c2410c"))
	fl.StringVar(&f.utm, "utm", "", a.T("`TEMPLATE` of what is added to its links when you ask, as in \"utm_source={network}&utm_medium=social\""))
	fl.DurationVar(&f.answer, "answer", 0, a.T("`TIME` in which a mention wants an answer, as in 24h"))
	f.rules.register(a, cmd)
}

// apply puts the flags that were typed into a brand.
func (f *brandFlags) apply(c *call, b *accounts.Brand) error {
	if c.given("letter") {
		b.Letter = accounts.Letter(f.letter)
	}
	if c.given("zone") {
		if _, err := time.LoadLocation(f.zone); err != nil || f.zone == "" || f.zone == "Local" {
			return usage(c.T("%q is no zone", f.zone), c.T("use one as in Europe/Madrid"))
		}
		b.Zone = f.zone
	}
	if c.given("language") {
		b.Languages = f.languages
	}
	if c.given("accent") {
		if !isColour(f.accent) {
			return usage(c.T("%q is no colour", f.accent), c.T("use one as in #c2410c"))
		}
		b.Accent = strings.ToLower(f.accent)
	}
	if c.given("utm") {
		if accounts.CheckUTM(f.utm) != nil {
			return usage(c.T("%q is no template of links", f.utm), c.T("write names and values as in utm_source={network}&utm_medium=social; {network}, {handle}, {brand} and {date} are filled in"))
		}
		b.UTM = f.utm
	}
	if c.given("answer") {
		b.Answer = f.answer
	}
	if err := f.rules.apply(c, b); err != nil {
		return err
	}
	letter, err := accounts.ParseLetter(string(b.Letter), b.Kind)
	if err != nil {
		return usage(c.T("%q cannot be the letter of a client", string(b.Letter)), c.T("a letter is one of a-z except y, in lower case; _ is your own presence's"))
	}
	b.Letter = letter
	return nil
}

func isColour(s string) bool {
	_, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 32)
	return err == nil && len(s) == 7 && s[0] == '#'
}

func (a *app) brandAdd() *cobra.Command {
	f := &brandFlags{}
	cmd := a.leaf("add "+a.T("NAME")+" --letter L", a.T("add a client, or your own presence"), a.args(1, 1), a.atDesk(func(c *call) error {
		name, err := accounts.CleanBrandName(c.args[0])
		if err != nil {
			message, remedy := splitRemedy(err.Error())
			return usage(message, remedy)
		}
		b := accounts.Brand{Name: name, Zone: c.Zone, Kind: accounts.Client}
		if f.personal {
			b.Kind, b.Letter = accounts.Personal, accounts.PersonalLetter
		} else if err := c.required("letter"); err != nil {
			return err
		}
		if b.Zone == "" {
			b.Zone = "UTC"
		}
		if err := f.apply(c, &b); err != nil {
			return err
		}
		if b, err = c.d.Store.PutBrand(b); err != nil {
			return err
		}
		c.say(c.T("%s was added; next: vocero account add mastodon --brand %s --server URL", who(b), string(b.Letter)))
		return c.showBrand(b)
	}))
	f.register(a, cmd)
	cmd.Flags().BoolVar(&f.personal, "personal", false, a.T("it is your own presence, not a client"))
	return cmd
}

func (a *app) brandEdit() *cobra.Command {
	f := &brandFlags{}
	cmd := a.leaf("edit "+a.T("LETTER"), a.T("change a client"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		if c.given("name") {
			if b.Name, err = accounts.CleanBrandName(f.name); err != nil {
				message, remedy := splitRemedy(err.Error())
				return usage(message, remedy)
			}
		}
		if err := f.apply(c, &b); err != nil {
			return err
		}
		if c.given("speaker") {
			ids, err := c.targets(b, []string{f.speaker})
			if err != nil {
				return err
			}
			b.Default = ids[0]
		}
		if b, err = c.d.Store.PutBrand(b); err != nil {
			return err
		}
		c.say(c.T("%s was changed", who(b)))
		return c.showBrand(b)
	}))
	f.register(a, cmd)
	cmd.Flags().StringVar(&f.name, "name", "", a.T("its new `NAME`"))
	cmd.Flags().StringVar(&f.speaker, "speaker", "", a.T("`HANDLE` of the account that speaks when none is named"))
	return cmd
}

func (a *app) brandList() *cobra.Command {
	return a.leaf("list", a.T("list clients"), a.args(0, 0), a.atDesk(func(c *call) error {
		dir, err := c.directory()
		if err != nil {
			return err
		}
		bs, err := c.d.Store.Brands()
		if err != nil {
			return err
		}
		doc := brandsDoc{[]brandDoc{}}
		var rows [][]string
		for _, b := range bs {
			doc.Brands = append(doc.Brands, dir.brandDoc(b))
			state := ""
			if b.Paused() {
				state = c.T("PAUSED: %s", b.Pause.Reason)
			}
			rows = append(rows, []string{string(b.Letter), b.Name, c.kind(b), b.Zone, state})
		}
		if len(bs) == 0 {
			c.say(c.T("there is no client yet; add one: vocero brand add NAME --letter L"))
		}
		return c.show(doc, func(w *page) { w.table(rows) })
	}))
}

// kind is CLIENT or PERSONAL, the word that stands in every frame too.
func (a *app) kind(b accounts.Brand) string {
	if b.Kind == accounts.Personal {
		return a.T("PERSONAL")
	}
	return a.T("CLIENT")
}

func (a *app) brandShow() *cobra.Command {
	return a.leaf("show "+a.T("LETTER"), a.T("show a client"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		return c.showBrand(b)
	}))
}

// showBrand prints one brand.
func (c *call) showBrand(b accounts.Brand) error {
	dir, err := c.directory()
	if err != nil {
		return err
	}
	doc := dir.brandDoc(b)
	return c.show(doc, func(w *page) {
		w.line("%s  %s  %s  %s", doc.Letter, b.Name, c.kind(b), b.Zone)
		if b.Paused() {
			w.line("   %s", c.T("PAUSED: %s", b.Pause.Reason))
		}
		if b.UTM != "" {
			w.line("   %s", c.T("on its links: %s", b.UTM))
		}
		for _, a := range dir.accounts {
			if a.Brand == b.ID {
				w.line("   %s", a.Handle())
			}
		}
		if len(doc.Slots) > 0 {
			w.line("   %s", c.T("slots: %s", strings.Join(doc.Slots, ", ")))
		}
		for _, h := range doc.Hours {
			w.line("   %s", c.T("open: %s %s-%s", h.Day, h.From, h.To))
		}
		if b.Region != "" {
			w.line("   %s", c.T("holidays of: %s", b.Region))
		}
		if len(b.Off) > 0 {
			w.line("   %s", c.T("not checked: %s", strings.Join(b.Off, ", ")))
		}
	})
}

func (a *app) brandExport() *cobra.Command {
	out := ""
	cmd := a.leaf("export "+a.T("LETTER"), a.T("write everything of a client as JSON lines"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		w, done, err := c.output(out)
		if err != nil {
			return err
		}
		err = c.d.Store.ExportBrand(b.ID, w)
		if closed := done(); err == nil {
			err = closed
		}
		if err == nil {
			c.say(c.T("%s was exported, without tokens", who(b)))
		}
		return err
	}))
	cmd.Flags().StringVar(&out, "out", "", a.T("`FILE` to write to; a new one"))
	return cmd
}

// output is a new file, or standard output when none is named. done closes it.
func (c *call) output(name string) (io.Writer, func() error, error) {
	if name == "" || name == "-" {
		return c.Out, func() error { return nil }, nil
	}
	f, err := os.OpenFile(c.path(name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, nil, usage(c.T("%s cannot be written: %s", name, cause(err)), c.T("name a new file in a folder that exists"))
	}
	return f, func() error {
		err := f.Sync()
		if closed := f.Close(); err == nil {
			err = closed
		}
		if err != nil {
			return fmt.Errorf("writing %s: %w", name, err)
		}
		return nil
	}, nil
}

// cause is the innermost message of a file error, without the path that the message names already.
func cause(err error) string {
	s := err.Error()
	if i := strings.LastIndex(s, ": "); i >= 0 {
		return s[i+2:]
	}
	return s
}

func (a *app) brandErase() *cobra.Command {
	as := ""
	cmd := a.leaf("erase "+a.T("LETTER"), a.T("erase everything of a client from this desk, for good"), a.args(1, 1), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		if err := c.confirm(as, b); err != nil {
			return err
		}
		accs, err := c.d.Store.Accounts(b.ID)
		if err != nil {
			return err
		}
		if err := c.d.Store.EraseBrand(b.ID); err != nil {
			return err
		}
		for _, v := range accs {
			if err := c.d.Forget(v); err != nil {
				c.say(c.T("the token of %s is still in the vault: %s", v.Handle(), err.Error()))
			}
		}
		c.say(c.T("%s was erased from this desk and its snapshots; what was published stays on the networks, and backups stay where you keep them", who(b)))
		return c.show(map[string]any{"brand": string(b.Letter), "brand_id": string(b.ID), "erased": true}, func(*page) {})
	}))
	cmd.Flags().StringVar(&as, "as", "", a.T("the client's `LETTER`, to confirm"))
	return cmd
}
