//go:build fault

package store

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/png"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	A "vocero/accounts"
)

// How many images of a disk after a power cut a run looks at, spread evenly over everything that the writer wrote.
var images = flag.Int("images", 200, "look at so many images of a disk after a power cut")

// imageHome is the variable that makes the test binary the writer whose disk is recorded.
const imageHome = "VOCERO_STORE_TEST_IMAGE_HOME"

func init() {
	if home := os.Getenv(imageHome); home != "" {
		writeForImages(home)
		os.Exit(0)
	}
}

// voice is as much of a test as a desk needs in a child.
type voice struct{ testing.TB }

func (voice) Helper()                   {}
func (voice) Fatal(args ...any)         { panic(fmt.Sprint(args...)) }
func (voice) Fatalf(f string, a ...any) { panic(fmt.Sprintf(f, a...)) }

// writeForImages lives through some weeks on a desk that syncs, from the first start on, and says what it was told is stored.
func writeForImages(home string) {
	c := newClock()
	s, err := Open(home, Options{Now: c.now})
	if err != nil {
		panic(err)
	}
	d := &testDesk{Store: s, t: voice{}, clock: c}
	fmt.Println("open", d.Identity().UUID)
	typed, err := OpenDraftLog(home)
	d.ok(err)
	d.luz = d.brand("Panadería Luz", "p", A.Client)
	d.pan = d.account(d.luz, "panaderialuz", "masto.example")
	for i := range 24 {
		d.dayForImages(i, typed)
	}
	for more := true; more; {
		more, err = d.MergeRuns(context.Background())
		d.ok(err)
	}
	d.ok(typed.Close())
	d.ok(d.Close())
}

// dayForImages is one of its days.
func (d *testDesk) dayForImages(i int, typed *DraftLog) {
	d.clock.add(24 * time.Hour)
	text := fmt.Sprintf("pan del día %d %s", i, strings.Repeat("y más ", 3*i))
	d.ok(typed.Append(A.Post{Brand: d.luz.ID, Text: text, Created: d.clock.now()}))
	fmt.Println("typed", i)
	p := d.post(text, d.pan)
	fmt.Println("post", p.ID)
	if i%4 == 1 {
		p = d.pictured(p, i)
	}
	if i%3 == 0 {
		_, ds := d.send(p)
		fmt.Println("sent", ds[0].ID)
		d.clock.add(time.Minute)
		d.publish(ds[0].ID)
		fmt.Println("published", ds[0].ID)
	}
	for _, m := range d.hear(d.pan, 100*i, "¿hay pan?", "¿a qué hora?", "gracias") {
		fmt.Println("mention", m.ID)
	}
	if i%6 == 5 {
		sn, err := d.Snapshot(d.clock.now())
		d.ok(err)
		fmt.Println("snapshot", filepath.Base(sn.Path))
	}
}

// pictured attaches a picture to a post.
func (d *testDesk) pictured(p A.Post, i int) A.Post {
	var b bytes.Buffer
	d.ok(png.Encode(&b, image.NewGray(image.Rect(0, 0, 40+i, 30))))
	m, err := d.AddMedia(d.luz.ID, "pan.png", &b)
	d.ok(err)
	m.Alt = "Una hogaza"
	p.Media = append(p.Media, m)
	p, err = d.SavePost(p)
	d.ok(err)
	fmt.Println("media", string(d.luz.ID)+"/"+m.SHA256)
	return p
}

// TestFaultImages cuts the power at every kind of moment of the writer's life and opens what is left: the desk opens, everything
// that was acknowledged is there, its pages, its indexes and its journal are sound, and so is every file beside it.
func TestFaultImages(t *testing.T) {
	root, err := os.MkdirTemp("/dev/shm", "vi")
	if err != nil {
		root = t.TempDir()
	}
	t.Cleanup(func() { _ = os.RemoveAll(root) })
	home := filepath.Join(root, "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	events := record(t, home)
	if err := os.RemoveAll(home); err != nil {
		t.Fatal(err)
	}
	calls := 0
	for _, e := range events {
		if e.kind != "said" {
			calls++
		}
	}
	d, said, looked, i := newDisk(), []string{}, make([]int, len(manners)), 0
	for _, e := range events {
		if e.kind == "said" {
			said = append(said, e.path)
			continue
		}
		d.do(e)
		i++
		for k := (i - 1) * *images / calls; k < i**images/calls; k++ {
			how := manner(k % len(manners))
			name := fmt.Sprintf("%s after call %d of %d (%s %s), image %d", manners[how], i, calls, e.kind, e.path, k)
			if err := d.cut(home, how, rand.New(rand.NewPCG(uint64(k), 1))); err != nil {
				t.Fatal(err)
			}
			judgeImage(t, name, home, said)
			looked[how]++
			if err := os.RemoveAll(home); err != nil {
				t.Fatal(err)
			}
		}
	}
	sum := 0
	for _, n := range looked {
		sum += n
	}
	t.Logf("%d images of a cut disk struck, from %d calls: %v %v", sum, calls, manners, looked)
	if sum < *images || len(said) < 100 {
		t.Errorf("only %d images of %d, %d things acknowledged", sum, *images, len(said))
	}
}

// judgeImage opens what a cut left.
func judgeImage(t *testing.T, name, home string, said []string) {
	t.Helper()
	s, err := Open(home, Options{Now: newClock().now})
	if err != nil {
		t.Errorf("%s: %d things were acknowledged, and the desk does not open: %v", name, len(said), err)
		return
	}
	defer func() { _ = s.Close() }()
	if p, err := s.Check(); err != nil || len(p) > 0 {
		t.Errorf("%s: %v %v", name, p, err)
	}
	if err := s.VerifyJournal(); err != nil {
		t.Errorf("%s: %v", name, err)
	}
	for _, l := range said {
		kind, what, _ := strings.Cut(l, " ")
		if err := s.acknowledged(kind, what); err != nil {
			t.Errorf("%s: acknowledged, and lost: %s: %v", name, l, err)
		}
	}
}

// acknowledged looks for something that was said to be stored.
func (s *Store) acknowledged(kind, what string) (err error) {
	switch kind {
	case "open":
		if s.Identity().UUID != what {
			err = fmt.Errorf("it is another desk: %s", s.Identity().UUID)
		}
	case "typed":
		var ts []Typed
		if ts, err = RecoverDrafts(s.home); err != nil {
			return err
		}
		for _, x := range ts {
			if strings.HasPrefix(x.Post.Text, "pan del día "+what+" ") {
				return nil
			}
		}
		err = fmt.Errorf("not among %d", len(ts))
	case "post":
		_, err = s.Post(A.ID(what))
	case "mention":
		_, err = s.Mention(A.ID(what))
	case "sent", "published":
		var x A.Delivery
		if x, err = s.Delivery(A.ID(what)); err == nil && kind == "published" && x.State != A.Published {
			err = fmt.Errorf("it is %s", x.State)
		}
	case "media":
		brand, sha, _ := strings.Cut(what, "/")
		var r io.ReadSeekCloser
		if r, err = s.OpenMedia(A.ID(brand), sha); err == nil {
			_, err = io.Copy(io.Discard, r)
			_ = r.Close()
		}
	case "snapshot":
		err = verifyCopy(filepath.Join(s.home, snapshotName, what))
	default:
		err = fmt.Errorf("nobody knows what it is")
	}
	return err
}
