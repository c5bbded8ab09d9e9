package accounts

import (
	"fmt"
	"strconv"
	"strings"
)

// Micros is money in millionths of a US dollar, so that a ledger of tenths of cents adds up exactly.
type Micros int64

// Dollar is one US dollar.
const Dollar Micros = 1_000_000

// String is the amount in dollars, exact and with at least its cents: "$0.20", "$0.015".
func (m Micros) String() string {
	s, sign := m.Decimal(), ""
	if m < 0 {
		s, sign = s[1:], "-"
	}
	return sign + "$" + s
}

// Decimal is the amount without the sign of the dollar, as scripts read it: "0.20", "0.015".
func (m Micros) Decimal() string {
	sign, n := "", uint64(m)
	if m < 0 {
		sign, n = "-", -n
	}
	frac := strings.TrimRight(fmt.Sprintf("%06d", n%1_000_000), "0")
	for len(frac) < 2 {
		frac += "0"
	}
	return sign + strconv.FormatUint(n/1_000_000, 10) + "." + frac
}

// maxAmount is the largest amount that is read, in dollars.
const maxAmount = 1_000_000

// ParseMicros reads an amount of dollars as a person writes it: "5", "$5", "12.50" or "12,50", to the millionth.
func ParseMicros(s string) (Micros, error) {
	bad := fmt.Errorf("reading the amount %q: write dollars and cents, as in 12.50", s)
	t := strings.TrimSpace(strings.Trim(strings.TrimSpace(s), "$"))
	whole, frac, _ := strings.Cut(strings.ReplaceAll(t, ",", "."), ".")
	n, err := strconv.ParseUint(whole, 10, 32)
	if err != nil || n > maxAmount || len(frac) > 6 {
		return 0, bad
	}
	f, err := strconv.ParseUint((frac + "000000")[:6], 10, 32)
	if err != nil {
		return 0, bad
	}
	return Micros(n)*Dollar + Micros(f), nil
}

// Item is something that a network charges for.
type Item uint8

// The items. What is read is charged by the piece and once a day; everything else by the request.
const (
	ItemPost    Item = iota
	ItemLink         // a post with a link
	ItemReply        // to somebody who named or quoted the account
	ItemBoost        // a repost
	ItemUnboost      // the taking back of a repost
	ItemDelete
	ItemHide // the hiding of a reply, or its showing again
	ItemMute
	ItemUnmute
	ItemAlt     // the description of a file
	ItemRead    // a post that was read
	ItemOwnRead // one of the account's own timelines, where the account owns the app
	ItemUser    // a profile that was read
	ItemCount   // a count of posts
	ItemAnalytics
)

var items = []string{"post", "post_with_link", "reply", "boost", "unboost", "delete", "hide", "mute", "unmute", "alt", "read", "own_read", "user", "count", "analytics"}

// String is the item's name in JSON.
func (i Item) String() string { return nameOf(items, uint8(i)) }

// Items are all of them, in order.
func Items() []Item {
	out := make([]Item, len(items))
	for i := range out {
		out[i] = Item(i)
	}
	return out
}

// Reading tells whether the item is read, not done: what a client's cap stops, and what is charged once a day.
func (i Item) Reading() bool { return i >= ItemRead }

// PricesOf is the day of the price table of X: what docs.x.com/x-api/getting-started/pricing said on it. Prices change; the Developer
// Console of X has those of today.
const PricesOf = "2026-11-22"

// xPrices are the prices of X by the piece. A reply to somebody who summoned the account costs the same with a link and without
// (docs.x.com/changelog, 2026-04-20); reading is cheap only in the account's own timelines and for the owner of the app.
var xPrices = [...]Micros{ItemPost: 15_000, ItemLink: 200_000, ItemReply: 10_000, ItemBoost: 15_000, ItemUnboost: 10_000, ItemDelete: 5_000, ItemHide: 5_000, ItemMute: 10_000,
	ItemUnmute: 5_000, ItemAlt: 5_000, ItemRead: 5_000, ItemOwnRead: 1_000, ItemUser: 10_000, ItemCount: 5_000, ItemAnalytics: 5_000}

