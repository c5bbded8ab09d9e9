package cli

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/ui/orders"
)

// maxInput is the longest text read from a pipe, in bytes: more is no post.
const maxInput = 1 << 20

// draftFlags are what can be said of a post on the command line.
type draftFlags struct {
	text, cw, visibility, language, relation, note string
	quote                                          string
	handles, versions                              []string
	media                                          attachments
	poll                                           string
	pollOpen                                       time.Duration
	pollMany, noMedia, tolerant, idea              bool
}

// attachment is a file that was named, with its description.
type attachment struct {
	file, alt string
	described bool
}

// attachments keeps the order in which --media and --alt were typed: a description belongs to the file before it.
type attachments struct {
	files  []attachment
	orphan string // a description before any file
}

// mediaValue and altValue are the two flags that fill attachments.
type (
	mediaValue struct{ *attachments }
	altValue   struct{ *attachments }
)

func (v mediaValue) String() string     { return "" }
func (v mediaValue) Type() string       { return "string" }
func (v mediaValue) Set(s string) error { v.files = append(v.files, attachment{file: s}); return nil }
func (v altValue) String() string       { return "" }
func (v altValue) Type() string         { return "string" }

// Set describes the newest file.
func (v altValue) Set(s string) error {
	if n := len(v.files); n > 0 && !v.files[n-1].described {
		v.files[n-1].alt, v.files[n-1].described = s, true
		return nil
	}
	v.orphan = s
	return nil
}

func (f *draftFlags) register(a *app, cmd *cobra.Command) {
	fl := cmd.Flags()
	fl.StringVar(&f.text, "text", "", a.T("the `TEXT`; - reads it from standard input"))
	fl.StringArrayVar(&f.handles, "account", nil, a.T("`HANDLE` of an account that says it; repeat for several"))
	fl.StringArrayVar(&f.versions, "version", nil, a.T("`HANDLE=TEXT` where one account says it differently"))
	fl.Var(mediaValue{&f.media}, "media", a.T("`FILE` to attach; repeat for several"))
	fl.Var(altValue{&f.media}, "alt", a.T("`TEXT` that describes the file before it"))
	fl.StringVar(&f.cw, "cw", "", a.T("content `WARNING` before the text"))
	fl.StringVar(&f.visibility, "visibility", "", a.T("`WHO` can read it: public, unlisted, private or direct"))
	fl.StringVar(&f.language, "language", "", a.T("`LANGUAGE` of the text, as in es"))
	fl.StringVar(&f.quote, "quote", "", a.T("quote a public `MENTION`, or a post by its address"))
	fl.StringVar(&f.relation, "relation", "", a.T("`RELATION` to what it says: own, paid, gifted or employee"))
	fl.StringVar(&f.poll, "poll", "", a.T("`ANSWERS` of a poll, as in \"yes|no|later\""))
	fl.DurationVar(&f.pollOpen, "poll-open", 0, a.T("`TIME` for which the poll is open, as in 24h"))
	fl.BoolVar(&f.pollMany, "poll-many", false, a.T("more than one answer can be chosen"))
	fl.BoolVar(&f.tolerant, "tolerant", false, a.T("it may go out up to an hour late"))
	fl.StringVar(&f.note, "note", "", a.T("a `NOTE` for yourself; it never leaves"))
}

// own reads text of hers: from the flag, or from standard input for "-". Control characters of a pipe go, as those of a paste.
func (c *call) own(flag, value string) (string, error) {
	if value == "-" {
		b, err := io.ReadAll(io.LimitReader(c.In, maxInput+1))
		if err != nil {
			return "", err
		}
		if len(b) > maxInput {
			return "", usage(c.T("the text on standard input is over %s", c.p.Bytes(maxInput)), c.T("nothing was changed"))
		}
		value = strings.TrimRight(string(b), "\r\n")
	}
	if !utf8.ValidString(value) {
		return "", usage(c.T("--%s is not valid UTF-8", flag), c.T("save the text as UTF-8 and repeat the command"))
	}
	clean, removed := accounts.CleanPaste(value)
	if removed > 0 {
		c.say(c.T("%d control or invisible characters were left out of --%s", removed, flag))
	}
	return clean, nil
}

