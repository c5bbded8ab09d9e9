package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
)

// editText opens a draft's text in the person's editor and stores what came out of it. The file lies in a private folder and is
// kept when the text could not be stored.
func editText(c *call) error {
	if c.Edit == nil || !c.Ask {
		return usage(c.T("there is no terminal for an editor"), c.T("give the new text: --text TEXT, or --text - for standard input"))
	}
	id := c.args[0]
	out, errs, code := c.again(c.ctx, nil, "draft", "show", id, "--json")
	if code != Done {
		_, _ = c.Err.Write([]byte(errs))
		return ended(code)
	}
	var doc draftDoc
	if err := decode(out, &doc); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("", "vocero-*")
	if err != nil {
		return err
	}
	file := filepath.Join(dir, "draft.txt")
	if err := os.WriteFile(file, []byte(doc.Text), 0o600); err != nil {
		return err
	}
	if err := c.Edit(c.ctx, c.editor(), file); err != nil {
		return &Fail{Failed, "editor", c.T("the editor failed: %s", err.Error()), c.T("the text is kept in %s", file)}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	text := strings.TrimRight(string(b), "\r\n")
	if text == doc.Text {
		c.say(c.T("nothing was changed"))
		return os.RemoveAll(dir)
	}
	argv := []string{"draft", "edit", doc.ID, "--text", "-", "--revision", jsonNumber(doc.Revision)}
	if c.asJSON {
		argv = append(argv, "--json")
	}
	out, errs, code = c.again(c.ctx, strings.NewReader(text), argv...)
	_, _ = c.Err.Write([]byte(errs))
	_, _ = c.Out.Write([]byte(out))
	if code != Done {
		c.say(c.T("the text is kept in %s", file))
		return ended(code)
	}
	return os.RemoveAll(dir)
}

// editor is the person's.
func (c *call) editor() string { return c.config.EditorName(c.Getenv) }

// jsonNumber is a number as JSON writes it.
func jsonNumber(n uint64) string {
	b, err := json.Marshal(n)
	if err != nil {
		return "0" // A number can always be written.
	}
	return string(b)
}
