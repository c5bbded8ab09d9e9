package cli

import (
	"os"
	"path/filepath"
	"strings"
)

// editor is the person's.
func (c *call) editor() string { return c.config.EditorName(c.Getenv) }

// ownDoc reads the document of another command, run in the person's own process.
func (c *call) ownDoc(into any, argv ...string) error {
	out, errs, code := c.again(c.ctx, nil, append(argv, "--json")...)
	if code != Done {
		_, _ = c.Err.Write([]byte(errs))
		return ended(code)
	}
	return decode(out, into)
}

// edit opens a text in the person's editor and hands what came out of it to the command that stores it, on standard input. The file is
// kept when the editor fails or the text is not taken; a text that did not change goes nowhere.
func (c *call) edit(name, text string, clean func(string) string, argv ...string) error {
	dir, err := os.MkdirTemp("", "vocero-*")
	if err != nil {
		return err
	}
	file := filepath.Join(dir, name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		return err
	}
	if err := c.Edit(c.ctx, c.editor(), file); err != nil {
		return &Fail{Failed, "editor", c.T("the editor failed: %s", err.Error()), c.T("the text is kept in %s", file)}
	}
	b, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	now := clean(string(b))
	if now == text {
		c.say(c.T("nothing was changed"))
		return os.RemoveAll(dir)
	}
	if c.asJSON {
		argv = append(argv, "--json")
	}
	out, errs, code := c.again(c.ctx, strings.NewReader(now), argv...)
	_, _ = c.Err.Write([]byte(errs))
	_, _ = c.Out.Write([]byte(out))
	if code != Done {
		c.say(c.T("the text is kept in %s", file))
		return ended(code)
	}
	return os.RemoveAll(dir)
}
