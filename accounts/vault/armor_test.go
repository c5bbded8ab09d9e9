package vault

import (
	"bytes"
	"io"
	"strings"
	"testing"

	"filippo.io/age/armor"
)

func dearmor(s string) ([]byte, error) { return io.ReadAll(armor.NewReader(strings.NewReader(s))) }

func rearmor(t *testing.T, s string) string {
	t.Helper()
	var out bytes.Buffer
	w := armor.NewWriter(&out)
	if _, err := io.WriteString(w, s); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}
