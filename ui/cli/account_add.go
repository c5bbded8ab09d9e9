package cli

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"vocero/accounts"
	"vocero/accounts/mastodon"
)

// maxCredentials is the longest log-in read from standard input, in bytes.
const maxCredentials = 64 << 10

// loginFlags say how a log-in comes in.
type loginFlags struct {
	token, json, paste bool
	values             map[string]*string // of the prompts that are no secrets
}

// register adds the flags of a log-in; kind "" is any network's.
func (f *loginFlags) register(a *app, cmd *cobra.Command, kind accounts.Kind) {
	fl := cmd.Flags()
	f.values = map[string]*string{}
	fl.BoolVar(&f.json, "credentials-stdin", false, a.T("read the log-in from standard input, as JSON"))
	fl.BoolVar(&f.token, "token-stdin", false, a.T("read the token or the app password from standard input"))
	fl.BoolVar(&f.paste, "paste", false, a.T("no browser here: show an address and take the pasted code"))
	if kind == "" {
		return
	}
	for _, p := range adapterOf(kind).prompts() {
		if !p.Secret && p.Name != "way" {
			f.values[p.Name] = fl.String(flagOf(p.Name), p.Value, a.promptFlag(kind, p))
		}
	}
}

// flagOf is the flag of a prompt: consumer_key is --consumer-key.
func flagOf(name string) string { return strings.ReplaceAll(name, "_", "-") }

// promptFlag is what the flag's help says.
func (a *app) promptFlag(kind accounts.Kind, p accounts.Prompt) string {
	label, help := a.p.Prompt(kind, p.Name)
	if len(p.Choices) > 0 {
		return label + ": `" + strings.Join(p.Choices, "|") + "`"
	}
	return label + ". " + help
}

func (a *app) accountAdd(kind accounts.Kind) *cobra.Command {
	f := &loginFlags{}
	letter := ""
	cmd := a.leaf(string(kind)+" --brand L", a.p.Connect(kind), a.args(0, 0), nil)
	store := a.atDesk(func(c *call) error {
		b, err := c.brand(letter)
		if err != nil {
			return err
		}
		in, err := c.answers(kind, f, accounts.Answers{})
		if err != nil {
			return err
		}
		v, err := c.d.AddAccount(c.ctx, b, kind, in)
		if err != nil {
			return err
		}
		c.say(c.T("%s speaks for %s now; next: vocero sync --brand %s", v.Handle(), who(b), string(b.Letter)))
		if in.Get("api") == accounts.APIv1 && v.Instance.Version != accounts.APIv1 {
			c.say(c.T("the server keeps version 1.1 of its API for others: the account goes by version 2"))
		}
		return c.showAccount(v)
	})
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		c := &call{app: a, ctx: cmd.Context(), cmd: cmd, args: args}
		if err := c.required("brand"); err != nil {
			return err
		}
		if err := c.checkFlags(kind, f); err != nil {
			return err
		}
		if f.token || f.json || a.d != nil || !wantsSecret(kind) {
			return store(cmd, args)
		}
		return c.logIn(kind, f, accounts.Answers{}, "account", "add", string(kind), "--brand", letter, "--credentials-stdin")
	}
	cmd.Flags().StringVar(&letter, "brand", "", a.T("`LETTER` of the client"))
	f.register(a, cmd, kind)
	return cmd
}

// wantsSecret tells whether there is anything to ask for that cannot stand on a command line.
func wantsSecret(kind accounts.Kind) bool {
	return slices.ContainsFunc(adapterOf(kind).prompts(), func(p accounts.Prompt) bool { return p.Secret })
}

