package cli

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/spf13/cobra"

	"vocero/accounts"
)

// The journal of drafts lies beside the database and needs nothing of it: one line of JSON for each time a draft was kept. When it
// grows over typedMax bytes, the file becomes typedOld, and what was there before goes.
const (
	typedName = "typed.jsonl"
	typedOld  = "typed.old.jsonl"
	typedMax  = 8 << 20
)

// typed is one line of it.
type typed struct {
	At     time.Time `json:"at"`
	ID     string    `json:"id"`
	Brand  string    `json:"brand"`
	Text   string    `json:"text"`
	CW     string    `json:"cw,omitempty"`
	Answer string    `json:"reply_to,omitempty"`
}

// Typed keeps what is being written in a file of its own, so that it can be read when the database cannot.
type Typed struct {
	home string
	now  func() time.Time
	mu   sync.Mutex
}

// Keep adds a draft as it is now. It costs one append and no fsync: the machine, not the program, would have to fail in the same
// second as the database.
func (t *Typed) Keep(p accounts.Post) error {
	l := typed{At: t.now().UTC(), ID: string(p.ID), Brand: string(p.Brand), Text: p.Text, CW: p.CW}
	if p.Answering != nil {
		l.Answer = p.Answering.Author.String()
	}
	b, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("keeping the draft: %w", err)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	path := filepath.Join(t.home, typedName)
	if fi, err := os.Stat(path); err == nil && fi.Size() > typedMax {
		if err := os.Rename(path, filepath.Join(t.home, typedOld)); err != nil {
			return fmt.Errorf("keeping the draft: %w", err)
		}
	}
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return fmt.Errorf("keeping the draft: %w", err)
	}
	_, err = f.Write(append(b, '\n'))
	if err = errors.Join(err, f.Close()); err != nil {
		return fmt.Errorf("keeping the draft: %w", err)
	}
	return nil
}

// readTyped reads the newest line of each draft, the newest draft first. Half a line, from a crash, is left out.
func readTyped(home string) ([]typed, error) {
	newest := map[string]typed{}
	for _, name := range []string{typedOld, typedName} {
		f, err := os.Open(filepath.Join(home, name))
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, fmt.Errorf("reading the kept drafts: %w", err)
		}
		r := bufio.NewReader(f)
		for {
			line, err := r.ReadBytes('\n')
			var l typed
			if json.Unmarshal(line, &l) == nil && l.ID != "" {
				newest[l.ID] = l
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return nil, errors.Join(fmt.Errorf("reading the kept drafts: %w", err), f.Close())
			}
		}
		if err := f.Close(); err != nil {
			return nil, fmt.Errorf("reading the kept drafts: %w", err)
		}
	}
	out := make([]typed, 0, len(newest))
	for _, l := range newest {
		out = append(out, l)
	}
	slices.SortFunc(out, func(a, b typed) int { return b.At.Compare(a.At) })
	return out, nil
}

func (a *app) draftRecover() *cobra.Command {
	return a.leaf("recover ["+a.T("ID")+"]", a.T("show what was typed, from the file beside the database; works when the desk does not"), a.args(0, 1), a.here(func(c *call) error {
		all, err := readTyped(c.home)
		if err != nil {
			return err
		}
		if len(c.args) == 0 {
			var rows [][]string
			for _, l := range all {
				rows = append(rows, []string{accounts.ID(l.ID).Short(), c.at(l.At, c.zone()), l.Text})
			}
			return c.show(map[string]any{"drafts": list(all)}, func(w *page) { w.table(rows) })
		}
		for _, l := range all {
			if id := accounts.ID(l.ID); l.ID == c.args[0] || id.Short() == c.args[0] {
				return c.show(l, func(w *page) { w.block("", l.Text) })
			}
		}
		return &Fail{Failed, "not_found", c.T("no post has the id %q", c.args[0]), c.T("see: vocero draft recover")}
	}))
}
