package cli

import (
	"os/user"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/guard"
	"vocero/accounts/guard/holiday"
)

// guardsDoc are the rules that a client can do without, and what the others need to know of it.
type guardsDoc struct {
	Brand    string    `json:"brand"`
	BrandID  string    `json:"brand_id"`
	Region   *string   `json:"region"`        // whose holidays count; null: none
	Apart    *int      `json:"apart_minutes"` // least time between two posts; null: no rule
	Contacts []string  `json:"contacts"`      // its own sites, phones and e-mail addresses
	Rules    []ruleDoc `json:"rules"`
	Always   []string  `json:"always"` // rules that nobody can switch off
}

type ruleDoc struct {
	Rule   string  `json:"rule"`
	On     bool    `json:"on"`
	Since  *string `json:"since"`  // of one that is off; null: not known
	Detail *string `json:"detail"` // as the journal has it: why, and who
}

// brandGuard lists the guards of a client and switches them.
func (a *app) brandGuard() *cobra.Command {
	reason := ""
	use := "guard " + a.T("LETTER") + " [list | off " + a.T("RULE") + " --reason T | on " + a.T("RULE") + "]"
	cmd := a.leaf(use, a.T("which checks a client has; switch one off, with a reason, or on again"), a.args(1, 3), a.atDesk(func(c *call) error {
		b, err := c.brand(c.args[0])
		if err != nil {
			return err
		}
		switch words := c.args[1:]; {
		case len(words) == 0 || len(words) == 1 && words[0] == "list":
		case len(words) == 2 && (words[0] == "off" || words[0] == "on"):
			if b, err = c.switchRule(b, words[1], words[0] == "off", reason); err != nil {
				return err
			}
		default:
			return usage(c.T("say what to do with the checks"), c.T("one of: %s", "list, off RULE --reason T, on RULE"))
		}
		return c.showGuards(b)
	}))
	cmd.Flags().StringVar(&reason, "reason", "", a.T("`TEXT` that says why; it stands in the journal"))
	return cmd
}

// switchRule switches one rule, with a reason in the journal.
func (c *call) switchRule(b accounts.Brand, rule string, off bool, reason string) (accounts.Brand, error) {
	if !slices.Contains(guard.Switches(), rule) {
		if slices.Contains(guard.Always(), rule) {
			return b, refused("guard", c.T("%s can never be switched off: it keeps the right client speaking, or says what a network refuses", rule), c.T("mend what it names"))
		}
		return b, usage(c.T("%q is no check", rule), c.T("one of: %s", strings.Join(guard.Switches(), ", ")))
	}
	if off && strings.TrimSpace(reason) == "" {
		return b, usage(c.T("%s needs --%s", c.cmd.CommandPath(), "reason"), c.T("say why %s needs no check of that sort; it stands in the journal", b.Name))
	}
	b, err := c.d.Store.SwitchRule(b.ID, rule, off, reason, c.person())
	if err != nil {
		return b, err
	}
	if off {
		c.say(c.T("%s is not checked for %s any more; vocero brand guard %s on %s brings it back", rule, who(b), string(b.Letter), rule))
	} else {
		c.say(c.T("%s is checked for %s", rule, who(b)))
	}
	return b, nil
}

// minutes are a time in whole minutes; nil for none.
func minutes(d time.Duration) *int {
	if d <= 0 {
		return nil
	}
	n := int(d.Minutes())
	return &n
}

// person is who runs the program, as the system calls her.
func (e Env) person() string {
	for _, name := range []string{"LOGNAME", "USER", "USERNAME"} {
		if s := e.Getenv(name); s != "" {
			return accounts.Cells(s, false)
		}
	}
	if u, err := user.Current(); err == nil {
		return accounts.Cells(u.Username, false)
	}
	return ""
}

