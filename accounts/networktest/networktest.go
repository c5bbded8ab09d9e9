// Package networktest is the conformance suite of networks: what package publish, package listen and the screens rely on,
// asked of an adapter as it ships, against a server that can be told to fail.
//
// An adapter's external test package calls Run with a Fixture for every kind of server it knows. What a server lacks (Traits)
// is not asked for; nothing is skipped otherwise. Every error that passes is checked on the way: it is an *accounts.Err, and
// neither the token nor the query of an address is in its text.
package networktest

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

// KeyRule is what a server does with an idempotency key that it has seen.
type KeyRule uint8

// The rules of keys.
const (
	KeyIgnored KeyRule = iota // a second post is made
	KeySame                   // the first post comes back
	KeyRefused                // the repeat is refused: the outcome is unknown until it is looked up
)

// Traits are what a server promises, where servers differ.
type Traits struct {
	Software string
	Keys     KeyRule
	NoPoll   bool
	NoDirect bool // it has no direct posts
	NoFocus  bool
	NoPlans  bool // it has no scheduler of its own
	NoSource bool // the text of a post cannot be read back as it was written
	Plain    bool // every post is public, without a content warning, and no server marks media as sensitive
	AltLater bool // the alt text goes with the post, not with the file

	NoLanguage bool // it does not say in which language something is
	NoVideo    bool // pictures only
	NoBoost    bool // nothing can be boosted
	NoFollow   bool // nobody can be followed or muted
	TalkOnly   bool // the inbox holds what was said, not who likes, boosts and follows
	NoTwice    bool // the same text twice in a row is refused
	AltStays   bool // an edit leaves the files and their alt texts as they were
	NoTell     bool // a post does not say its language; the network guesses it
	OneVote    bool // a poll takes one choice
	NoMedia    bool // the adapter takes no files
	NoAlt      bool // the alt texts of others are not told
	NoFiles    bool // what others say brings no files
	Answers    bool // whatever is said hangs on something: on Bench.Root, with which conversations begin, or on what is said below it

	Cannot []accounts.Op // acts that are refused before anything leaves
	Site   string        // a host of links that the network takes for one; "" is luz.example
}

// site is the host of the links that are said.
func (t Traits) site() string {
	if t.Site == "" {
		return "luz.example"
	}
	return t.Site
}

// visibility is what the network makes of a wish.
func (t Traits) visibility(v accounts.Visibility) accounts.Visibility {
	if t.Plain {
		return accounts.Public
	}
	return v
}

// language is what the network makes of one.
func (t Traits) language(s string) string {
	if t.NoLanguage {
		return ""
	}
	return s
}

// warning is what the network makes of a content warning.
func (t Traits) warning(s string) string {
	if t.Plain {
		return ""
	}
	return s
}

// Fixture makes benches: a fresh server each, with an account of ours on it.
type Fixture struct {
	Traits Traits
	Start  func(t *testing.T) *Bench
}

// Bench is one server with one account, and the hands of everybody else.
type Bench struct {
	Account accounts.Account // complete: with its remote id and its instance
	Token   accounts.Secret
	// Open makes an adapter for the account; with a zero token it is the account's own.
	Open func(t *testing.T, token accounts.Secret) accounts.Network
	// Say lets a stranger speak to the account and returns the id of the post.
	Say func(w Words) (id string)
	// Like, Boost and Follow let a stranger do that; id is a post of the account.
	Like   func(id string)
	Boost  func(id string) (boost string)
	Follow func()
	// Stranger is the remote id of somebody who has spoken.
	Stranger string
	// Absent is the id of a post that is not there; "" is one of digits.
	Absent string
	// Root is what the first words of everybody hang on, where Traits.Answers.
	Root string
	// Break installs a fault until mend is called.
	Break func(f Fault) (mend func())
	// Arrived lists what the server took from the account, oldest first, boosts and deleted posts too.
	Arrived func() []Arrived
	// Uploads lists the files that arrived, oldest first.
	Uploads func() []Upload
	// Posts counts the requests that would publish, also those that failed.
	Posts func() int
	// Elsewhere is another server, for redirects; Heard lists the tokens it was shown.
	Elsewhere string
	Heard     func() []string
	// Revoke ends the account's token. Close ends the server.
	Revoke func()
	Close  func()
	// Pass lets time go by at the server.
	Pass func(d time.Duration)
}

