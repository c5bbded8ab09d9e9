package lang

import "vocero/accounts"

// mindWords say what a person should mind when she publishes by hand.
var mindWords = map[accounts.Mind]string{
	accounts.MindFiles:   "the files in the order of their names (f opens the folder)",
	accounts.MindAlt:     "each file's alt text into the channel's own field (alt.txt)",
	accounts.MindNoAlt:   "no field for alt texts there: what matters in the picture stands in the text",
	accounts.MindLink:    "nobody can follow a link in the text: set the profile's link",
	accounts.MindComment: "the link into the first comment, right after publishing",
	accounts.MindTags:    "mark whom the picture shows, with their consent",
	accounts.MindHashes:  "three to five hashtags; more help nobody",
	accounts.MindSound:   "only music that is cleared for businesses",
	accounts.MindPaid:    "switch on the channel's own mark for paid partnerships",
	accounts.MindCall:    "one thing to do, said clearly, at the end",
	accounts.MindSubject: "a subject of its own, and a test sent to yourself first",
	accounts.MindLeave:   "the way to unsubscribe stands at the end",
	accounts.MindPrint:   "large letters, date and contact; take it down when it is over",
	accounts.MindPreview: "wait for the link's preview before you send",
	accounts.MindReply:   "it is an answer: write it below what it answers",
	accounts.MindPart:    "it goes on a thread: write it below the part before",
}

// Mind says what to mind when one publishes by hand; a code of a newer program stands as it is.
func (p *Printer) Mind(m accounts.Mind) string {
	if s := mindWords[m]; s != "" {
		return p.T(s)
	}
	return string(m)
}

// PublishOn says where a person is to publish: "publish by hand on Instagram: @luz@instagram.com".
func (p *Printer) PublishOn(a accounts.Account) string {
	return p.T("publish by hand on %s: %s", p.Network(a), a.Handle())
}
