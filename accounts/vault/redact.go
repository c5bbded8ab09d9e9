package vault

import (
	"encoding/json"
	"strings"
)

// redact tells the redactor a secret, and where it is a JSON object the texts in it, which are what travels. Scopes and names
// of kinds are words that logs may show.
func (v *Vault) redact(s string) {
	const shortest = 8 // What is shorter would blot out ordinary words.
	tell := func(s string) {
		if len(s) >= shortest {
			v.o.Redact(s)
		}
	}
	tell(s)
	var fields map[string]any
	if json.Unmarshal([]byte(s), &fields) != nil {
		return
	}
	for name, field := range fields {
		if t, ok := field.(string); ok && !strings.HasPrefix(name, "scope") && !strings.HasSuffix(name, "_type") {
			tell(t)
		}
	}
}