// Words are what a stranger says.
type Words struct {
	Text       string
	HTML       string // sent byte for byte instead of Text
	CW         string
	Visibility accounts.Visibility // 0 is public
	Language   string
	InReplyTo  string
	Alt        string // of a picture that comes with it; "" for none
	At         time.Time
	Name       string // the display name of the speaker; "" is a plain one
}

// Arrived is a post as the server has it.
type Arrived struct {
	ID, Text, CW, InReplyTo, Language string
	Visibility                        accounts.Visibility
	Media                             []string
	Poll                              []string
	BoostOf                           string
	Key                               string
	Deleted, Edited, Sensitive        bool
}

// Upload is a file as the server has it.
type Upload struct {
	ID, Filename, Type, Alt, Focus string
	Bytes                          int
}

// Place is what a fault strikes.
type Place uint8

// The places.
const (
	OnSend Place = iota // the request that publishes
	OnWho
	OnInbox
	OnInstance
	OnRead   // one post
	OnUpload // the request that carries a file
	OnAct    // a like
	OnPlan   // the list of what will be published, and what is in it
)

// Break is what a fault does; the names are those of package practice.
type Break string

// The faults that the suite installs. Those after Stored have their whole effect before the answer is spoilt.
const (
	Answer       Break = "answer" // Status, Header and Body
	CutBefore    Break = "cut-before"
	CutAfter     Break = "cut-after"
	HTMLPage     Break = "html-page"
	Redirect     Break = "redirect"
	Hold         Break = "delay"
	StoreCut     Break = "store-cut"
	StoreAnswer  Break = "store-answer"
	HalfAnswer   Break = "half-answer"
	BadJSON      Break = "bad-json"
	NoID         Break = "no-id"
	EmptyAnswer  Break = "empty-answer"
	DeepJSON     Break = "deep-json"
	Endless      Break = "endless"
	GzipBomb     Break = "gzip-bomb"
	HugeHeader   Break = "huge-header"
	WrongLength  Break = "wrong-length"
	WrongCharset Break = "wrong-charset"
	CloseSilent  Break = "close-silent"
)

// Fault is one failure at one place.
type Fault struct {
	At       Place
	Do       Break
	Status   int
	Header   http.Header
	Body     string
	Location string
	Until    <-chan struct{} // of Hold
	Count    int             // so many requests; 0 is all
}

// Run asks everything of a network.
func Run(t *testing.T, f Fixture) {
	for _, part := range []struct {
		name string
		run  func(*testing.T, Fixture)
	}{
		{"who", testWho}, {"instance", testInstance}, {"post", testPost}, {"keys", testKeys}, {"reply", testReply},
		{"outcomes", testOutcomes}, {"limits", testLimits}, {"unsent", testUnsent}, {"find", testFind}, {"inbox", testInbox},
		{"inbox pages", testInboxPages}, {"inbox faults", testReadingFaults}, {"thread", testThread}, {"edit", testEdit},
		{"read faults", testReadFaults},
		{"delete", testDelete}, {"acts", testActs}, {"deeds", testDeeds}, {"search", testSearch}, {"figures", testFigures}, {"media", testMedia}, {"hostile", testHostile}, {"cancel", testCancel},
		{"plans", testPlans}, {"plans broken", testPlansBroken}, {"revoked", testRevoked}, {"ids", testIDs},
	} {
		t.Run(part.name, func(t *testing.T) { part.run(t, f) })
	}
}

// desk is a bench at work.
type desk struct {
	*Bench
	t      *testing.T
	traits Traits
	net    accounts.Network
	keys   int
}

