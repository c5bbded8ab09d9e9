package accounts

import (
	"fmt"
	"io"
	"log/slog"
)

// Secret holds a token or a passphrase. No printer, encoder or logger shows it; Reveal is the only way to read it.
type Secret struct{ s string }

// NewSecret wraps a secret.
func NewSecret(s string) Secret { return Secret{s} }

// Reveal is the secret itself: for the header that needs it and for the vault.
func (s Secret) Reveal() string { return s.s }

// IsZero tells whether there is none.
func (s Secret) IsZero() bool { return s.s == "" }

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
