package accounts_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// room is what the packages under a path may import of ours, and what they must never import of anybody's. The longest path
// that fits a package counts. "." stands for the folder of the package itself and its own sub-packages.
type room struct {
	path  string
	ours  []string
	never []string
}

var (
	charm = []string{"charm.land/", "github.com/charmbracelet/"}
	disk  = []string{"go.etcd.io/bbolt"}
	web   = []string{"net/http"}
)

// rooms is the table of the design: who may know whom. A new package must find its row here.
var rooms = []room{
	{"accounts", nil, join(charm, disk, web)},
	{"accounts/guard", []string{"accounts"}, join(charm, disk, web, []string{"os", "net"})},
	{"accounts/vault", []string{"accounts"}, join(charm, disk, web)},
	{"accounts/transport", []string{"accounts"}, join(charm, disk)},
	{"accounts/link", []string{"accounts", "accounts/transport"}, join(charm, disk)},
	{"accounts/wire", nil, join(charm, disk, web)}, // how foreign JSON is read
	{"accounts/mastodon", []string{"accounts", "accounts/transport", "accounts/wire"}, join(charm, disk)},
	{"accounts/bluesky", []string{"accounts", "accounts/transport", "accounts/wire"}, join(charm, disk)},
	{"accounts/twitter", []string{"accounts", "accounts/transport", "accounts/wire"}, join(charm, disk)},
	{"accounts/facebook", []string{"accounts", "accounts/transport", "accounts/wire"}, join(charm, disk)},
	{"accounts/feed", []string{"accounts", "accounts/transport", "accounts/wire"}, join(charm, disk)},
	{"accounts/manual", []string{"accounts"}, join(charm, disk, web)},
	{"accounts/practice", []string{"accounts", "accounts/transport"}, join(charm, disk)},
	{"accounts/networktest", []string{"accounts", "accounts/transport", "accounts/practice"}, join(charm, disk)},
	{"accounts/publish", []string{"accounts", "accounts/guard"}, join(charm, disk, web)},
	{"accounts/listen", []string{"accounts", "accounts/guard"}, join(charm, disk, web)},
	{"store", []string{"accounts", "accounts/guard"}, join(charm, web)},
	{"ui/lang", []string{"accounts", "accounts/guard"}, join(charm, disk, web)},
	{"ui/theme", []string{"accounts"}, join(disk, web)},
	{"ui/widget", []string{"accounts", "ui/theme", "ui/lang"}, join(disk, web)},
	{"ui/pane", []string{"accounts", "ui/theme", "ui/lang", "ui/widget"}, join(disk, web)},
	{"ui/talk", panes, join(disk, web)},   // what mentions and replies show of a conversation
	{"ui/deed", panes, join(disk, web)},   // what can be done about something said, beside answering it
	{"ui/found", panes, join(disk, web)},  // the search of a network
	{"ui/figure", panes, join(disk, web)}, // what networks tell of posts and accounts
	{"ui/plan", panes, join(disk, web)},   // how a post gets its hour: calendar and drafts
	{"ui/draft", panes, join(disk, web)},  // a text that is being written, without its keys
	{"ui/orders", panes, join(disk, web)}, // what the composer can be told to do with it
	{"ui/house", panes, join(disk, web)},  // a client's own rules: style guide, checks
	{"ui/ink", panes, join(disk, web)},    // what helps the hand: completion, snippets, spelling
	{"ui/paper", panes, join(disk, web)},  // how it is drawn
	{"ui/who", panes, join(disk, web)},    // who spoke, across networks
	{"ui/depart", panes, join(disk, web)}, // how it leaves
	{"ui/able", panes, join(disk, web)},   // what an account can do, and why not
	{"ui/diff", []string{"accounts", "ui/theme"}, join(disk, web)},
	{"ui/pixel", []string{"ui/theme"}, join(disk, web)},
	{"ui/today", panes, join(disk, web)},
	{"ui/mentions", panes, join(disk, web)},
	{"ui/replies", panes, join(disk, web)},
	{"ui/calendar", panes, join(disk, web)},
	{"ui/drafts", panes, join(disk, web)},
	{"ui/compose", panes, join(disk, web)},
	{"ui/byhand", panes, join(disk, web)}, // what a person publishes and types in by hand
	{"ui/status", panes, join(disk, web)},
	{"ui/setup", panes, join(disk, web)},
	{"ui/screen", nil, join(disk, web)}, // how a frame reaches the terminal: it knows no pane
	{"ui/uitest", []string{"accounts", "ui"}, disk},
	{"ui/cli/owner", []string{"accounts"}, join(charm, disk, web)},
	{"ui/cli", []string{"accounts", "store", "ui"}, join(disk)},
	{"ui", []string{"accounts", "store", "ui"}, join(disk, web)},
	{"", []string{"accounts", "store", "ui"}, disk},
}

var panes = []string{"accounts", "accounts/guard", "accounts/measure", "ui/pane", "ui/theme", "ui/widget", "ui/lang", "ui/talk", "ui/deed", "ui/found", "ui/figure", "ui/plan", "ui/draft", "ui/orders", "ui/ink", "ui/paper", "ui/depart", "ui/diff", "ui/pixel", "ui/able", "ui/byhand", "ui/who"}

// whole are rooms that may use everything below these folders, not only the packages named.
var whole = map[string]bool{"ui/cli": true, "ui": true, "": true, "ui/uitest": true}

func join(parts ...[]string) []string { return slices.Concat(parts...) }

// TestRooms parses every import of the module and holds it to the table. Tests of another package (_test) may use more.
func TestRooms(t *testing.T) {
	seen := 0
	for _, f := range goFiles(t) {
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", f), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file.Name.Name, "_test") {
			continue
		}
		dir := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(f)), ".")
		r, ok := roomOf(dir)
		if !ok {
			t.Errorf("%s: no room in the table for this folder", f)
			continue
		}
		for _, i := range file.Imports {
			path, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			seen++
			if path == "vocero/ui/uitest" && strings.HasSuffix(f, "_test.go") {
				continue // The driver and the emulator are a test's tools, wherever the test stands.
			}
			if why := r.forbids(dir, path); why != "" {
				t.Errorf("%s imports %s: %s", f, path, why)
			}
		}
	}
	if seen < 100 {
		t.Fatalf("only %d imports were seen: the test looks in the wrong place", seen)
	}
}

// roomOf is the row with the longest path that is the folder or one above it.
func roomOf(dir string) (room, bool) {
	best, found := room{}, false
	for _, r := range rooms {
		if r.path == dir || r.path != "" && strings.HasPrefix(dir, r.path+"/") {
			if !found || len(r.path) > len(best.path) {
				best, found = r, true
			}
		}
	}
	return best, found
}

func (r room) forbids(dir, path string) string {
	for _, n := range r.never {
		if path == n || strings.HasSuffix(n, "/") && strings.HasPrefix(path, n) {
			return "never here"
		}
	}
	ours, ok := strings.CutPrefix(path, "vocero/")
	if !ok || ours == r.path || strings.HasPrefix(ours, r.path+"/") && r.path != "accounts" && !whole[r.path] {
		return ""
	}
	for _, o := range r.ours {
		if ours == o || whole[r.path] && strings.HasPrefix(ours, o+"/") {
			return ""
		}
	}
	return "the table of rooms does not allow it to " + dir
}

// goFiles are all Go files of the module, relative to its root, without testdata.
func goFiles(t *testing.T) []string {
	t.Helper()
	var out []string
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != "."):
			return fs.SkipDir
		case strings.HasSuffix(path, ".go"):
			out = append(out, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