func start(t *testing.T, f Fixture) *desk {
	t.Helper()
	b := f.Start(t)
	if b.Absent == "" {
		b.Absent = "99999999"
	}
	return &desk{Bench: b, t: t, traits: f.Traits, net: b.Open(t, accounts.Secret{})}
}

func (d *desk) ctx() context.Context {
	ctx, cancel := context.WithTimeout(d.t.Context(), time.Minute)
	d.t.Cleanup(cancel)
	return ctx
}

// fault checks an error as every caller relies on it, and returns it; nil stays nil.
func (d *desk) fault(err error) *accounts.Err {
	d.t.Helper()
	if err == nil {
		return nil
	}
	var e *accounts.Err
	if !errors.As(err, &e) {
		d.t.Fatalf("%v (%T) is no *accounts.Err", err, err)
	}
	if e.Doing == "" || e.Class == accounts.OutcomeNone || e.Class == accounts.OutcomeDone || e.Code == "" {
		d.t.Errorf("an error without its facts: %+v", e)
	}
	texts := []string{err.Error(), fmt.Sprintf("%+v %#v", err, e.Cause), e.Detail.String(), e.Fault(time.Now()).Detail.String()}
	for cause := error(e); cause != nil; cause = errors.Unwrap(cause) {
		texts = append(texts, cause.Error())
	}
	for _, s := range texts {
		if strings.Contains(s, d.Token.Reveal()) || strings.Contains(s, "CANARY") {
			d.t.Errorf("the token is in %q", s)
		}
		if strings.Contains(s, "?") && strings.Contains(s, "=") {
			d.t.Errorf("a query is in %q", s)
		}
		for _, r := range s {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				d.t.Errorf("a control character is in %q", s)
			}
		}
	}
	return e
}

// must stops at an error.
func (d *desk) must(doing string, err error) {
	d.t.Helper()
	if e := d.fault(err); e != nil {
		d.t.Fatalf("%s: %v", doing, e)
	}
}

// outgoing is a post as publish freezes it, with a file where the server takes no text alone.
func (d *desk) outgoing(text string) accounts.Outgoing {
	d.t.Helper()
	d.keys++
	o := accounts.Outgoing{
		Key: fmt.Sprintf("%s-%s-%d", d.t.Name(), d.Account.RemoteID, d.keys), Text: text, Visibility: accounts.Public, CreatedAt: time.Now(),
	}
	if d.traits.Answers {
		o.InReplyTo = d.Root
	}
	if !d.Account.Instance.Limits.TextOnly {
		o.MediaIDs = []string{d.upload("Una foto")}
	}
	return o
}

// send posts and must succeed.
func (d *desk) send(o accounts.Outgoing) accounts.Receipt {
	d.t.Helper()
	r, err := d.net.Send(d.ctx(), o)
	d.must("posting", err)
	return r
}

// live are the posts that arrived and are there still, without boosts.
func (d *desk) live() []Arrived {
	var out []Arrived
	for _, a := range d.Arrived() {
		if !a.Deleted && a.BoostOf == "" {
			out = append(out, a)
		}
	}
	return out
}

// safe asserts that a text may be printed: making it safe again changes nothing, and no control is in it.
func (d *desk) safe(what string, texts ...accounts.Text) {
	d.t.Helper()
	for _, x := range texts {
		s := x.String()
		if again, _ := accounts.SafeBlock(s); again.String() != s {
			d.t.Errorf("%s: %q is not safe: %q", what, s, again.String())
		}
		if i := strings.IndexFunc(s, unsafe); i >= 0 {
			d.t.Errorf("%s: %q holds what must not be printed at byte %d", what, s, i)
		}
	}
}

// unsafe are the runes that no terminal may get from a stranger.
func unsafe(r rune) bool {
	return r < ' ' && r != '\n' || r >= 0x7f && r < 0xa0 || r == 0x61c || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2066 && r <= 0x2069 || r == 0xfeff
}
