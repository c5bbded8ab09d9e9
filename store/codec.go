package store

import (
	"fmt"

	"github.com/fxamacker/cbor/v2"
)

// The codec of every value. Times are RFC 3339 in UTC with all their digits, so that a frozen payload reads back exactly;
// invalid UTF-8 is let through on reading, because one bad byte in one field must not hide a whole record.
var (
	encoder = encMode()
	decoder = decMode()
)

func encMode() cbor.EncMode {
	m, err := cbor.EncOptions{Time: cbor.TimeRFC3339NanoUTC}.EncMode()
	if err != nil {
		panic(err) // The options are constants.
	}
	return m
}

func decMode() cbor.DecMode {
	m, err := cbor.DecOptions{UTF8: cbor.UTF8DecodeInvalid, MaxArrayElements: 1 << 20}.DecMode()
	if err != nil {
		panic(err) // The options are constants.
	}
	return m
}

// encode is the CBOR of a value.
func encode(v any) ([]byte, error) {
	b, err := encoder.Marshal(v)
	if err != nil {
		return nil, fmt.Errorf("encoding a record: %w", err)
	}
	return b, nil
}

// decode reads the CBOR of a value. What it returns shares no memory with the file.
func decode(b []byte, v any) error {
	if err := decoder.Unmarshal(b, v); err != nil {
		return fmt.Errorf("decoding a record: %w", err)
	}
	return nil
}
