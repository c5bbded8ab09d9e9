package guard

import (
	"cmp"
	"encoding/binary"
	"hash/fnv"
	"io"
	"math/bits"
	"slices"
	"time"

	"vocero/accounts"
)

// alike is from which share of common pairs of words on two texts are near the same; one word of twenty changed is above it.
const alike = 0.7

// sayable is how many words a text needs before its likeness to another tells anything: greetings are shared by everybody.
const sayable = 3

// Said is a text that left or is planned, on any account of the desk.
type Said struct {
	Post           accounts.ID
	Brand, Account accounts.ID
	Network        accounts.Kind
	At             time.Time // when it left, or will
	Excerpt        string    // its beginning, on one line
	Print          Print
}

// Print is the fingerprint of a text by which near-same ones are found: the hashes of its pairs of folded words, at most 64, the
// smallest ones. Links do not count, so that another address makes no other text.
type Print struct {
	n    int      // pairs of the whole text
	sum  []uint32 // ascending
	bits [4]uint64
}

const sketch = 64

// PrintOf is the fingerprint of a text.
func PrintOf(text string) Print {
	s := spoken{text: text}
	s.split()
	return printOf(&s)
}

func printOf(s *spoken) Print {
	var hashes []uint32
	last, n := "", 0
	for _, w := range s.words {
		if w.link {
			continue
		}
		if n++; last != "" {
			h := fnv.New32a()
			_, _ = io.WriteString(h, last) // A hash never fails.
			_, _ = h.Write([]byte{' '})
			_, _ = io.WriteString(h, w.fold)
			hashes = append(hashes, scatter(h.Sum32()))
		}
		last = w.fold
	}
	if n < sayable {
		return Print{}
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	return newPrint(len(hashes), hashes[:min(len(hashes), sketch)])
}

// scatter spreads a hash over the whole range, so that the smallest ones are a fair sample.
func scatter(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}

func newPrint(n int, sum []uint32) Print {
	p := Print{n: n, sum: sum}
	for _, h := range sum {
		p.bits[h>>6&3] |= 1 << (h & 63)
	}
	return p
}

// Zero tells that a text is too short to be held against others.
func (p Print) Zero() bool { return p.n == 0 }

// Bytes is the fingerprint for storing, at most 260 bytes.
func (p Print) Bytes() []byte {
	b := binary.AppendUvarint(nil, uint64(p.n))
	for _, h := range p.sum {
		b = binary.BigEndian.AppendUint32(b, h)
	}
	return b
}

// ReadPrint reads what Bytes wrote; a zero Print from anything else.
func ReadPrint(b []byte) Print {
	n, size := binary.Uvarint(b)
	if size <= 0 || (len(b)-size)%4 != 0 {
		return Print{}
	}
	sum := make([]uint32, 0, (len(b)-size)/4)
	for b = b[size:]; len(b) > 0; b = b[4:] {
		sum = append(sum, binary.BigEndian.Uint32(b))
	}
	return newPrint(int(n), sum)
}

// Like is the share of pairs of words that two texts have in common, 0 to 1: exact up to 65 words, estimated beyond.
func (p Print) Like(o Print) float64 {
	if p.Zero() || o.Zero() || float64(min(p.n, o.n)) < alike*float64(max(p.n, o.n)) || p.farFrom(o) {
		return 0
	}
	common, union := 0, 0
	for i, j := 0, 0; (i < len(p.sum) || j < len(o.sum)) && (union < sketch || p.n <= sketch && o.n <= sketch); union++ {
		switch {
		case j == len(o.sum) || i < len(p.sum) && p.sum[i] < o.sum[j]:
			i++
		case i == len(p.sum) || o.sum[j] < p.sum[i]:
			j++
		default:
			common, i, j = common+1, i+1, j+1
		}
	}
	return float64(common) / float64(union)
}

// farFrom tells quickly that two texts have too little in common.
func (p Print) farFrom(o Print) bool {
	both, some := 0, 0
	for i := range p.bits {
		both += bits.OnesCount64(p.bits[i] & o.bits[i])
		some += bits.OnesCount64(p.bits[i] | o.bits[i])
	}
	return 2*both < some
}

// sameness finds texts that were said already or are planned: by this account in the last 90 days (Warn), by another client
// (Block), by any other account on X (Block: "duplicative or substantially similar posts" over several accounts are against
// X's rules on authenticity, help.x.com/en/rules-and-policies/authenticity). Replies may repeat themselves.
func sameness(p accounts.Post, f Facts) []accounts.Finding {
	if p.Reply() {
		return nil
	}
	var out []accounts.Finding
	aimed := targets(p, f)
	for i, a := range aimed {
		s := sayingOn(p, f, a.ID)
		if s == nil {
			continue
		}
		print := printOf(s)
		if print.Zero() {
			continue
		}
		if a.Network == accounts.X {
			for _, b := range aimed[:i] {
				if o := sayingOn(p, f, b.ID); b.Network == accounts.X && o != nil && print.Like(printOf(o)) >= alike {
					out = append(out, s.note(finding("sameness", accounts.Block, a.ID, sayTwiceOnX, a.Handle(), b.Handle()), 0, len(s.text)))
					break
				}
			}
		}
		out = append(out, repeats(p, f, a, s, print)...)
	}
	return out
}

// sayingOn is the text that a post says from an account.
func sayingOn(p accounts.Post, f Facts, account accounts.ID) *spoken {
	texts := mains(p, f)
	if i := slices.IndexFunc(texts, func(s spoken) bool { return s.account == account }); i >= 0 {
		return &texts[i]
	}
	if i := slices.IndexFunc(texts, func(s spoken) bool { return s.account == "" }); i >= 0 {
		return &texts[i]
	}
	return nil
}

// repeats holds a text against everything that was said, and tells the nearest of each sort.
func repeats(p accounts.Post, f Facts, a accounts.Account, s *spoken, print Print) []accounts.Finding {
	type match struct {
		said Said
		like float64
	}
	var own, other, onX match
	better := func(m *match, d Said, like float64) {
		if like > m.like || like == m.like && cmp.Compare(d.At.Unix(), m.said.At.Unix()) > 0 {
			*m = match{d, like}
		}
	}
	for _, d := range f.Said {
		if d.Post == p.ID && p.ID != "" {
			continue
		}
		like := print.Like(d.Print)
		switch {
		case like < alike:
		case a.Network == accounts.X && d.Network == accounts.X && d.Account != a.ID:
			better(&onX, d, like)
		case d.Brand != p.Brand:
			better(&other, d, like)
		case d.Account == a.ID:
			better(&own, d, like)
		}
	}
	var out []accounts.Finding
	add := func(m match, v accounts.Severity, say saying) {
		if m.like == 0 {
			return
		}
		owner, o, _ := ownerOf(m.said.Account, f)
		out = append(out, s.note(finding("sameness", v, a.ID, say, o.Handle(), owner.Name, civil(m.said.At, f.Brand.Zone), m.said.Excerpt), 0, len(s.text)))
	}
	add(onX, accounts.Block, saySameOnX)
	add(other, accounts.Block, saySameOther)
	add(own, accounts.Warn, saySameOwn)
	return out
}