// Price is what one of the item costs an account of X.
func (i Item) Price() Micros {
	if int(i) < len(xPrices) {
		return xPrices[i]
	}
	return 0
}

// Charge is one thing that a network charged for. A price is what its item costs.
type Charge struct {
	Item Item
	ID   string // the remote id of what was read: the same is charged once in a day of UTC; "" is charged every time
}

// Metered is a network that charges by the piece, and knows what it was asked for.
type Metered interface {
	// Charges are what the network charged since they were asked for last, without what a delivery itself costs (Account.Cost). What
	// was read twice in a day may be in it twice.
	Charges() []Charge
}

// ChargesOf takes what a network charged since it was asked last; nothing of one that is free.
func ChargesOf(n Network) []Charge {
	if m, ok := n.(Metered); ok {
		return m.Charges()
	}
	return nil
}

// Metered tells whether the account's network charges by the piece: X does, but not servers and apps of the old API.
func (a Account) Metered() bool { return a.Network == X && a.Instance.Version != APIv1 }

// LogInCharges are what it cost to log the account in: its own profile was read.
func (a Account) LogInCharges() []Charge {
	if !a.Metered() {
		return nil
	}
	return []Charge{{ItemUser, a.RemoteID}}
}

// opItems are the items of the operations that are charged; the others are free.
var opItems = map[Op]Item{OpBoost: ItemBoost, OpUnboost: ItemUnboost, OpDelete: ItemDelete, OpMute: ItemMute, OpUnmute: ItemUnmute, OpHide: ItemHide, OpUnhide: ItemHide}

// Act is what an operation other than OpPost is charged as; false: it is free.
func (a Account) Act(o Op) (Item, bool) {
	i, ok := opItems[o]
	return i, ok && a.Metered()
}

// Part is what one part of a post on the account is charged as; false: it is free. Only the first part of a reply answers somebody.
func (a Account) Part(text string, reply bool) (Item, bool) {
	switch {
	case !a.Metered():
		return 0, false
	case reply:
		return ItemReply, true
	case len(XLimits().Count.URLs(text)) > 0: // Also one without a scheme, as tienda.es.
		return ItemLink, true
	}
	return ItemPost, true
}

// Cost is what a delivery on the account is charged as; false: it is free. The post it belongs to is asked as long as nothing is
// frozen.
func (a Account) Cost(d Delivery, p Post) (Item, bool) {
	if d.Op != OpPost {
		return a.Act(d.Op)
	}
	text := ""
	switch parts := p.Parts(a.ID); {
	case d.Outgoing != nil:
		text = d.Outgoing.Text
	case d.Part < len(parts):
		text = parts[d.Part]
	}
	return a.Part(text, d.Part == 0 && (d.Mention != "" || d.Target != "" || p.Reply()))
}

// PostPrice is what a post costs on the account: its parts, and the descriptions of its files. Linked tells whether a part costs more for
// its link.
func (a Account) PostPrice(p Post) (sum Micros, linked bool) {
	if !a.Metered() {
		return 0, false
	}
	for i, text := range p.Parts(a.ID) {
		item, _ := a.Part(text, i == 0 && p.Reply())
		sum, linked = sum+item.Price(), linked || item == ItemLink
	}
	for _, m := range p.Media {
		if m.Alt != "" {
			sum += ItemAlt.Price()
		}
	}
	return sum, linked
}

// PriceOn is what a post costs on several accounts.
func PriceOn(p Post, as []Account) (sum Micros, linked bool) {
	for _, a := range as {
		m, l := a.PostPrice(p)
		sum, linked = sum+m, linked || l
	}
	return sum, linked
}

// ReadPrice is what reading n posts costs an account of X: own are those of its own timelines, where the account owns the app.
func ReadPrice(n int, own bool) Micros {
	if own {
		return Micros(n) * ItemOwnRead.Price()
	}
	return Micros(n) * ItemRead.Price()
}
