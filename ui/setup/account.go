package setup

import (
	"strings"

	"vocero/accounts"
	"vocero/ui/widget"
)

// accountForm asks which network, and what that one's log-in wants to know: the prompts of all networks stand in one form, and only
// those of the chosen one arise. What was typed for another network stays while one looks around.
func (p *Pane) accountForm() *widget.Form {
	l := p.o.Lang
	var fields []widget.Field
	kinds := p.o.Login.Kinds()
	if p.again.ID != "" {
		kinds = []accounts.Kind{p.again.Network}
	}
	if len(kinds) > 1 {
		f := widget.Field{Name: networkField, Label: l.T("Network"), Help: l.T("← → change it. Esc leaves; everything typed is kept, except secrets."), Kind: widget.ChoiceField, Value: string(p.network)}
		for _, k := range kinds {
			f.Options = append(f.Options, widget.Option{Value: string(k), Label: l.T(k.Name())})
		}
		fields = append(fields, f)
	}
	known := accounts.Answers{}
	if p.again.ID != "" {
		known = p.again.Known()
	}
	for _, k := range kinds {
		for _, q := range p.o.Login.Prompts(k) {
			fields = append(fields, p.promptField(k, q, known.Get(q.Name)))
		}
	}
	if len(kinds) == 1 {
		p.network = kinds[0]
	}
	return widget.NewForm(fields...)
}

const networkField = "network"

// fieldOf is the name of a prompt's field.
func fieldOf(k accounts.Kind, name string) string { return string(k) + "." + name }

// promptField puts one prompt.
func (p *Pane) promptField(k accounts.Kind, q accounts.Prompt, known string) widget.Field {
	label, help := p.o.Lang.Prompt(k, q.Name)
	f := widget.Field{Name: fieldOf(k, q.Name), Label: label, Help: help, Value: q.Value, Check: p.checked(checkPrompt(q)),
		Skip: func(f *widget.Form) bool {
			return kindIn(f, p.network) != k || q.When != nil && !q.When(p.filled(f, k))
		}}
	if known != "" {
		f.Value = known
	}
	switch {
	case q.Secret:
		f.Kind = widget.SecretField
	case len(q.Choices) > 0:
		f.Kind = widget.ChoiceField
		for _, c := range q.Choices {
			f.Options = append(f.Options, widget.Option{Value: c, Label: p.o.Lang.Choice(c)})
		}
		if q.Name == "way" && p.o.Browse == nil {
			f.Value = byCode
		}
	}
	return f
}

// checkPrompt refuses what is no answer.
func checkPrompt(q accounts.Prompt) func(string) error {
	return func(v string) error {
		switch v = strings.TrimSpace(v); {
		case v == "" && q.Optional:
			return nil
		case v == "":
			return errEmpty
		case q.Check != nil:
			return q.Check(v)
		}
		return nil
	}
}

// kindIn is the network that a form is about.
func kindIn(f *widget.Form, only accounts.Kind) accounts.Kind {
	if f != nil {
		if k := f.Value(networkField); k != "" {
			return accounts.Kind(k)
		}
	}
	return only
}

// chosen is the network of the account that is being added.
func (p *Pane) chosen() accounts.Kind { return kindIn(p.form, p.network) }

// filled are the answers in a form for a network, whether they arise or not.
func (p *Pane) filled(f *widget.Form, k accounts.Kind) accounts.Answers {
	in := accounts.Answers{}
	for _, q := range p.o.Login.Prompts(k) {
		if v := strings.TrimSpace(f.Value(fieldOf(k, q.Name))); v != "" {
			in[q.Name] = accounts.NewSecret(v)
		}
	}
	return in
}

// answers are those that arise.
func (p *Pane) answers() accounts.Answers {
	all, in := p.filled(p.form, p.network), accounts.Answers{}
	for _, q := range p.o.Login.Prompts(p.network) {
		if v, ok := all[q.Name]; ok && (q.When == nil || q.When(all)) {
			in[q.Name] = v
		}
	}
	return in
}
