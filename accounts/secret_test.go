package accounts

import (
	"bytes"
	"encoding/gob"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"log"
	"log/slog"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

const token = "hunter2-sk_live_51"

// login holds secrets in every way a struct can.
type login struct {
	Open    Secret
	closed  Secret
	Pointer *Secret
	List    []Secret
	Map     map[string]Secret
	Any     any
}

func newLogin() login {
	s := NewSecret(token)
	return login{s, s, &s, []Secret{s}, map[string]Secret{"k": s}, s}
}

func TestSecretIsNeverPrinted(t *testing.T) {
	s, l := NewSecret(token), newLogin()
	for _, verb := range strings.Split("v +v #v s q x X d t T p c U o b e g 10s -30v .3s +q # x", " ") {
		for _, v := range []any{s, &s, l, &l, []login{l}, struct{ s Secret }{s}, [1]Secret{s}, map[Secret]int{s: 1}} {
			out := fmt.Sprintf("%"+verb, v)
			if leaks(out) {
				t.Errorf("%%%s of %T shows it: %s", verb, v, out)
			}
		}
	}
	for _, out := range []string{s.String(), s.GoString(), fmt.Sprint(l), fmt.Sprintln(s, l), fmt.Errorf("logging in: %v", l).Error(),
		errors.Join(fmt.Errorf("%s", s)).Error()} {
		if leaks(out) {
			t.Errorf("shown: %s", out)
		}
	}
}

// leaks tells whether an output shows the secret, in letters, in hex or as a list of bytes.
func leaks(out string) bool {
	low := strings.ToLower(out)
	return strings.Contains(low, token) || strings.Contains(low, fmt.Sprintf("%x", token)) || strings.Contains(low, "hunter") ||
		strings.Contains(out, strings.Trim(fmt.Sprint([]byte(token)), "[]"))
}

func TestSecretIsNeverEncoded(t *testing.T) {
	s, l := NewSecret(token), newLogin()
	l.closed = Secret{}
	for _, v := range []any{s, &s, l} {
		b, err := json.Marshal(v)
		if err != nil || leaks(string(b)) {
			t.Errorf("JSON of %T: %s, %v", v, b, err)
		}
		if b, err = cbor.Marshal(v); err == nil && leaks(string(b)) {
			t.Errorf("CBOR of %T: %q", v, b)
		}
		if b, err = xml.Marshal(v); err == nil && leaks(string(b)) {
			t.Errorf("XML of %T: %s", v, b)
		}
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(struct{ S Secret }{s}); err == nil && leaks(buf.String()) {
		t.Error("gob shows it")
	}
	//lint:ignore SA9005 That nothing can be read into it is what is tried.
	if err := json.Unmarshal([]byte(`"`+token+`"`), &s); err == nil && s.Reveal() != token {
		t.Error("a secret was overwritten half")
	}
}

func TestSecretIsNeverLogged(t *testing.T) {
	s, l := NewSecret(token), newLogin()
	for name, handler := range map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	} {
		var out bytes.Buffer
		slog.New(handler(&out)).With("with", s).Info("in", "secret", s, "pointer", &s, "struct", l, slog.Group("g", "s", s), "err", fmt.Errorf("%w: %v", ErrLocked, s))
		if leaks(out.String()) || !strings.Contains(out.String(), "secret") {
			t.Errorf("%s: %s", name, out.String())
		}
	}
	var out bytes.Buffer
	log.New(&out, "", 0).Print(s, l)
	if leaks(out.String()) {
		t.Errorf("log: %s", out.String())
	}
}

func TestSecretInAPanic(t *testing.T) {
	defer func() {
		if out := fmt.Sprint(recover()); leaks(out) {
			t.Errorf("shown: %s", out)
		}
	}()
	panic(newLogin())
}

func TestSecretReveals(t *testing.T) {
	if s := NewSecret(token); s.Reveal() != token || s.IsZero() {
		t.Error("the secret cannot be read")
	}
	if NewSecret(token) != NewSecret(strings.Clone(token)) || NewSecret(token) == NewSecret(token+"x") {
		t.Error("== does not compare what is revealed")
	}
	if !(Secret{}).IsZero() || !NewSecret("").IsZero() || (Secret{}).Reveal() != "" || (Secret{}).String() != hidden {
		t.Error("none is not none")
	}
}
