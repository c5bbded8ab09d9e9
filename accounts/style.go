package accounts

// Address is the form in which a brand speaks to its readers in Spanish.
type Address uint8

// The forms of address. AddressAny asks for none.
const (
	AddressAny Address = iota
	Tu
	Usted
	Vos
)

var addresses = []string{"", "tu", "usted", "vos"}

// String is tu, usted or vos; "" for any.
func (a Address) String() string { return nameOf(addresses, uint8(a)) }

// ParseAddress reads tu (also tú), usted, vos or nothing.
func ParseAddress(s string) (Address, error) {
	if s == "" {
		return AddressAny, nil
	}
	a, err := parseName("form of address", addresses, Fold(s))
	return Address(a), err
}

// Style is a brand's style guide, written by her: what the guards hold a post to, and what is shown beside the text.
type Style struct {
	Address   Address     `cbor:"1,keyasint,omitempty"`
	Words     []WordStyle `cbor:"2,keyasint,omitempty"` // words to avoid, with what to say instead
	Emoji     *int        `cbor:"3,keyasint,omitempty"` // most emoji in a post; nil: any number, 0: none
	Signature string      `cbor:"4,keyasint,omitempty"` // how a post ends; "" for none
	Hashtags  []string    `cbor:"5,keyasint,omitempty"` // with #: one of them has to be in a post that is no reply; none: no rule
	TagsMost  *int        `cbor:"6,keyasint,omitempty"` // most hashtags in a post; nil: any number
	Mood      string      `cbor:"7,keyasint,omitempty"` // how the brand sounds, in her words
	Guide     string      `cbor:"8,keyasint,omitempty"` // everything else, in her words
}

// WordStyle is a word or a phrase that the brand does not use.
type WordStyle struct {
	Avoid string `cbor:"1,keyasint"`
	Use   string `cbor:"2,keyasint,omitempty"` // what it says instead; "" when there is nothing instead
}

// Snippet is a piece of text that an abbreviation puts into a post: a saved reply, a phrase, a group of hashtags.
type Snippet struct {
	ID    ID     `cbor:"1,keyasint"`
	Brand ID     `cbor:"2,keyasint"` // "" for every brand
	Abbr  string `cbor:"3,keyasint"` // typed as ",abbr": letters and digits
	Text  string `cbor:"4,keyasint"` // with variables: {name}, {handle}, {brand}, {date}, {hour}, {link}
}