// checkFlags refuses a flag whose value is none, in one line, before anybody is asked for a secret.
func (c *call) checkFlags(kind accounts.Kind, f *loginFlags) error {
	for _, p := range adapterOf(kind).prompts() {
		v, ok := f.values[p.Name]
		if !ok {
			continue
		}
		if *v == "" && !p.Optional && p.Check != nil && !f.json && (f.token || !wantsSecret(kind) || !c.Ask) {
			return c.required(flagOf(p.Name))
		}
		if *v != "" {
			if err := c.checkPrompt(p, *v); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkPrompt says what is wrong with an answer.
func (c *call) checkPrompt(p accounts.Prompt, v string) error {
	if len(p.Choices) > 0 && !slices.Contains(p.Choices, v) {
		return usage(c.T("%q is none of %s", v, strings.Join(p.Choices, ", ")), c.T("choose one of them for --%s", flagOf(p.Name)))
	}
	if p.Check == nil {
		return nil
	}
	if err := p.Check(v); err != nil {
		message, remedy := splitRemedy(c.p.Error("", err))
		return usage(message, remedy)
	}
	return nil
}

// answers are what the flags say and what comes on standard input, on top of what is known.
func (c *call) answers(kind accounts.Kind, f *loginFlags, known accounts.Answers) (accounts.Answers, error) {
	in := known
	for name, v := range f.values {
		if *v != "" {
			in = in.With(name, *v)
		}
	}
	prompts := adapterOf(kind).prompts()
	switch {
	case f.json:
		got, err := c.credentials(prompts)
		if err != nil {
			return nil, err
		}
		for name, v := range got {
			in = in.With(name, v)
		}
	case f.token:
		s, err := c.onStdin()
		if err != nil {
			return nil, err
		}
		for _, p := range prompts {
			if p.Secret && !p.Optional {
				in = in.With(p.Name, s)
				break
			}
		}
	}
	for _, p := range prompts {
		asked := p.When == nil || p.When(in)
		switch v := in.Get(p.Name); {
		case v == "" && asked && !p.Optional && p.Name != "way" && len(p.Choices) == 0 && p.Value == "":
			label, _ := c.p.Prompt(kind, p.Name)
			return nil, usage(c.T("the log-in lacks %s (%s)", p.Name, label), c.T("give it with --%s, or as \"%s\" in the JSON of --credentials-stdin", flagOf(p.Name), p.Name))
		case v == "" && p.Value != "":
			in = in.With(p.Name, p.Value)
		case v != "":
			if err := c.checkPrompt(p, v); err != nil {
				return nil, err
			}
		}
	}
	return in, nil
}

// onStdin reads one token, or the log-in as another vocero prints it.
func (c *call) onStdin() (string, error) {
	b, err := io.ReadAll(io.LimitReader(c.In, maxCredentials+1))
	if err != nil {
		return "", err
	}
	s := strings.TrimSpace(string(b))
	if s == "" || len(b) > maxCredentials || strings.ContainsAny(s, "\x00") || !strings.HasPrefix(s, "{") && strings.ContainsAny(s, " \t\r\n") {
		return "", usage(c.T("there is no token on standard input"), c.T("pipe it in: --token-stdin < FILE"))
	}
	return s, nil
}

// credentials reads the answers as one JSON object of texts.
func (c *call) credentials(prompts []accounts.Prompt) (map[string]string, error) {
	names := make([]string, len(prompts))
	for i, p := range prompts {
		names[i] = p.Name
	}
	how := c.T("pipe in one JSON object with: %s", strings.Join(names, ", "))
	b, err := io.ReadAll(io.LimitReader(c.In, maxCredentials+1))
	if err != nil {
		return nil, err
	}
	var got map[string]string
	if len(b) > maxCredentials || json.Unmarshal(b, &got) != nil { // The decoder's own error would quote the secret.
		return nil, usage(c.T("standard input holds no log-in"), how)
	}
	for name := range got {
		if !slices.Contains(names, name) {
			return nil, usage(c.T("%q is no part of this log-in", name), how)
		}
	}
	return got, nil
}

// logIn walks a person through a log-in in her own process: it asks what the flags do not say, opens the page on which she allows it,
// and hands the answers to the command that keeps them.
func (c *call) logIn(kind accounts.Kind, f *loginFlags, known accounts.Answers, argv ...string) error {
	if !c.Ask {
		return usage(c.T("there is no terminal to log in with"), c.T("pipe the log-in in with --token-stdin or --credentials-stdin"))
	}
	for name, v := range f.values {
		if *v != "" {
			known = known.With(name, *v)
		}
	}
	if f.paste || c.Browse == nil {
		known = known.With("way", mastodon.ByCode)
	} else {
		known = known.With("way", mastodon.ByBrowser)
	}
	lines := bufio.NewReader(c.In)
	in, err := c.ask(kind, known, lines)
	if err != nil {
		return err
	}
	if in, err = c.allow(kind, in, lines); err != nil {
		return err
	}
	all := map[string]string{}
	for _, p := range adapterOf(kind).prompts() {
		if v := in.Get(p.Name); v != "" {
			all[p.Name] = v
		}
	}
	b, err := json.Marshal(all)
	if err != nil {
		return fmt.Errorf("handing the log-in over: %w", err)
	}
	return c.handOver(accounts.NewSecret(string(b)), argv...)
}

// ask puts the questions that nothing answers yet, one after the other.
func (c *call) ask(kind accounts.Kind, in accounts.Answers, lines *bufio.Reader) (accounts.Answers, error) {
	if intro := c.p.Obtain(kind); intro != "" {
		c.say(intro)
	}
	for _, p := range adapterOf(kind).prompts() {
		if in.Get(p.Name) != "" || p.When != nil && !p.When(in) {
			continue
		}
		v, err := c.one(kind, p, lines)
		if err != nil {
			return nil, err
		}
		if v != "" {
			in = in.With(p.Name, v)
		}
	}
	return in, nil
}

// one asks one question until its answer is right; three wrong ones end it.
func (c *call) one(kind accounts.Kind, p accounts.Prompt, lines *bufio.Reader) (string, error) {
	label, help := c.p.Prompt(kind, p.Name)
	if help != "" {
		c.say(help)
	}
	for range 3 {
		v, err := c.line(p, lines, label)
		if err != nil {
			return "", err
		}
		switch {
		case v == "" && p.Optional:
			return "", nil
		case v == "":
			c.say(c.T("nothing was typed"))
			continue
		}
		if err = c.checkPrompt(p, v); err == nil {
			return v, nil
		}
		c.say(err.Error())
	}
	return "", usage(c.T("there is no answer to: %s", label), c.T("nothing was changed"))
}

// line reads one answer; an empty line takes what is offered.
func (c *call) line(p accounts.Prompt, lines *bufio.Reader, label string) (string, error) {
	text := label
	if len(p.Choices) > 0 {
		text += " (" + strings.Join(p.Choices, ", ") + ")"
	}
	if p.Value != "" {
		text += " [" + p.Value + "]"
	}
	if p.Secret && c.Secret == nil {
		return "", usage(c.T("there is no terminal to log in with"), c.T("pipe the log-in in with --token-stdin or --credentials-stdin"))
	}
	if p.Secret {
		s, err := c.Secret(text + ": ")
		return strings.TrimSpace(s.Reveal()), err
	}
	_, _ = fmt.Fprint(c.Err, text+": ")
	v, err := lines.ReadString('\n')
	if v = strings.TrimSpace(v); err != nil && v == "" {
		return "", usage(c.T("nothing was typed"), c.T("nothing was changed"))
	}
	if v == "" {
		v = p.Value
	}
	return v, nil
}

// allow opens the page on which a person allows the log-in, where there is one.
func (c *call) allow(kind accounts.Kind, in accounts.Answers, lines *bufio.Reader) (accounts.Answers, error) {
	begin := adapterOf(kind).begin
	if begin == nil {
		return in, nil
	}
	ctx, cancel := context.WithTimeout(c.ctx, netTime)
	defer cancel()
	page := mastodon.Page{Lang: c.p.Tag(), Text: c.T("You are logged in. Close this page and go back to the terminal.")}
	at, err := begin(ctx, in, page)
	if err != nil || at == nil {
		return in, err
	}
	defer func() { _ = at.Close() }()
	back, returns := at.(accounts.Returning)
	returns = returns && back.Returns()
	opened := c.Browse != nil && in.Get("way") != mastodon.ByCode && c.Browse(at.URL()) == nil
	switch {
	case !returns:
		c.say(c.T("open this address, allow the log-in and paste the code it shows: %s", at.URL()))
	case opened:
		c.say(c.T("your browser asks you to allow the log-in; if it did not open: %s", at.URL()))
	default:
		c.say(c.T("no browser could be opened; open this address yourself: %s", at.URL()))
	}
	if returns {
		return back.Wait(c.ctx)
	}
	_, _ = fmt.Fprint(c.Err, c.T("Code: "))
	code, err := lines.ReadString('\n')
	if code = strings.TrimSpace(code); code == "" {
		return nil, errors.Join(usage(c.T("no code was pasted"), c.T("nothing was changed")), notEOF(err))
	}
	ctx, done := context.WithTimeout(c.ctx, netTime)
	defer done()
	return at.Finish(ctx, code)
}

func notEOF(err error) error {
	if errors.Is(err, io.EOF) {
		return nil
	}
	return err
}
