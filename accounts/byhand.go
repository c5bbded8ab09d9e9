package accounts

import (
	"net/url"
	"slices"
	"strings"
)

// ByHand tells whether the delivery waits for a person to publish it on a channel that has no network behind it. Nothing of it ever
// left this machine.
func (d Delivery) ByHand() bool {
	return d.State == NeedsYou && d.Fault != nil && d.Fault.Code == CodeHand
}

// Trouble tells whether the delivery wants a decision because something went wrong; one that is to be published by hand is work, no
// trouble.
func (d Delivery) Trouble() bool { return d.State.Trouble() && !d.ByHand() }

// stepsByHand is what may follow when a person was reminded: nothing has left, so that it can be queued, held and dropped like what is
// scheduled, and it is out when she says where.
var stepsByHand = []DeliveryState{Published, Scheduled, Held, Cancelled}

// May tells whether the delivery may go to a state: by the table Steps, and by hand where only a person publishes it.
func (d Delivery) May(to DeliveryState) bool {
	if d.ByHand() {
		return slices.Contains(stepsByHand, to)
	}
	return CanStep(d.State, to)
}

// Channel is a place where a person publishes by hand: how much it takes, where it is, and what is to be minded there.
type Channel struct {
	Software string   // Instance.Software of its accounts: "instagram"
	Host     string   // in the handles of its accounts; "" where each has its own
	Hosts    []string // where its posts can be seen, with all below them; none: anywhere
	Page     string   // an account's page, %s being the user; "" where each has its own
	Nowhere  bool     // what is out there need not have an address
	Limits   Limits
	Minds    []Mind
}

// Mind is something that a person should mind when she publishes by hand; ui/lang says it in a sentence.
type Mind string

// What is to be minded.
const (
	MindFiles   Mind = "files"   // the files, in the order of their names
	MindAlt     Mind = "alt"     // the channel's own field for alt texts
	MindNoAlt   Mind = "no_alt"  // the channel has no such field: what matters goes into the text
	MindLink    Mind = "link"    // links in the text cannot be followed: the link of the profile is set
	MindComment Mind = "comment" // the link goes into the first comment
	MindTags    Mind = "tags"    // whom to mark in the picture
	MindHashes  Mind = "hashes"  // how many hashtags are of use
	MindSound   Mind = "sound"   // only music cleared for businesses
	MindPaid    Mind = "paid"    // the channel's own mark for paid partnerships
	MindCall    Mind = "call"    // one clear call to act
	MindSubject Mind = "subject" // a subject of its own, and a test to oneself
	MindLeave   Mind = "leave"   // the way to unsubscribe
	MindPrint   Mind = "print"   // printed large, with date and contact, taken down afterwards
	MindPreview Mind = "preview" // the preview of the link was loaded before it is sent
	MindReply   Mind = "reply"   // it is an answer: below the message that it answers
	MindPart    Mind = "part"    // a part of a thread: below the part before it
)

// Channels are the channels, in the order in which they are offered. It is a copy.
func Channels() []Channel {
	return []Channel{
		{Software: "instagram", Host: "instagram.com", Hosts: []string{"instagram.com"}, Page: "https://www.instagram.com/%s/", Limits: InstagramPost(),
			Minds: []Mind{MindFiles, MindAlt, MindLink, MindTags, MindHashes, MindPaid}},
		{Software: "linkedin", Host: "linkedin.com", Hosts: []string{"linkedin.com", "lnkd.in"}, Page: "https://www.linkedin.com/company/%s/", Limits: LinkedInPost(),
			Minds: []Mind{MindFiles, MindAlt, MindComment, MindTags, MindHashes, MindCall}},
		{Software: "tiktok", Host: "tiktok.com", Hosts: []string{"tiktok.com"}, Page: "https://www.tiktok.com/@%s", Limits: TikTokPost(),
			Minds: []Mind{MindFiles, MindNoAlt, MindSound, MindLink, MindHashes, MindPaid}},
		{Software: "threads", Host: "threads.net", Hosts: []string{"threads.net", "threads.com"}, Page: "https://www.threads.net/@%s", Limits: ThreadsPost(),
			Minds: []Mind{MindFiles, MindAlt, MindHashes}},
		{Software: "whatsapp", Host: "whatsapp.com", Hosts: []string{"whatsapp.com", "wa.me"}, Page: "https://web.whatsapp.com/", Nowhere: true, Limits: WhatsAppLimits(),
			Minds: []Mind{MindFiles, MindNoAlt, MindPreview, MindCall}},
		{Software: "newsletter", Nowhere: true, Limits: NewsletterLimits(), Minds: []Mind{MindSubject, MindFiles, MindAlt, MindCall, MindLeave}},
		{Software: "board", Nowhere: true, Limits: BoardLimits(), Minds: []Mind{MindFiles, MindPrint, MindCall}},
	}
}

// ChannelOf finds a channel by its software.
func ChannelOf(software string) (Channel, bool) {
	all := Channels()
	i := slices.IndexFunc(all, func(c Channel) bool { return c.Software == software })
	if i < 0 {
		return Channel{}, false
	}
	return all[i], true
}

// Checklist is what to mind of one delivery: of the files nothing where there are none, of links nothing where there are none.
func (c Channel) Checklist(p Post, d Delivery) (out []Mind) {
	links, files := len(LinksOf(p)) > 0, len(p.Media) > 0
	if p.Reply() {
		out = append(out, MindReply)
	}
	if d.Part > 0 {
		out = append(out, MindPart)
	}
	for _, m := range c.Minds {
		switch m {
		case MindFiles, MindAlt, MindNoAlt:
			if !files || d.Part > 0 {
				continue
			}
		case MindTags:
			if !files {
				continue
			}
		case MindLink, MindComment, MindPreview:
			if !links {
				continue
			}
		case MindPaid:
			if p.Relation == Own {
				continue
			}
		case MindSubject, MindLeave, MindPrint, MindCall, MindHashes:
			if p.Reply() {
				continue
			}
		}
		out = append(out, m)
	}
	return out
}

// Shows tells whether an address is one at which posts of the channel can be seen. It says so of every address where the channel is
// no site.
func (c Channel) Shows(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	return len(c.Hosts) == 0 || slices.ContainsFunc(c.Hosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) })
}

// WebAddress tells whether a text is an address of the web that a browser opens: http or https, with a host, without a password in it.
func WebAddress(s string) bool {
	u, err := url.Parse(s)
	return err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Hostname() != "" && u.User == nil && !strings.ContainsAny(s, " \t\r\n") && len(s) <= maxAddress
}

// maxAddress is the longest address that is taken, in bytes.
const maxAddress = 2000

// PartText is the text that a delivery of the post carries.
func (p Post) PartText(d Delivery) string {
	if parts := p.Parts(d.Account); d.Part < len(parts) {
		return parts[d.Part]
	}
	return p.TextFor(d.Account)
}

// Published tells whether an address can be where a person published on the account: it must be one of the web, or none where the
// channel needs none. odd tells that it is not one of the channel's own.
func (a Account) Published(address string) (ok, odd bool) {
	c, known := ChannelOf(a.Instance.Software)
	if address == "" {
		return known && c.Nowhere, false
	}
	return WebAddress(address), known && !c.Shows(address)
}
