package cli

import (
	"encoding/base64"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// handDoc is one thing that a person publishes.
type handDoc struct {
	ID        string        `json:"id"` // of the delivery
	Brand     string        `json:"brand"`
	Post      string        `json:"post"`
	Account   string        `json:"account"`
	Channel   string        `json:"channel"`
	State     string        `json:"state"`
	Now       bool          `json:"now"` // its hour has come
	DueAt     *string       `json:"due_at"`
	Part      int           `json:"part"`
	Text      string        `json:"text"`
	Files     []handFileDoc `json:"files"`
	Checklist []mindDoc     `json:"checklist"`
	Page      *string       `json:"page"`   // of the account on the channel
	Folder    *string       `json:"folder"` // null until it was asked for
}

type handFileDoc struct {
	Name string  `json:"name"`
	Alt  *string `json:"alt"`
}

type mindDoc struct {
	Code string `json:"code"`
	Text string `json:"text"`
}

type handsDoc struct {
	Hands []handDoc `json:"by_hand"`
}

func (a *app) handTree() *cobra.Command {
	return a.group("hand", a.T("what you publish yourself on a channel: its text, its files, what to mind"), a.handList(), a.handShow(), a.handCopy(), a.handFolder())
}

func (a *app) handList() *cobra.Command {
	letter, all := "", false
	cmd := a.leaf("list", a.T("list what is to be published by hand now"), a.args(0, 0), a.atDesk(func(c *call) error {
		b, err := c.brandOrAll(letter)
		if err != nil {
			return err
		}
		dir, err := c.directory()
		if err != nil {
			return err
		}
		q := accounts.DeliveryQuery{Brand: b.ID, States: []accounts.DeliveryState{accounts.NeedsYou}}
		if all {
			q.States = append(q.States, accounts.Scheduled, accounts.Held)
		}
		doc := handsDoc{Hands: []handDoc{}}
		for at := accounts.Cursor(""); ; {
			ds, next, err := c.d.Store.Deliveries(q, at, 200)
			if err != nil {
				return err
			}
			for _, d := range ds {
				if d.Op != accounts.OpPost || dir.accounts[d.Account].Network != accounts.Manual {
					continue
				}
				v, err := c.handDoc(dir, d)
				if err != nil {
					return err
				}
				doc.Hands = append(doc.Hands, v)
			}
			if at = next; at == "" {
				break
			}
		}
		if len(doc.Hands) == 0 {
			c.say(c.T("nothing is to be published by hand now"))
		}
		return c.show(doc, func(w *page) {
			var rows [][]string
			for _, v := range doc.Hands {
				rows = append(rows, []string{accounts.ID(v.ID).Short(), v.Brand, c.stateOfHand(v), v.Account, v.Text})
			}
			w.table(rows)
		})
	}))
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client; all without it"))
	cmd.Flags().BoolVar(&all, "all", false, a.T("also those whose hour is still to come, or that are held"))
	return cmd
}

// stateOfHand is where it stands, in words.
func (c *call) stateOfHand(v handDoc) string {
	if v.Now {
		return c.T("by hand, now")
	}
	s, err := accounts.ParseDeliveryState(v.State)
	if err != nil {
		return v.State
	}
	return c.p.Delivery(s)
}

func (a *app) handShow() *cobra.Command {
	return a.leaf("show "+a.T("ID"), a.T("show what is to be published: text, files, what to mind"), a.args(1, 1), a.atDesk(func(c *call) error {
		_, v, err := c.hand()
		if err != nil {
			return err
		}
		return c.showHand(v)
	}))
}

// showHand prints one thing that a person publishes, in the order in which she needs it.
func (c *call) showHand(v handDoc) error {
	return c.show(v, func(w *page) {
		w.line("%s  %s  %s  %s", accounts.ID(v.ID).Short(), v.Brand, c.stateOfHand(v), v.Account)
		if v.Page != nil {
			w.line("  %s", *v.Page)
		}
		w.block("  | ", v.Text)
		for _, f := range v.Files {
			alt := c.T("no alt text")
			if f.Alt != nil {
				alt = *f.Alt
			}
			w.line("  ▣ %s  %s", f.Name, alt)
		}
		for _, m := range v.Checklist {
			w.line("  · %s", m.Text)
		}
		if v.Folder != nil {
			w.line("  %s", *v.Folder)
		}
		w.line("%s", c.T("when it is out: vocero outbox resolve %s --published URL", accounts.ID(v.ID).Short()))
	})
}

func (a *app) handCopy() *cobra.Command {
	return a.leaf("copy "+a.T("ID"), a.T("print its text alone; a terminal gets it on its clipboard too"), a.args(1, 1), a.atDesk(func(c *call) error {
		d, v, err := c.hand()
		if err != nil {
			return err
		}
		if d.State == accounts.Held {
			return refused("held", c.T("it is held: nothing of it is to be published now"), c.T("see: vocero outbox list"))
		}
		if c.TTY && !c.asJSON {
			// OSC 52 (invisible-island.net/xterm/ctlseqs): the terminal puts it on the clipboard of whoever sits before it.
			if _, err := fmt.Fprintf(c.Out, "\x1b]52;c;%s\a", base64.StdEncoding.EncodeToString([]byte(v.Text))); err != nil {
				return fmt.Errorf("writing the result: %w", err)
			}
			c.say(c.T("copied: the text for %s", v.Account))
		}
		return c.show(map[string]string{"id": v.ID, "text": v.Text}, func(w *page) { w.block("", v.Text) })
	}))
}

func (a *app) handFolder() *cobra.Command {
	open := false
	cmd := a.leaf("folder "+a.T("ID"), a.T("make the folder with its files, their alt texts and its text, and print where it is"), a.args(1, 1), a.atDesk(func(c *call) error {
		d, v, err := c.hand()
		if err != nil {
			return err
		}
		dir, err := c.d.Store.HandFolder(d.ID)
		if err != nil {
			return err
		}
		if dir, err = filepath.Abs(dir); err != nil {
			return fmt.Errorf("finding the folder: %w", err)
		}
		if open {
			if c.Browse == nil || c.Browse(dir) != nil {
				c.say(c.T("no program opens it here; look at %s", dir))
			}
		}
		v.Folder = &dir
		return c.show(v, func(w *page) { w.line("%s", dir) })
	}))
	cmd.Flags().BoolVar(&open, "open", false, a.T("open it as the desktop opens folders"))
	return cmd
}

// hand is the delivery that was named, with everything that publishing it takes.
func (c *call) hand() (accounts.Delivery, handDoc, error) {
	d, err := c.delivery(c.args[0])
	if err != nil {
		return d, handDoc{}, err
	}
	dir, err := c.directory()
	if err != nil {
		return d, handDoc{}, err
	}
	if d.Op != accounts.OpPost || dir.accounts[d.Account].Network != accounts.Manual {
		return d, handDoc{}, &Fail{Failed, "not_by_hand", c.T("%s is not published by hand", d.ID.Short()), c.T("see: vocero hand list --all")}
	}
	v, err := c.handDoc(dir, d)
	return d, v, err
}

func (c *call) handDoc(dir directory, d accounts.Delivery) (handDoc, error) {
	p, err := c.d.Store.Post(d.Post)
	if err != nil {
		return handDoc{}, err
	}
	a := dir.accounts[d.Account]
	v := handDoc{ID: string(d.ID), Brand: dir.letter(d.Brand), Post: string(d.Post), Account: a.Handle(), Channel: a.Instance.Software, State: d.State.String(), Now: d.ByHand(),
		DueAt: stamp(d.Due, dir.zone(d.Brand)), Part: d.Part + 1, Text: p.PartText(d), Files: []handFileDoc{}, Checklist: []mindDoc{}, Page: orNull(a.URL)}
	if d.Part == 0 {
		for _, m := range p.Media {
			v.Files = append(v.Files, handFileDoc{Name: m.Name, Alt: orNull(m.Alt)})
		}
	}
	if ch, ok := accounts.ChannelOf(a.Instance.Software); ok {
		for _, m := range ch.Checklist(p, d) {
			v.Checklist = append(v.Checklist, mindDoc{string(m), c.p.Mind(m)})
		}
	}
	return v, nil
}

// publishedAt is a person's word that a delivery is out at an address. On a channel by hand the address is one of the web, or none where
// the channel needs none; one that is not the channel's own is taken, and said.
func (c *call) publishedAt(d accounts.Delivery, url string) error {
	a, err := c.d.Store.Account(d.Account)
	if err != nil && !errors.Is(err, accounts.ErrNotFound) {
		return err
	}
	if a.Network != accounts.Manual {
		if shown, _ := accounts.SafeURL(url); shown == "" {
			return usage(c.T("%q is no web address", url), c.T("paste the address of the post, as in https://masto.example/@name/1"))
		}
		return c.d.Store.MarkPublished(d.ID, url)
	}
	ok, odd := a.Published(url)
	if !ok {
		return usage(c.T("%q is no web address", url), c.T("paste the address of the post as the browser shows it"))
	}
	if odd {
		c.say(c.T("%s is not an address of %s; it is taken all the same", url, c.p.Network(a)))
	}
	return c.d.Store.MarkPublished(d.ID, url)
}
