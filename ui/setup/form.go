package setup

import (
	"errors"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/ui/widget"
)

// said is an error whose text is a text key.
type said string

func (e said) Error() string { return string(e) }

// What can be wrong with a field.
const (
	errEmpty       said = "it is empty; fill it in"
	errCode        said = "the code is empty; paste what the server shows"
	errPass        said = "the passphrase is empty; type one"
	errPassphrases said = "the two passphrases differ"
	errZone        said = "it is no IANA zone; write one as in Europe/Madrid, Tab offers some"
)

// zones are offered by Tab; every IANA zone is taken.
var zones = []string{"Europe/Madrid", "Atlantic/Canary", "Europe/London", "Europe/Lisbon", "America/Mexico_City", "America/Bogota", "America/Lima", "America/Santiago", "America/Argentina/Buenos_Aires",
	"America/Montevideo", "America/Caracas", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"}

// byCode is the way of a log-in that opens no browser here; the others are the kinds of brand.
const (
	byCode   = "code"
	isClient = "client"
	isOwn    = "own"
)

// formOf makes the fields of a step; nil where there are none.
func (p *Pane) formOf(s step) *widget.Form {
	l := p.o.Lang
	switch s {
	case brandStep:
		return widget.NewForm(
			widget.Field{Name: "name", Label: l.T("Name"), Help: l.T("The name the client trades under; yours for your own presence."), Check: p.checked(func(v string) error {
				_, err := accounts.CleanBrandName(v)
				return err
			})},
			widget.Field{Name: "kind", Label: l.T("Whose voice"), Help: l.T("← → change it. Your own presence never mixes with clients."), Kind: widget.ChoiceField,
				Options: []widget.Option{{Value: isClient, Label: l.T("a client")}, {Value: isOwn, Label: l.T("my own")}}},
			widget.Field{Name: "letter", Label: l.T("Letter"), Help: l.T("One key that names the client and lets its posts go: a-z except y; your own presence has _."), Check: p.checked(p.checkLetter)},
			widget.Field{Name: "zone", Label: l.T("Zone"), Help: l.T("Where its clock hangs; Tab offers zones."), Value: p.o.Zone, Complete: zones, Check: p.checked(checkZone)},
			widget.Field{Name: "language", Label: l.T("Language"), Help: l.T("Of new posts; each post can have another."), Kind: widget.ChoiceField, Value: l.Tag(),
				Options: []widget.Option{{Value: "en", Label: l.T("English")}, {Value: "es", Label: l.T("Spanish")}}})
	case accountStep:
		return p.accountForm()
	case codeStep:
		return widget.NewForm(widget.Field{Name: "code", Label: l.T("Code"), Help: l.T("Open the address in any browser, allow the log-in, and paste the code it shows."), Check: p.checked(filled(errCode))})
	case vaultStep:
		return p.vaultForm()
	}
	return nil
}

// vaultForm asks for the passphrase once, or twice where the vault is made with it.
func (p *Pane) vaultForm() *widget.Form {
	l := p.o.Lang
	if _, made := p.o.Login.Vault(); made {
		return widget.NewForm(widget.Field{Name: "pass", Label: l.T("Passphrase"), Help: l.T("It opens the encrypted file with the tokens."), Kind: widget.SecretField, Check: p.checked(filled(errPass))})
	}
	return widget.NewForm(
		widget.Field{Name: "pass", Label: l.T("Passphrase"), Help: l.T("This machine has no keyring: the tokens go into an encrypted file."), Kind: widget.SecretField, Check: p.checked(filled(errPass))},
		widget.Field{Name: "again", Label: l.T("Once more"), Help: l.T("It is asked once each time the desk opens. Nobody can recover it."), Kind: widget.SecretField, Check: p.checked(func(v string) error {
			if v != p.form.Value("pass") {
				return errPassphrases
			}
			return nil
		})})
}

// checked puts the reason of a check into the person's language.
func (p *Pane) checked(check func(string) error) func(string) error {
	return func(v string) error {
		if err := check(v); err != nil {
			return errors.New(p.why(err))
		}
		return nil
	}
}

// why is an error in the person's language.
func (p *Pane) why(err error) string {
	var e said
	if errors.As(err, &e) {
		return p.o.Lang.T(string(e))
	}
	return p.o.Lang.Error("", err)
}

// filled refuses a field that is empty.
func filled(why said) func(string) error {
	return func(v string) error {
		if strings.TrimSpace(v) == "" {
			return why
		}
		return nil
	}
}

func checkZone(v string) error {
	if _, err := time.LoadLocation(v); err != nil || v == "" || v == "Local" {
		return errZone
	}
	return nil
}

// kind is what the form says the brand is.
func (p *Pane) kind() accounts.BrandKind {
	if p.form.Value("kind") == isOwn {
		return accounts.Personal
	}
	return accounts.Client
}

// checkLetter takes the letters that are free.
func (p *Pane) checkLetter(v string) error {
	l, err := accounts.ParseLetter(v, p.kind())
	if err != nil {
		return accounts.ErrLetter
	}
	if of, used := p.taken[l]; used {
		return takenBy(of)
	}
	return nil
}

// suggest offers the first free letter of the name, while none was typed.
func (p *Pane) suggest() {
	if p.step != brandStep || p.form.Value("letter") != "" || p.form.Current() != "letter" {
		return
	}
	if p.kind() == accounts.Personal {
		p.offer(string(accounts.PersonalLetter))
		return
	}
	for _, r := range accounts.Fold(p.form.Value("name")) {
		l, err := accounts.ParseLetter(string(r), accounts.Client)
		if _, used := p.taken[l]; err == nil && !used {
			p.offer(string(l))
			return
		}
	}
}

// offer writes a letter that the next one typed replaces.
func (p *Pane) offer(l string) {
	p.form.Set("letter", l)
	p.offered = l
}

// takenBy is the cause of a letter that another brand has.
type takenBy string

func (t takenBy) Error() string { return string(t) + ": " + accounts.ErrTaken.Error() }

func (t takenBy) Unwrap() error { return accounts.ErrTaken }
