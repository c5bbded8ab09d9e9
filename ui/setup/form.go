package setup

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/widget"
)

// field is one line of a form: text, or one of a few words.
type field struct {
	label, help string // text keys
	line        *widget.Line
	choices     []string // text keys; nil: text
	at          int
}

// form is the fields of a step and the one that has the keys.
type form struct {
	fields []field
	at     int
	bad    int // the field an error belongs to, -1 none
	why    error
}

func text(label, help, value string, candidates ...string) field {
	l := widget.NewLine()
	l.SetText(value)
	l.SetCandidates(candidates)
	return field{label: label, help: help, line: l}
}

func secret(label, help string) field {
	return field{label: label, help: help, line: widget.NewSecretLine()}
}

func choice(label, help string, at int, choices ...string) field {
	return field{label: label, help: help, choices: choices, at: at}
}

// size gives the lines their cells.
func (f *form) size(w int) {
	for _, x := range f.fields {
		if x.line != nil {
			x.line.SetWidth(max(10, min(48, w-24)))
		}
	}
}

// values are what was typed and chosen, in order.
func (f *form) values() []string {
	out := make([]string, len(f.fields))
	for i, x := range f.fields {
		if x.line != nil {
			out[i] = x.line.Text()
		} else {
			out[i] = x.choices[x.at]
		}
	}
	return out
}

// restore puts kept values back; a list of another form is left alone.
func (f *form) restore(vs []string) {
	if len(vs) != len(f.fields) {
		return
	}
	for i := range f.fields {
		x := &f.fields[i]
		if x.line != nil {
			x.line.SetText(vs[i])
			continue
		}
		for k, c := range x.choices {
			if c == vs[i] {
				x.at = k
			}
		}
	}
}

// wrong puts the cursor on a field that cannot be taken.
func (f *form) wrong(i int, err error) {
	f.at, f.bad, f.why = i, i, err
}

// key moves between fields, turns choices and types; done tells that the last field was entered.
func (f *form) key(k tea.KeyPressMsg) (done, changed bool) {
	x := &f.fields[f.at]
	switch k.String() {
	case "enter":
		if f.at < len(f.fields)-1 {
			f.at++
			return false, false
		}
		return true, false
	case "down":
		f.at = (f.at + 1) % len(f.fields)
		return false, false
	case "up", "shift+tab":
		f.at = (f.at + len(f.fields) - 1) % len(f.fields)
		return false, false
	case "tab":
		if x.line != nil && x.line.Press(k) {
			return false, true
		}
		f.at = (f.at + 1) % len(f.fields)
		return false, false
	}
	if x.line != nil {
		v := x.line.Version()
		x.line.Press(k)
		changed = x.line.Version() != v
	} else {
		switch k.String() {
		case "right", "space", "l":
			x.at, changed = (x.at+1)%len(x.choices), true
		case "left", "h":
			x.at, changed = (x.at+len(x.choices)-1)%len(x.choices), true
		}
	}
	if changed && f.bad == f.at {
		f.bad, f.why = -1, nil
	}
	return false, changed
}

// zones are offered by Tab; every IANA zone is taken.
var zones = []string{"Europe/Madrid", "Atlantic/Canary", "Europe/London", "Europe/Lisbon", "America/Mexico_City", "America/Bogota", "America/Lima", "America/Santiago", "America/Argentina/Buenos_Aires",
	"America/Montevideo", "America/Caracas", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"}

// formOf makes the fields of a step.
func formOf(s step, p *Pane) form {
	f := form{bad: -1}
	switch s {
	case brandStep:
		lang := 0
		if p.o.Lang == "es" {
			lang = 1
		}
		f.fields = []field{
			text("Name", "The name the client trades under; yours for your own presence.", ""),
			choice("Whose voice", "← → change it. Your own presence never mixes with clients.", 0, "a client", "my own"),
			text("Letter", "One key that names the client and lets its posts go: a-z except y; your own presence has _.", ""),
			text("Zone", "Where its clock hangs; Tab offers zones.", p.o.Zone, zones...),
			choice("Language", "Of new posts; each post can have another.", lang, "English", "Spanish"),
		}
	case accountStep:
		server := p.server
		f.fields = []field{
			text("Server", "Where the account lives, as in masto.example. Esc leaves; everything typed is kept.", server),
			choice("Log in with", "The browser asks you to allow it; where there is none, paste the code the server shows.", 0, "the browser", "a pasted code", "a token"),
		}
		if p.o.Browse == nil {
			f.fields[1].at = 1
		}
	case codeStep:
		f.fields = []field{text("Code", "Open the address in any browser, allow the log-in, and paste the code it shows.", "")}
	case tokenStep:
		f.fields = []field{secret("Token", "An access token of the account, from the server's settings for developers.")}
	case vaultStep:
		f.fields = []field{secret("Passphrase", "This machine has no keyring: the tokens go into an encrypted file."), secret("Once more", "It is asked once each time the desk opens. Nobody can recover it.")}
		if _, made := p.o.Login.Vault(); made {
			f.fields = f.fields[:1]
			f.fields[0].help = "It opens the encrypted file with the tokens."
		}
	}
	return f
}

// suggest offers the first free letter of a name.
func (p *Pane) suggest() {
	if p.step != brandStep || !p.form.fields[2].line.Empty() {
		return
	}
	if p.form.fields[1].at == 1 {
		p.form.fields[2].line.SetText(string(accounts.PersonalLetter))
		return
	}
	for _, r := range accounts.Fold(p.form.fields[0].line.Text()) {
		l, err := accounts.ParseLetter(string(r), accounts.Client)
		if _, used := p.taken[l]; err == nil && !used {
			p.form.fields[2].line.SetText(string(l))
			return
		}
	}
}
