package accounts_test

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// The budgets of the house: small pieces stay small because a test says so.
const (
	maxFile      = 400  // lines, tests too
	maxFunc      = 60   // lines
	maxMethods   = 6    // of an interface
	maxPane      = 1200 // lines of a pane without its tests
	leastTests   = 0.6  // lines of tests for a line of code
	maxMainLines = 150
)

// source is one parsed file.
type source struct {
	path string
	text []byte
	fset *token.FileSet
	file *ast.File
}

func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	for _, f := range goFiles(t) {
		text, err := os.ReadFile(filepath.Join("..", f))
		if err != nil {
			t.Fatal(err)
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, f, text, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, source{f, text, fset, file})
	}
	if len(out) < 50 {
		t.Fatalf("only %d files were found: the test looks in the wrong place", len(out))
	}
	return out
}

func (s source) lines() int { return bytes.Count(s.text, []byte("\n")) }

// counted tells whether a file is test code: the practice server, the conformance suite and the driver count as tests.
func (s source) counted() bool {
	for _, p := range []string{"accounts/practice/", "accounts/networktest/", "ui/uitest/"} {
		if strings.HasPrefix(s.path, p) {
			return true
		}
	}
	return strings.HasSuffix(s.path, "_test.go")
}

func TestPiecesAreSmall(t *testing.T) {
	panes := map[string]int{}
	code, tests := 0, 0
	for _, s := range sources(t) {
		if n := s.lines(); n > maxFile {
			t.Errorf("%s has %d lines, at most %d", s.path, n, maxFile)
		} else if s.path == "main.go" && n > maxMainLines {
			t.Errorf("main.go has %d lines, at most %d", n, maxMainLines)
		}
		if s.counted() {
			tests += s.lines()
		} else {
			code += s.lines()
			if r, ok := roomOf(filepath.ToSlash(filepath.Dir(s.path))); ok && slices.Equal(r.ours, panesRow) {
				panes[filepath.ToSlash(filepath.Dir(s.path))] += s.lines()
			}
		}
		checkSizes(t, s)
	}
	for p, n := range panes {
		if n > maxPane {
			t.Errorf("pane %s has %d lines, at most %d", p, n, maxPane)
		}
	}
	if r := float64(tests) / float64(code); r < leastTests {
		t.Errorf("%d lines of tests for %d of code: %.2f, at least %.1f", tests, code, r, leastTests)
	}
}

var panesRow = panes

// checkSizes holds functions and interfaces to their budgets.
func checkSizes(t *testing.T, s source) {
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.FuncDecl:
			from, to := s.fset.Position(x.Pos()).Line, s.fset.Position(x.End()).Line
			if to-from+1 > maxFunc {
				t.Errorf("%s:%d: %s has %d lines, at most %d", s.path, from, x.Name.Name, to-from+1, maxFunc)
			}
		case *ast.InterfaceType:
			if n := x.Methods.NumFields(); n > maxMethods {
				t.Errorf("%s: an interface has %d methods, at most %d", s.fset.Position(x.Pos()), n, maxMethods)
			}
		}
		return true
	})
}

// TestExportsAreDocumented wants a comment that begins with the name for everything exported outside tests.
func TestExportsAreDocumented(t *testing.T) {
	for _, s := range sources(t) {
		if strings.HasSuffix(s.path, "_test.go") || s.file.Name.Name == "main" {
			continue
		}
		for _, d := range s.file.Decls {
			switch x := d.(type) {
			case *ast.FuncDecl:
				if x.Name.IsExported() && receiverExported(x) && !strings.HasPrefix(x.Doc.Text(), x.Name.Name) && !conventional(x.Name.Name) {
					t.Errorf("%s: %s has no comment that begins with its name", s.fset.Position(x.Pos()), x.Name.Name)
				}
			case *ast.GenDecl:
				undocumented(t, s, x)
			}
		}
	}
}

// conventional are methods whose meaning an interface of the standard library or of a pane fixes.
func conventional(name string) bool {
	return slices.Contains([]string{"String", "Error", "Unwrap", "Update", "View", "Init", "SetSize", "Actions", "ID", "Show", "Typing", "Speaks", "Click", "Wheel", "Leave"}, name)
}

func receiverExported(f *ast.FuncDecl) bool {
	if f.Recv == nil {
		return true
	}
	x := f.Recv.List[0].Type
	if s, ok := x.(*ast.StarExpr); ok {
		x = s.X
	}
	if i, ok := x.(*ast.IndexExpr); ok {
		x = i.X
	}
	id, ok := x.(*ast.Ident)
	return !ok || id.IsExported()
}

func undocumented(t *testing.T, s source, d *ast.GenDecl) {
	for _, sp := range d.Specs {
		switch x := sp.(type) {
		case *ast.TypeSpec:
			if x.Name.IsExported() && d.Doc == nil && x.Doc == nil {
				t.Errorf("%s: type %s has no comment", s.fset.Position(x.Pos()), x.Name.Name)
			}
		case *ast.ValueSpec:
			if x.Names[0].IsExported() && d.Doc == nil && x.Doc == nil && x.Comment == nil {
				t.Errorf("%s: %s has no comment", s.fset.Position(x.Pos()), x.Names[0].Name)
			}
		}
	}
}

func TestFilesAreFormatted(t *testing.T) {
	for _, s := range sources(t) {
		want, err := format.Source(s.text)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(want, s.text) {
			t.Errorf("%s is not formatted: run gofmt -w on it", s.path)
		}
	}
}

// promises are what is left for later: a stub or a skipped test is a defect, not a plan.
var promises = regexp.MustCompile(`\b(TO` + `DO|FIX` + `ME|XX` + `X)\b|\b[tb]\.Skip(Now|f)?\(`)

func TestNoPromises(t *testing.T) {
	for _, s := range sources(t) {
		if m := promises.Find(s.text); m != nil {
			t.Errorf("%s holds %q", s.path, m)
		}
	}
}

// TestTopLevel holds the first look at the project to what was agreed.
func TestTopLevel(t *testing.T) {
	want := []string{"README.md", "accounts", "go.mod", "go.sum", "main.go", "store", "ui"}
	es, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range es {
		if !strings.HasPrefix(e.Name(), ".") && e.Name() != "vocero" {
			got = append(got, e.Name())
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("the top level is %v, want %v", got, want)
	}
}