// showGuards prints the rules of a client.
func (c *call) showGuards(b accounts.Brand) error {
	doc := guardsDoc{Brand: string(b.Letter), BrandID: string(b.ID), Region: orNull(b.Region), Apart: minutes(b.Apart), Contacts: list(slices.Clone(b.Contacts)), Rules: []ruleDoc{}, Always: guard.Always()}
	lines, err := c.switched(b)
	if err != nil {
		return err
	}
	for _, r := range guard.Switches() {
		d := ruleDoc{Rule: r, On: !b.Without(r)}
		if e, ok := lines[r]; ok && !d.On {
			d.Since, d.Detail = stamp(e.At, b.Zone), orNull(e.Detail)
		}
		doc.Rules = append(doc.Rules, d)
	}
	return c.show(doc, func(w *page) {
		var rows [][]string
		for _, r := range doc.Rules {
			row := []string{c.T("on"), r.Rule, c.T(ruleNames[r.Rule]), ""}
			if e, ok := lines[r.Rule]; !r.On {
				if row[0] = c.T("OFF"); ok {
					row[3] = c.at(e.At, b.Zone) + " " + e.Detail
				}
			}
			rows = append(rows, row)
		}
		w.table(rows)
	})
}

// ruleNames say what each check that can be switched off looks at.
var ruleNames = map[string]string{
	"alt": "descriptions of files", "tone": "the tone of replies", "identity": "other clients and handles", "links": "where links lead", "tracking": "templates and trackers of links",
	"honesty": "what is paid or given says so", "style": "the style guide", "spelling": "spelling", "hour": "business hours, holidays, distance between posts",
	"privacy": "somebody's phones, addresses, numbers", "hygiene": "hashtags, warnings, odd letters", "sameness": "the same text again", "thread": "very long threads",
}

// switched are the newest lines of the journal by which the rules of a client went off.
func (c *call) switched(b accounts.Brand) (map[string]accounts.Entry, error) {
	out := map[string]accounts.Entry{}
	for at, pages := accounts.Cursor(""), 0; len(out) < len(b.Off) && pages < 20; pages++ {
		es, next, err := c.d.Store.Journal(b.ID, at, 200)
		if err != nil {
			return nil, err
		}
		for _, e := range es {
			rule, _, _ := strings.Cut(e.Detail, ":")
			rule, _, _ = strings.Cut(rule, " ")
			if _, had := out[rule]; e.Act == "guard.off" && !had && b.Without(rule) {
				out[rule] = e
			}
		}
		if at = next; at == "" {
			break
		}
	}
	return out, nil
}

// ruleFlags are what "brand add" and "brand edit" tell the guards of a client.
type ruleFlags struct {
	region   string
	apart    time.Duration
	contacts []string
}

func (f *ruleFlags) register(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.region, "region", "", a.T("`REGION` whose holidays count, as in ES-MD, MX or GB-SCT; \"\" for none"))
	fl.DurationVar(&f.apart, "apart", 0, a.T("least `TIME` between two posts, as in 2h; 0 for no rule"))
	fl.StringSliceVar(&f.contacts, "contact", nil, a.T("its own `SITES`, phones and e-mail addresses, which may be said in public; \"\" for none"))
}

// apply puts the flags that were typed into a brand.
func (f *ruleFlags) apply(c *call, b *accounts.Brand) error {
	if c.given("region") {
		if b.Region = strings.ToUpper(strings.TrimSpace(f.region)); b.Region != "" && !holiday.Known(b.Region) {
			return usage(c.T("the holidays of %q are not known", f.region), c.T("one of: %s", strings.Join(holiday.Regions(), ", ")))
		}
	}
	if c.given("apart") {
		if f.apart < 0 || f.apart > 31*24*time.Hour {
			return usage(c.T("%q is no time between two posts", f.apart.String()), c.T("use one as in 90m or 2h"))
		}
		b.Apart = f.apart
	}
	if c.given("contact") {
		b.Contacts = nil
		for _, s := range f.contacts {
			if s = strings.TrimSpace(s); s != "" && !slices.Contains(b.Contacts, s) {
				b.Contacts = append(b.Contacts, s)
			}
		}
	}
	return nil
}
