package store

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

// crashHome is the variable that makes the test binary the writer that is killed.
const crashHome = "VOCERO_STORE_TEST_CRASH_HOME"

// writeUntilKilled is the child of TestAKillLosesNothingAcknowledged: it writes and says what was stored.
func writeUntilKilled(home string) error {
	s, err := Open(home, Options{})
	if err != nil {
		return err
	}
	all, err := s.Accounts("")
	if err != nil {
		return err
	}
	a := all[0]
	for i := 0; ; i++ {
		p, err := s.SavePost(A.Post{Brand: a.Brand, State: A.Draft, Text: fmt.Sprint("borrador ", i), Targets: []A.ID{a.ID}})
		if err != nil {
			return err
		}
		fmt.Println("POST", p.ID)
		m := mention(0, "¿hay pan?")
		m.RemoteID = string(p.ID)
		if _, err := s.PutInbox(a.ID, []A.Mention{m}, string(p.ID), false); err != nil {
			return err
		}
	}
}

func TestAKillLosesNothingAcknowledged(t *testing.T) {
	d := newDesk(t)
	home := d.Home()
	d.ok(d.Close())
	rounds := 4
	if testing.Short() {
		rounds = 1
	}
	known := map[string]bool{}
	for i := range rounds {
		for _, id := range killedRun(t, home, 5+i*7) {
			known[id] = true
		}
		s := openTest(t, home, d.clock)
		for id := range known {
			if _, err := s.Post(A.ID(id)); err != nil {
				t.Errorf("round %d: the acknowledged post %s: %v", i, id, err)
			}
		}
		if p, err := s.Check(); err != nil || len(p) > 0 {
			t.Errorf("round %d: %v %v", i, p, err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killedRun starts the writer, reads n lines of what it stored, kills it, and returns the posts it acknowledged.
func killedRun(t *testing.T, home string, n int) (ids []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), crashHome+"="+home)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for n > 0 && lines.Scan() {
		if id, ok := strings.CutPrefix(lines.Text(), "POST "); ok {
			ids = append(ids, id)
			n--
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	_ = cmd.Wait() // It was killed.
	if n > 0 {
		t.Fatal("the writer ended by itself")
	}
	return ids
}

// A disk that is full at any moment: what was acknowledged before stays, nothing is half, and after opening it goes on.
func TestADiskThatFillsUpAnywhere(t *testing.T) {
	for room := 1; room < 40; room += 5 {
		d := newDesk(t)
		d.db.AllocSize = os.Getpagesize()
		d.db.MaxSize = int(fileSize(filepath.Join(d.Home(), fileName))) + room*os.Getpagesize()
		saved := 0
		var err error
		for range 400 {
			if _, err = d.SavePost(A.Post{Brand: d.luz.ID, State: A.Draft, Text: strings.Repeat("pan ", 20000), Targets: []A.ID{d.pan.ID}}); err != nil {
				break
			}
			saved++
		}
		if !errors.Is(err, ErrBroken) {
			t.Fatalf("with room for %d pages: %d saved, %v", room, saved, err)
		}
		home := d.Home()
		d.ok(d.Close())
		s := openTest(t, home, d.clock)
		list, _, err := s.Posts(A.PostQuery{}, "", 1000)
		d.ok(err)
		if len(list) != saved {
			t.Errorf("with room for %d pages: %d posts, %d were acknowledged", room, len(list), saved)
		}
		if p, err := s.Check(); err != nil || len(p) > 0 {
			t.Errorf("with room for %d pages: %v %v", room, p, err)
		}
		if _, err := s.SavePost(A.Post{Brand: d.luz.ID, State: A.Draft, Text: "ya hay sitio", Targets: []A.ID{d.pan.ID}}); err != nil {
			t.Errorf("with room again: %v", err)
		}
		d.ok(s.Close())
	}
}

// Reading on while the inbox changes: whoever is still in the list is met exactly once.
func TestPagesStayGoodWhileTheListChanges(t *testing.T) {
	d := newDesk(t)
	var texts []string
	for i := range 120 {
		texts = append(texts, fmt.Sprint("mención ", i))
	}
	d.hear(d.pan, 1, texts...)
	done := A.Done
	seen := map[A.ID]int{}
	at := A.Cursor("")
	for n := 0; ; n++ {
		page, err := d.MentionPage(A.MentionQuery{}, at, 10)
		d.ok(err)
		for _, m := range page.Items {
			seen[m.ID]++
		}
		if page.After == "" {
			break
		}
		at = page.After
		d.ok(d.SetMention([]A.ID{page.Items[9].ID}, A.MentionUpdate{State: &done})) // The very place of the cursor.
		d.ok(d.SetMention([]A.ID{page.Items[0].ID}, A.MentionUpdate{State: &done}))
		d.clock.add(time.Second)
		d.hear(d.kine, 1000+n, "una más")
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("%s was met %d times", id, n)
		}
	}
	if len(seen) < 120 {
		t.Errorf("%d of 120 were met", len(seen))
	}
}
