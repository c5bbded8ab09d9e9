package cli

// The documents of --json. Names are never renamed, fields may be added; unknown is null, never 0 or "".

// errorDoc is an error: of a command, an account or a delivery.
type errorDoc struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	Remedy  string `json:"remedy"`
}

type brandDoc struct {
	ID          string     `json:"brand_id"`
	Letter      string     `json:"letter"`
	Name        string     `json:"name"`
	Kind        string     `json:"kind"`
	Zone        string     `json:"zone"`
	Paused      bool       `json:"paused"`
	PauseReason *string    `json:"pause_reason"`
	PausedSince *string    `json:"paused_since"`
	Languages   []string   `json:"languages"`
	Accent      *string    `json:"accent"`
	AnswerIn    int        `json:"answer_within_minutes"`
	Default     *string    `json:"default_account"`
	Slots       []string   `json:"slots"`
	Hours       []hoursDoc `json:"hours"`
	UTM         *string    `json:"utm"`           // what is added to links
	Region      *string    `json:"region"`        // whose holidays count; null: none
	Apart       *int       `json:"apart_minutes"` // least time between two posts; null: no rule
	Contacts    []string   `json:"contacts"`      // its own sites, phones and e-mail addresses
	Off         []string   `json:"checks_off"`
}

type hoursDoc struct {
	Day  string `json:"day"`
	From string `json:"from"`
	To   string `json:"to"`
}

type brandsDoc struct {
	Brands []brandDoc `json:"brands"`
}

type limitsDoc struct {
	Chars       *int     `json:"chars"`
	Media       *int     `json:"media"`
	MediaTypes  []string `json:"media_types"`
	ImageBytes  *int64   `json:"image_bytes"`
	VideoBytes  *int64   `json:"video_bytes"`
	AltChars    *int     `json:"alt_chars"`
	PollOptions *int     `json:"poll_options"`
}

type accountDoc struct {
	ID       string            `json:"id"`
	Brand    string            `json:"brand"`
	BrandID  string            `json:"brand_id"`
	Handle   string            `json:"handle"`
	Network  string            `json:"network"`
	Server   string            `json:"server"`
	State    string            `json:"state"`
	Software *string           `json:"software"`
	Version  *string           `json:"version"`
	Limits   limitsDoc         `json:"limits"`
	Can      map[string]bool   `json:"can"`
	Cannot   map[string]string `json:"reasons"` // why not, or under what condition
	SyncedAt *string           `json:"synced_at"`
	Error    *errorDoc         `json:"error"`

	ByNetwork bool `json:"network_schedule"` // what has an hour goes to the network's own scheduler
}

type accountsDoc struct {
	Accounts []accountDoc `json:"accounts"`
}

type mediaDoc struct {
	SHA256  string  `json:"sha256"`
	Name    string  `json:"name"`
	Type    string  `json:"type"`
	Bytes   int64   `json:"bytes"`
	Alt     *string `json:"alt"`
	Width   *int    `json:"width"`
	Height  *int    `json:"height"`
	Cleaned bool    `json:"metadata_removed"`
}

type pollDoc struct {
	Options  []string `json:"options"`
	Minutes  int      `json:"open_minutes"`
	Multiple bool     `json:"multiple"`
}

type draftDoc struct {
	ID         string            `json:"id"`
	Brand      string            `json:"brand"`
	BrandID    string            `json:"brand_id"`
	State      string            `json:"state"`
	Text       string            `json:"text"`
	Versions   map[string]string `json:"versions"`
	Says       map[string]string `json:"says"` // what leaves, of accounts on which people are named as known there
	CW         *string           `json:"cw"`
	Visibility string            `json:"visibility"`
	Language   *string           `json:"language"`
	Relation   string            `json:"relation"`
	Accounts   []string          `json:"accounts"`
	Media      []mediaDoc        `json:"media"`
	Poll       *pollDoc          `json:"poll"`
	When       *string           `json:"when"`
	WhenZone   *string           `json:"when_zone"`
	WhenRule   *string           `json:"when_rule"`
	ReplyTo    *string           `json:"reply_to"`
	Quote      *string           `json:"quote"` // what it quotes: a remote id, or an address
	Note       *string           `json:"note"`
	Revision   uint64            `json:"revision"`
	Price      *moneyDoc         `json:"price"` // on all its accounts; null where it is free
	UpdatedAt  *string           `json:"updated_at"`
	Deliveries []deliveryDoc     `json:"deliveries"`
}

type draftsDoc struct {
	Drafts []draftDoc `json:"drafts"`
	Next   *string    `json:"next"`
}

