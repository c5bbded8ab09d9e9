package practice

import (
	"encoding/json"
	"fmt"
)

// wireText is text that goes out byte for byte: a hostile server sends invalid
// UTF-8, which the standard encoder would mend.
type wireText string

// MarshalJSON writes the string with only the escapes that JSON asks for.
func (t wireText) MarshalJSON() ([]byte, error) {
	out := make([]byte, 0, len(t)+2)
	out = append(out, '"')
	for i := range len(t) {
		switch b := t[i]; {
		case b == '"' || b == '\\':
			out = append(out, '\\', b)
		case b < 0x20:
			out = fmt.Appendf(out, "\\u%04x", b)
		default:
			out = append(out, b)
		}
	}
	return append(out, '"'), nil
}

// object is a JSON object whose fields are put together as they are written.
type object map[string]any

// encode writes v as JSON; what the package hands in can always be written.
func encode(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte(`{"error":"encoding the answer failed"}`)
	}
	return b
}
