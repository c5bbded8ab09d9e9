package cli

import (
	"encoding/json"
	"strings"
)

// editText opens a draft's text in the person's editor and stores what came out of it. The file lies in a private folder and is
// kept when the text could not be stored.
func editText(c *call) error {
	if c.Edit == nil || !c.Ask {
		return usage(c.T("there is no terminal for an editor"), c.T("give the new text: --text TEXT, or --text - for standard input"))
	}
	var doc draftDoc
	if err := c.ownDoc(&doc, "draft", "show", c.args[0]); err != nil {
		return err
	}
	trim := func(s string) string { return strings.TrimRight(s, "\r\n") }
	return c.edit("draft.txt", doc.Text, trim, "draft", "edit", doc.ID, "--text", "-", "--revision", jsonNumber(doc.Revision))
}

// jsonNumber is a number as JSON writes it.
func jsonNumber(n uint64) string {
	b, err := json.Marshal(n)
	if err != nil {
		return "0" // A number can always be written.
	}
	return string(b)
}