type deliveryDoc struct {
	ID         string    `json:"id"`
	Brand      string    `json:"brand"`
	Post       *string   `json:"post"`
	Account    string    `json:"account"`
	Op         string    `json:"op"`
	Part       int       `json:"part"`
	State      string    `json:"state"`
	DueAt      *string   `json:"due_at"`
	LeavesAt   *string   `json:"leaves_at"`
	RemoteID   *string   `json:"remote_id"`
	URL        *string   `json:"url"`
	Attempts   int       `json:"attempts"`
	VerifiedAt *string   `json:"verified_at"`
	Double     bool      `json:"maybe_twice"`
	Error      *errorDoc `json:"error"`
	Price      *moneyDoc `json:"price"` // null where it is free

	Late      bool          `json:"late"`
	Cooling   bool          `json:"cooling"`   // a heated answer: it waits until leaves_at
	Holder    *string       `json:"holder"`    // who sends it: desk, run, network or nobody; null: it does not leave by itself
	Preflight *preflightDoc `json:"preflight"` // what was tried before its hour; null: nothing yet
	Network   *handoverDoc  `json:"handover"`  // the network's own scheduler; null: it has no part in it
}

type preflightDoc struct {
	At     *string    `json:"at"`
	Lead   int        `json:"minutes_before"`
	Faults []errorDoc `json:"would_fail"`
}

type deliveriesDoc struct {
	ID         *string       `json:"id"`
	Brand      *string       `json:"brand"`
	Deliveries []deliveryDoc `json:"deliveries"`
	Next       *string       `json:"next,omitempty"`
	Stopped    *errorDoc     `json:"stopped,omitempty"` // what keeps back everything that has an hour
}

type mentionDoc struct {
	ID         string   `json:"id"`
	Brand      string   `json:"brand"`
	BrandID    string   `json:"brand_id"`
	Account    string   `json:"account"`
	Network    string   `json:"network"`
	Kind       string   `json:"kind"`
	Author     string   `json:"author"`
	AuthorName *string  `json:"author_name"`
	Text       string   `json:"text"`
	CW         *string  `json:"cw"`
	URL        *string  `json:"url"`
	State      string   `json:"state"`
	Visibility *string  `json:"visibility"`
	Language   *string  `json:"language"`
	ReceivedAt *string  `json:"received_at"`
	SaidAt     *string  `json:"said_at"`
	Deadline   *string  `json:"deadline"`
	RemoteID   string   `json:"remote_id"`       // of what was said; of the notification where nothing was said
	NoticeID   string   `json:"notification_id"` // what makes the mention unique on its account
	Mood       *string  `json:"mood"`
	Tags       []string `json:"tags"`
	Notes      []string `json:"notes"`
	Warnings   []string `json:"warnings"`
	Reply      *string  `json:"reply"`

	Person *personRef `json:"person"`  // who spoke, where somebody said so
	About  *string    `json:"about"`   // the post of ours that it answers
	SameAs []string   `json:"same_as"` // the same words of the same person on other accounts, at most a day apart
}

type mentionsDoc struct {
	Mentions []mentionDoc `json:"mentions"`
	Next     *string      `json:"next"`
}

type syncedDoc struct {
	Handle string    `json:"handle"`
	New    int       `json:"new"`
	Error  *errorDoc `json:"error"`
}

type syncDoc struct {
	Accounts []syncedDoc `json:"accounts"`
}

type findingDoc struct {
	Rule     string  `json:"rule"`
	Severity string  `json:"severity"`
	Account  *string `json:"account"`
	Start    int     `json:"start"`
	End      int     `json:"end"`
	Reason   string  `json:"reason"`
	Remedy   string  `json:"remedy"`
}

type checkDoc struct {
	ID       *string      `json:"id"`
	Findings []findingDoc `json:"findings"`
	Links    []linkDoc    `json:"links"`
	Tone     *string      `json:"tone"`
	Mood     *string      `json:"mood"`
	Price    *moneyDoc    `json:"price"` // on all its accounts; null where it is free
}

type entryDoc struct {
	Seq     uint64  `json:"seq"`
	At      *string `json:"at"`
	Brand   *string `json:"brand"`
	Account *string `json:"account"`
	Act     string  `json:"act"`
	Subject *string `json:"subject"`
	Detail  *string `json:"detail"`
}

type journalDoc struct {
	Entries []entryDoc `json:"entries"`
	Next    *string    `json:"next"`
}

type checkupDoc struct {
	Name   string  `json:"name"`
	State  string  `json:"state"` // "ok", "warn", "fail"
	Detail string  `json:"detail"`
	Remedy *string `json:"remedy"`
}

type doctorDoc struct {
	Checks []checkupDoc `json:"checks"`
}
