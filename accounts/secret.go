package accounts

import (
	"fmt"
	"io"
	"log/slog"
	"unique"
)

// Secret holds a token or a passphrase. No printer, encoder or logger shows it; Reveal is the only way to read it.
type Secret struct {
	// A handle, because fmt calls no method of what lies in an unexported field: it would print a string there, and of a handle
	// it prints an address. Equal secrets have equal handles, so that == compares what they reveal.
	h unique.Handle[string]
}

// NewSecret wraps a secret.
func NewSecret(s string) Secret {
	if s == "" {
		return Secret{}
	}
	return Secret{unique.Make(s)}
}

// Reveal is the secret itself: for the header that needs it and for the vault.
func (s Secret) Reveal() string {
	if s.IsZero() {
		return ""
	}
	return s.h.Value()
}

// IsZero tells whether there is none.
func (s Secret) IsZero() bool { return s == Secret{} }

const hidden = "‹secret›"

// String never shows the secret.
func (s Secret) String() string { return hidden }

// GoString never shows the secret.
func (s Secret) GoString() string { return hidden }

// Format never shows the secret, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, hidden) }

// MarshalText never shows the secret.
func (s Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// LogValue never shows the secret.
func (s Secret) LogValue() slog.Value { return slog.StringValue(hidden) }
