package lang_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"vocero/accounts/guard"
	"vocero/ui/lang"
)

// fields are the names under which panes hand text keys to the root.
var fields = map[string]bool{"Label": true, "Help": true, "Title": true, "Doing": true, "Text": true, "Reason": true}

// tables are the variables whose strings are all text keys.
var tables = regexp.MustCompile(`(Names|Words|Texts)$`)

// keysIn finds the text keys of one file: arguments of T and N, the fields above, reasons of blocked actions, and tables.
func keysIn(t *testing.T, path string) map[string]token.Position {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]token.Position{}
	take := func(e ast.Expr) {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil && strings.ContainsFunc(s, unicode.IsLetter) {
				out[s] = fset.Position(l.Pos())
			}
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch x := n.(type) {
		case *ast.CallExpr:
			taken(x, take)
		case *ast.KeyValueExpr:
			if id, ok := x.Key.(*ast.Ident); ok && fields[id.Name] {
				take(x.Value)
			}
		case *ast.FuncType:
			return true
		case *ast.ValueSpec:
			if tables.MatchString(x.Names[0].Name) {
				for _, v := range x.Values {
					ast.Inspect(v, func(n ast.Node) bool {
						if kv, ok := n.(*ast.KeyValueExpr); ok {
							ast.Inspect(kv.Value, func(n ast.Node) bool { takeLit(n, take); return true })
							return false
						}
						takeLit(n, take)
						return true
					})
				}
			}
		case *ast.FuncDecl:
			reasons(x.Type, x.Body, take)
		case *ast.FuncLit:
			reasons(x.Type, x.Body, take)
		}
		return true
	})
	return out
}

func takeLit(n ast.Node, take func(ast.Expr)) {
	if l, ok := n.(*ast.BasicLit); ok {
		take(l)
	}
}

// taken are the keys in a call of T or N.
func taken(x *ast.CallExpr, take func(ast.Expr)) {
	s, ok := x.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	switch {
	case s.Sel.Name == "T" && len(x.Args) > 0:
		take(x.Args[0])
	case s.Sel.Name == "N" && len(x.Args) > 2:
		take(x.Args[1])
		take(x.Args[2])
	}
}

// reasons are what a function that gives (string, []any) returns: why an action is blocked.
func reasons(f *ast.FuncType, body *ast.BlockStmt, take func(ast.Expr)) {
	if body == nil || f.Results == nil || len(f.Results.List) != 2 {
		return
	}
	a, ok := f.Results.List[1].Type.(*ast.ArrayType)
	if !ok || a.Len != nil {
		return
	}
	if id, ok := a.Elt.(*ast.Ident); !ok || id.Name != "any" {
		return
	}
	ast.Inspect(body, func(n ast.Node) bool {
		if r, ok := n.(*ast.ReturnStmt); ok && len(r.Results) == 2 {
			take(r.Results[0])
		}
		return true
	})
}

var (
	verb    = regexp.MustCompile(`%(\[\d+\])?[-+# 0]*\d*(\.\d+)?[a-zA-Z]`)
	numbers = regexp.MustCompile(`\[\d+\]`)
)

func TestEveryTextHasSpanish(t *testing.T) {
	seen := 0
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == "uitest") {
			if d != nil && d.IsDir() {
				return fs.SkipDir
			}
			return err
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.HasPrefix(path, "lang/") {
			return nil
		}
		for key, at := range keysIn(t, filepath.Join("..", path)) {
			seen++
			if !lang.Known(key) {
				t.Errorf("%s: no Spanish for %q", at, key)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if seen < 100 {
		t.Fatalf("only %d texts were seen: the test looks in the wrong place", seen)
	}
}

func TestEveryGuardTextHasSpanish(t *testing.T) {
	for _, k := range guard.Texts() {
		if !lang.Known(k) {
			t.Errorf("no Spanish for %q", k)
		}
	}
}

// TestTextsTakeTheSameArguments compares the verbs of both languages: a lost or swapped one would print %!d(string=...).
func TestTextsTakeTheSameArguments(t *testing.T) {
	es := lang.New("es")
	for _, k := range lang.Keys() {
		want := verb.FindAllString(strings.ReplaceAll(k, "%%", ""), -1)
		got := verb.FindAllString(strings.ReplaceAll(es.Raw(k), "%%", ""), -1)
		if len(want) != len(got) {
			t.Errorf("%q takes %v, its Spanish %q takes %v", k, want, es.Raw(k), got)
			continue
		}
		if numbers.MatchString(es.Raw(k)) {
			continue // It names the places itself.
		}
		for i := range want {
			if want[i][len(want[i])-1] != got[i][len(got[i])-1] {
				t.Errorf("%q takes %v, its Spanish %q takes %v", k, want, es.Raw(k), got)
			}
		}
	}
}
