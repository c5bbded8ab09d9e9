package practice

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Bounds of what a server keeps, so that one that runs for days stays small.
const (
	maxPosts  = 100_000 // the oldest tenth goes when there are more
	maxAlerts = 50_000  // notifications of one account
	maxApps   = 1_000
	maxCodes  = 1_000
	keyLife   = time.Hour // Mastodon: POST /api/v1/statuses, Idempotency-Key
)

// state is everything that a snapshot holds.
type state struct {
	Last    uint64 // the newest id given out
	Alarm   uint64 // the newest notification number given out
	People  map[string]*person
	Tokens  map[string]*token
	Apps    map[string]*app
	Codes   map[string]*code
	Posts   map[string]*post
	Alerts  map[string][]*alert // by person, oldest first
	Media   map[string]*media
	Polls   map[string]*poll
	Plans   map[string]*plan
	Ties    map[string]*tie // by "from to"
	Keys    map[string]*keyUse
	Marks   map[string]*mark // by "person timeline"
	Reports []Report
	Coming  []*coming
	Talk    time.Time // when somebody speaks next without being asked
	Spoken  uint64    // how many times the public has spoken, for its dice
	X       *xState   `json:",omitempty"`
}

func newState() *state {
	return &state{
		People: map[string]*person{}, Tokens: map[string]*token{}, Apps: map[string]*app{}, Codes: map[string]*code{},
		Posts: map[string]*post{}, Alerts: map[string][]*alert{}, Media: map[string]*media{}, Polls: map[string]*poll{},
		Plans: map[string]*plan{}, Ties: map[string]*tie{}, Keys: map[string]*keyUse{}, Marks: map[string]*mark{},
	}
}

// person is somebody who can speak: an account of this server when Host is
// empty, else one of another server.
type person struct {
	ID        string
	N         uint64
	Username  string
	Host      string
	Name      wireText
	Token     string // the ready-made one; "" for strangers
	Note      string
	Created   time.Time
	LastPost  time.Time
	Posts     int
	Followers int
	Following int
	Suspended bool
}

// acct is the name as this server writes it: bare for its own people.
func (p *person) acct() string {
	if p.Host == "" {
		return p.Username
	}
	return p.Username + "@" + p.Host
}

// resident tells whether the person has an account here that can log in.
func (p *person) resident() bool { return p.Token != "" }

type token struct {
	Person  string
	App     string
	Scope   string
	Created time.Time
	Revoked bool
	Refresh string
}

type post struct {
	ID           string
	N            uint64
	Author       string
	Text         string
	HTML         wireText // used as it is, instead of Text
	Spoiler      wireText
	Visibility   string
	Language     string
	Sensitive    bool
	Parent       string
	ParentAuthor string
	Created      time.Time
	Edited       time.Time
	Deleted      time.Time
	Media        []string
	Poll         string
	Boost        string // the id of the post that this one repeats
	Key          string // the Idempotency-Key it came with
	App          string
	Arrived      bool // through the API, not from a fixture
	Planned      bool // it had been scheduled
	Mentions     []string
	Likes        []string
	Boosts       []string
	Bookmarks    []string
	Versions     []version
	Record       []byte // as it was sent, where the API keeps records
	Hidden       bool   // below somebody's post, by that person
	Link         string // that hangs on it, where the API takes one beside the text
	Quotes       int    // how many quote it, where the API counts them
}

func (p *post) gone() bool { return !p.Deleted.IsZero() }

// version is how a post read before an edit.
type version struct {
	Text      string
	Spoiler   wireText
	Sensitive bool
	At        time.Time
}

type alert struct {
	ID   string
	N    uint64
	Kind string
	From string
	Post string
	At   time.Time
}

// tie is what one person has decided about another.
type tie struct {
	Following, Muting, MutingAlerts, Blocking bool

	BlockKey string // of the record that blocks, on a Bluesky server
}

type keyUse struct {
	Post string
	At   time.Time
}

type mark struct {
	LastRead string
	Version  int
	At       time.Time
}

// index holds what can be rebuilt from a state.
type index struct {
	byName   map[string]*person // by acct, lower case
	order    []*post            // all posts, oldest first
	byAuthor map[string][]*post
	replies  map[string][]*post
}

func newIndex(st *state) *index {
	x := &index{byName: map[string]*person{}, byAuthor: map[string][]*post{}, replies: map[string][]*post{}}
	for _, p := range st.People {
		x.byName[strings.ToLower(p.acct())] = p
	}
	for _, p := range st.Posts {
		x.order = append(x.order, p)
	}
	slices.SortFunc(x.order, byNumber)
	for _, p := range x.order {
		x.byAuthor[p.Author] = append(x.byAuthor[p.Author], p)
		if p.Parent != "" {
			x.replies[p.Parent] = append(x.replies[p.Parent], p)
		}
	}
	return x
}

func (x *index) add(p *post) {
	x.order = insert(x.order, p)
	x.byAuthor[p.Author] = insert(x.byAuthor[p.Author], p)
	if p.Parent != "" {
		x.replies[p.Parent] = insert(x.replies[p.Parent], p)
	}
}

// insert keeps list in the order of its ids; nearly always p is the newest.
func insert(list []*post, p *post) []*post {
	if len(list) == 0 || list[len(list)-1].N < p.N {
		return append(list, p)
	}
	i, _ := slices.BinarySearchFunc(list, p, byNumber)
	return slices.Insert(list, i, p)
}

func byNumber(a, b *post) int { return cmp.Compare(a.N, b.N) }