// apply puts the flags that were typed into a post of a brand.
func (f *draftFlags) apply(c *call, b accounts.Brand, p *accounts.Post) error {
	var err error
	for _, t := range []struct {
		flag, value string
		to          *string
	}{{"text", f.text, &p.Text}, {"cw", f.cw, &p.CW}, {"note", f.note, &p.Note}} {
		if c.given(t.flag) {
			if *t.to, err = c.own(t.flag, t.value); err != nil {
				return err
			}
		}
	}
	if err := f.applyRules(c, p); err != nil {
		return err
	}
	if c.given("account") {
		if p.Targets, err = c.targets(b, f.handles); err != nil {
			return err
		}
	}
	if err := f.quotes(c, b, p); err != nil {
		return err
	}
	if err := f.applyVersions(c, b, p); err != nil {
		return err
	}
	f.applyPoll(c, p)
	return f.attach(c, b, p)
}

// applyRules reads the flags whose words are fixed.
func (f *draftFlags) applyRules(c *call, p *accounts.Post) error {
	var err error
	if c.given("visibility") {
		if p.Visibility, err = accounts.ParseVisibility(f.visibility); err != nil {
			return usage(c.T("%q is no visibility", f.visibility), c.T("one of: %s", "public, unlisted, private, direct"))
		}
	}
	if c.given("relation") {
		if p.Relation, err = accounts.ParseRelation(f.relation); err != nil {
			return usage(c.T("%q is no relation", f.relation), c.T("one of: %s", "own, paid, gifted, employee"))
		}
	}
	if c.given("language") {
		p.Language = f.language
	}
	if c.given("tolerant") {
		p.Tolerant = f.tolerant
	}
	return nil
}

// applyVersions reads HANDLE=TEXT; an empty text takes the account's version away.
func (f *draftFlags) applyVersions(c *call, b accounts.Brand, p *accounts.Post) error {
	for _, v := range f.versions {
		handle, text, ok := strings.Cut(v, "=")
		if !ok {
			return usage(c.T("--version needs HANDLE=TEXT"), "")
		}
		ids, err := c.targets(b, []string{handle})
		if err != nil {
			return err
		}
		var rest []accounts.Version
		for _, old := range p.Versions {
			if old.Account != ids[0] {
				rest = append(rest, old)
			}
		}
		if text != "" {
			if text, err = c.own("version", text); err != nil {
				return err
			}
			rest = append(rest, accounts.Version{Account: ids[0], Text: text})
		}
		p.Versions = rest
	}
	return nil
}

func (f *draftFlags) applyPoll(c *call, p *accounts.Post) {
	if !c.given("poll") {
		return
	}
	p.Poll = nil
	if f.poll == "" {
		return
	}
	poll := &accounts.Poll{Open: f.pollOpen, Multiple: f.pollMany}
	if poll.Open == 0 {
		poll.Open = 24 * time.Hour
	}
	for _, o := range strings.Split(f.poll, "|") {
		poll.Options = append(poll.Options, strings.TrimSpace(o))
	}
	p.Poll = poll
}

// attach copies the files that were named into the desk.
func (f *draftFlags) attach(c *call, b accounts.Brand, p *accounts.Post) error {
	if f.media.orphan != "" {
		return usage(c.T("--alt %q describes no file", f.media.orphan), c.T("write --alt right after its --media"))
	}
	if f.noMedia {
		p.Media = nil
	}
	for _, m := range f.media.files {
		v, err := c.addMedia(b, m)
		if err != nil {
			return err
		}
		p.Media = append(p.Media, v)
	}
	return nil
}

// addMedia copies one file.
func (c *call) addMedia(b accounts.Brand, m attachment) (accounts.Media, error) {
	file, err := os.Open(c.path(m.file))
	if err != nil {
		return accounts.Media{}, usage(c.T("the file %s cannot be read: %s", m.file, cause(err)), c.T("nothing was changed"))
	}
	defer func() { _ = file.Close() }()
	v, err := c.d.Store.AddMedia(b.ID, filepath.Base(m.file), file)
	if err != nil {
		return v, err
	}
	if v.Alt, err = c.own("alt", m.alt); err != nil {
		return v, err
	}
	if v.Clean {
		c.say(c.T("%s: place and camera data were removed from the copy", v.Name))
	} else if say := orders.Metadata(v); say != "" {
		c.say(c.T(say, v.Name))
	}
	return v, nil
}
