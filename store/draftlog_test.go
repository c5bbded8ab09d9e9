package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

func openLog(t *testing.T, home string) *DraftLog {
	t.Helper()
	l, err := OpenDraftLog(home)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = l.Close() })
	return l
}

func appendAll(t *testing.T, l *DraftLog, ps ...A.Post) {
	t.Helper()
	for _, p := range ps {
		if err := l.Append(p); err != nil {
			t.Fatal(err)
		}
	}
}

func recovered(t *testing.T, home string) []A.Post {
	t.Helper()
	ts, err := RecoverDrafts(home)
	if err != nil {
		t.Fatal(err)
	}
	out := make([]A.Post, 0, len(ts))
	for i := len(ts) - 1; i >= 0; i-- { // The oldest first: the order in which they were typed.
		out = append(out, ts[i].Post)
	}
	return out
}

func TestTypedIsFoundWithoutTheStore(t *testing.T) {
	home := t.TempDir()
	if ps := recovered(t, home); len(ps) != 0 {
		t.Fatalf("an empty home has %d drafts", len(ps))
	}
	began := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	when, err := A.ParseWhen("2026-12-01 09:00", "Europe/Madrid")
	if err != nil {
		t.Fatal(err)
	}
	full := A.Post{ID: "p1", Brand: "luz", Text: "Hoy 👨‍👩‍👧 pan", CW: "pan", Visibility: A.Unlisted, Language: "es", Targets: []A.ID{"a1"}, When: &when, Caret: 3,
		Media:     []A.Media{{SHA256: "aa", Name: "pan.jpg", Alt: "Una hogaza"}},
		Answering: &A.Answering{Account: "a1", RemoteID: "7", Author: A.LineText("@eva@otro.example"), Widest: A.Unlisted}}
	l := openLog(t, home)
	appendAll(t, l, A.Post{Brand: "luz", Text: "H", Created: began}, A.Post{Brand: "luz", Text: "Ho", Created: began},
		A.Post{ID: "p2", Brand: "luz", Text: "Hoy", Created: began}, full)
	ps := recovered(t, home)
	if len(ps) != 2 || ps[0].ID != "p2" || ps[0].Text != "Hoy" {
		t.Fatalf("recovered %+v", ps)
	}
	if got := ps[1]; got.Text != full.Text || got.Media[0].Alt != "Una hogaza" || got.Caret != 3 || got.Answering.Author != full.Answering.Author ||
		!got.When.UTC.Equal(when.UTC) || got.Visibility != A.Unlisted {
		t.Fatalf("recovered %+v", got)
	}
	st, err := os.Stat(filepath.Join(home, draftLogName))
	if err != nil || st.Mode().Perm() != 0o600 {
		t.Fatalf("the journal can be read by others: %v %v", st.Mode(), err)
	}
}

func TestATornLineCostsOnlyItself(t *testing.T) {
	home := t.TempDir()
	l := openLog(t, home)
	appendAll(t, l, A.Post{ID: "p1", Brand: "luz", Text: "uno"}, A.Post{ID: "p2", Brand: "luz", Text: "dos"})
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, draftLogName)
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for cut := range len(b) {
		if err := os.WriteFile(path, b[:cut], 0o644); err != nil {
			t.Fatal(err)
		}
		for _, p := range recovered(t, home) {
			if p.Text != "uno" && p.Text != "dos" {
				t.Fatalf("cut at %d: %+v", cut, p)
			}
		}
	}
	if err := os.WriteFile(path, b[:len(b)-3], 0o644); err != nil {
		t.Fatal(err)
	}
	appendAll(t, openLog(t, home), A.Post{ID: "p3", Brand: "luz", Text: "tres"})
	if ps := recovered(t, home); len(ps) != 2 || ps[0].Text != "uno" || ps[1].Text != "tres" {
		t.Fatalf("after a torn line: %+v", ps)
	}
}

func TestTheJournalOfDraftsStaysSmall(t *testing.T) {
	home := t.TempDir()
	l := openLog(t, home)
	l.most = 2000
	for range 40 {
		appendAll(t, l, A.Post{ID: "p1", Brand: "luz", Text: strings.Repeat("a", 300)})
	}
	appendAll(t, l, A.Post{ID: "p2", Brand: "luz", Text: "el último"})
	for _, name := range []string{draftLogName, draftLogOld} {
		st, err := os.Stat(filepath.Join(home, name))
		if err != nil || st.Size() > 2000 {
			t.Fatalf("%s: %v, %v", name, st, err)
		}
	}
	if ps := recovered(t, home); len(ps) != 2 || ps[1].Text != "el último" {
		t.Fatalf("recovered %d posts", len(ps))
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if err := l.Append(A.Post{ID: "p1", Brand: "luz"}); err == nil {
		t.Error("a closed journal takes a line")
	}
}
