package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
)

// FieldKind says how a field is filled in.
type FieldKind uint8

// The kinds of field.
const (
	TextField FieldKind = iota
	SecretField
	ChoiceField
)

// Option is one of a choice.
type Option struct{ Value, Label string }

// Field is a question of a form. Texts are translated already.
type Field struct {
	Name        string // how the program calls it
	Label, Help string
	Placeholder string
	Kind        FieldKind
	Value       string
	Options     []Option             // of a choice
	Complete    []string             // what Tab offers
	Check       func(v string) error // may be nil; its error is shown under the field
	Skip        func(f *Form) bool   // may be nil; true: the question does not arise
}

// field is a Field being filled in.
type field struct {
	Field
	line   *Line
	choice int
	fault  string
}

// Form asks a few questions, one under the other. It keeps what was typed whatever happens; the pane decides when to save it.
type Form struct {
	fields  []*field
	at      int
	scroll  Scroll
	choices uint64 // grows when a choice changes
}

// FormEvent says what a key did to a form.
type FormEvent uint8

const (
	// FormIgnored means that the key is not the form's.
	FormIgnored FormEvent = iota
	// FormTaken means that the form used the key.
	FormTaken
	// FormDone means that the last question was answered and every check passes.
	FormDone
)

// NewForm makes a form of fields, the first has the focus.
func NewForm(fields ...Field) *Form {
	f := &Form{}
	for _, q := range fields {
		n := &field{Field: q, line: NewLine()}
		if q.Kind == SecretField {
			n.line = NewSecretLine()
		}
		n.line.SetPlaceholder(q.Placeholder)
		n.line.SetCandidates(q.Complete)
		f.fields = append(f.fields, n)
		f.set(n, q.Value)
	}
	return f
}

func (f *Form) set(n *field, v string) {
	n.fault = ""
	if n.Kind != ChoiceField {
		n.line.SetText(v)
		return
	}
	for i, o := range n.Options {
		if o.Value == v {
			n.choice = i
			f.choices++
		}
	}
}

func (f *Form) named(name string) *field {
	for _, n := range f.fields {
		if n.Name == name {
			return n
		}
	}
	return nil
}

// value is the answer of a field. Typed text loses the spaces around it; a secret loses nothing.
func (n *field) value() string {
	switch n.Kind {
	case ChoiceField:
		if n.choice < len(n.Options) {
			return n.Options[n.choice].Value
		}
		return ""
	case SecretField:
		return n.line.Text()
	}
	return strings.TrimSpace(n.line.Text())
}

func (f *Form) skipped(n *field) bool { return n.Skip != nil && n.Skip(f) }

// Value is the answer of a field, "" when there is no such field.
func (f *Form) Value(name string) string {
	if n := f.named(name); n != nil {
		return n.value()
	}
	return ""
}

// Secret is the answer of a masked field.
func (f *Form) Secret(name string) accounts.Secret { return accounts.NewSecret(f.Value(name)) }

// Set fills a field in.
func (f *Form) Set(name, v string) {
	if n := f.named(name); n != nil {
		f.set(n, v)
	}
}

// SetComplete replaces what Tab offers in a field.
func (f *Form) SetComplete(name string, c []string) {
	if n := f.named(name); n != nil {
		n.line.SetCandidates(c)
	}
}

// Values are all answers but the masked ones, by name: what may be kept on disk.
func (f *Form) Values() map[string]string {
	out := map[string]string{}
	for _, n := range f.fields {
		if n.Kind != SecretField {
			out[n.Name] = n.value()
		}
	}
	return out
}

// Fail shows an error under a field and goes there: what only the server or the store could know.
func (f *Form) Fail(name, fault string) {
	for i, n := range f.fields {
		if n.Name == name {
			n.fault, f.at = fault, i
		}
	}
}

// Fault is the error under a field, "" when there is none.
func (f *Form) Fault(name string) string {
	if n := f.named(name); n != nil {
		return n.fault
	}
	return ""
}

// Current is the name of the field that has the focus.
func (f *Form) Current() string {
	if f.at < len(f.fields) {
		return f.fields[f.at].Name
	}
	return ""
}

// Focus goes to a field.
func (f *Form) Focus(name string) {
	for i, n := range f.fields {
		if n.Name == name {
			f.at = i
		}
	}
}

// Version changes with every answer.
func (f *Form) Version() uint64 {
	v := f.choices
	for _, n := range f.fields {
		v += n.line.Version()
	}
	return v
}

// check notes what is wrong with a field.
func (f *Form) check(n *field) bool {
	n.fault = ""
	if n.Check != nil && !f.skipped(n) {
		if err := n.Check(n.value()); err != nil {
			n.fault = err.Error()
		}
	}
	return n.fault == ""
}

// Validate checks every field and goes to the first that fails.
func (f *Form) Validate() bool {
	ok := true
	for i := len(f.fields) - 1; i >= 0; i-- {
		if !f.check(f.fields[i]) {
			ok, f.at = false, i
		}
	}
	return ok
}

// step goes to the next question that arises, in a direction; false when there is none.
func (f *Form) step(by int) bool {
	for i := f.at + by; i >= 0 && i < len(f.fields); i += by {
		if !f.skipped(f.fields[i]) {
			f.at = i
			return true
		}
	}
	return false
}

// Press fills in with a key. Tab completes first, and then goes on like Enter and Down; a field that fails its check says so, and
// Enter stays in it.
func (f *Form) Press(k tea.KeyPressMsg) FormEvent {
	if f.at >= len(f.fields) {
		return FormIgnored
	}
	n := f.fields[f.at]
	switch k.Keystroke() {
	case "enter":
		return f.enter(n)
	case "tab", "shift+tab":
		if n.Kind != ChoiceField && n.line.Press(k) {
			return FormTaken
		}
		f.check(n)
		if k.Keystroke() == "tab" {
			f.step(1)
		} else {
			f.step(-1)
		}
		return FormTaken
	case "down":
		f.check(n)
		f.step(1)
		return FormTaken
	case "up":
		f.check(n)
		f.step(-1)
		return FormTaken
	}
	if n.Kind == ChoiceField {
		return f.choose(n, k)
	}
	if !n.line.Press(k) {
		return FormIgnored
	}
	n.fault = ""
	return FormTaken
}

func (f *Form) enter(n *field) FormEvent {
	if !f.check(n) || f.step(1) {
		return FormTaken
	}
	if f.Validate() {
		return FormDone
	}
	return FormTaken
}

// choose takes the arrows, the space, and the first letter of an option.
func (f *Form) choose(n *field, k tea.KeyPressMsg) FormEvent {
	count := len(n.Options)
	if count == 0 {
		return FormIgnored
	}
	by := 0
	switch k.Keystroke() {
	case "right", "space":
		by = 1
	case "left":
		by = count - 1
	default:
		for i := 1; i <= count && k.Text != ""; i++ {
			if o := n.Options[(n.choice+i)%count]; strings.HasPrefix(accounts.Fold(o.Label), accounts.Fold(k.Text)) {
				by = i
				break
			}
		}
		if by == 0 && k.Text == "" {
			return FormIgnored
		}
	}
	n.choice = (n.choice + by) % count
	n.fault = ""
	f.choices++
	return FormTaken
}

// Paste puts text into the field that has the focus; false when it takes none.
func (f *Form) Paste(s string) bool {
	if f.at >= len(f.fields) || f.fields[f.at].Kind == ChoiceField {
		return false
	}
	f.fields[f.at].fault = ""
	return f.fields[f.at].line.Paste(s)
}
