package widget

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// scissors is the line between what the editor is told and the text.
const scissors = "# ------------------------ >8 ------------------------"

// Outside is a command that edits a text in the person's own editor: in a file under home that only she can read, below a header
// that is cut off again. editor is a command line, as $EDITOR holds it; "" means vi. done makes the message from what came back.
func Outside(home, editor, header, text string, done func(text string, err error) tea.Msg) tea.Cmd {
	return func() tea.Msg {
		path, err := putOutside(home, header, text)
		if err != nil {
			return done(text, fmt.Errorf("preparing the text for the editor: %w", err))
		}
		args := append(strings.Fields(editor), path)
		if len(args) == 1 {
			args = []string{"vi", path}
		}
		return tea.ExecProcess(exec.Command(args[0], args[1:]...), func(err error) tea.Msg {
			back, rerr := takeOutside(path, header)
			if err = errors.Join(err, rerr); err != nil {
				return done(text, fmt.Errorf("editing with %s: %w", args[0], err))
			}
			return done(back, nil)
		})()
	}
}

// putOutside writes header, scissors and text to a new file.
func putOutside(home, header, text string) (string, error) {
	f, err := os.CreateTemp(home, "text-*.md") // With mode 0600.
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(header + "\n" + scissors + "\n" + text + "\n")
	return f.Name(), errors.Join(err, f.Close())
}

// takeOutside reads the text back and removes the file. Where the scissors were deleted, lines of the header are left out.
func takeOutside(path, header string) (string, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	text := strings.ReplaceAll(string(b), "\r\n", "\n")
	if _, below, ok := strings.Cut(text, scissors+"\n"); ok {
		text = below
	} else {
		told := strings.Split(header, "\n")
		lines := strings.Split(text, "\n")
		for len(lines) > 0 && slices.Contains(told, lines[0]) {
			lines = lines[1:]
		}
		text = strings.Join(lines, "\n")
	}
	return strings.TrimRight(text, "\n"), os.Remove(path)
}

// Expand is a path as a person types or pastes it: with ~ for the home, in quotes, or as a file:// address.
func Expand(path string) string {
	path = strings.TrimPrefix(strings.Trim(strings.TrimSpace(path), `'"`), "file://")
	if rest, ok := strings.CutPrefix(path, "~"); ok && (rest == "" || rest[0] == '/') {
		if home, err := os.UserHomeDir(); err == nil {
			return home + rest
		}
	}
	return path
}

// Folder lists what lies in a folder, as paths that begin as it was typed; folders end in a slash, hidden files are left out. ok
// is false when it is no folder. "" is the folder of the process.
func Folder(path string) (entries []string, ok bool) {
	lead := path
	if lead != "" && !strings.HasSuffix(lead, "/") {
		lead += "/"
	}
	es, err := os.ReadDir(filepath.Clean(Expand(path)))
	if err != nil {
		return nil, false
	}
	for _, e := range es {
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		name := lead + e.Name()
		if e.IsDir() {
			name += "/"
		}
		entries = append(entries, name)
	}
	return entries, true
}
