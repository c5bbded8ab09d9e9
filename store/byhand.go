package store

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode"

	A "vocero/accounts"
)

// handName is the folder of what a person publishes by hand: a folder for each delivery, made when she asks for it.
const handName = "hand"

// byHand tells whether a delivery is a post that only a person can publish.
func (t *txn) byHand(d *A.Delivery) (bool, error) {
	if d.Op != A.OpPost {
		return false, nil
	}
	a, err := accountsC.get(t, d.Brand, idKey(d.Account))
	return a != nil && a.Network == A.Manual, err
}

// notByHand refuses acts on an account behind which there is no network: a person does them there.
func (t *txn) notByHand(d *A.Delivery) error {
	a, err := accountsC.get(t, d.Brand, idKey(d.Account))
	if err == nil && a != nil && a.Network == A.Manual {
		err = &A.Err{Doing: "asking for " + d.Op.String(), Class: A.OutcomeRefused, Code: A.CodeUnsupported}
	}
	return err
}

// undoByHand takes the scheduling of a post back whose hour has come, while nothing of it is out: what was to be published by hand
// becomes a draft again. ok is false where the act is taken back in another way.
func (t *txn) undoByHand(u *undone) (ok bool, err error) {
	if u.Act != "post.scheduled" {
		return false, nil
	}
	p, err := posts.get(t, u.Brand, idKey(u.Subject))
	if p == nil || err != nil {
		return false, err
	}
	list, err := t.liveDeliveries(p)
	if err != nil || !slices.ContainsFunc(list, A.Delivery.ByHand) {
		return false, err
	}
	if slices.ContainsFunc(list, func(d A.Delivery) bool {
		return d.State == A.Handed || !d.May(A.Cancelled) || d.State == A.NeedsYou && !d.ByHand()
	}) {
		return false, nil // Some of it is out, or may be: it stays on its way.
	}
	_, err = t.unschedule(p)
	return true, err
}

// HandFolder makes the folder from which a person publishes a delivery, and gives its path: the files of the post, numbered in their
// order, alt.txt with their alt texts, and text.txt with the text of that account. They are copies: what becomes of them there harms
// nothing. A folder whose delivery is settled goes a day later.
func (s *Store) HandFolder(delivery A.ID) (string, error) {
	d, err := s.Delivery(delivery)
	if err != nil {
		return "", fmt.Errorf("making a folder for the delivery: %w", err)
	}
	p, err := s.Post(d.Post)
	if err != nil {
		return "", fmt.Errorf("making a folder for the delivery: %w", err)
	}
	dir := filepath.Join(s.home, handName, d.Brand.Short(), d.ID.Short()) // Short: a person reads it, and goes there herself where no desktop opens it.
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("making the folder: %w", err)
	}
	var alts strings.Builder
	if d.Part == 0 {
		for i, m := range p.Media {
			name := handFile(i, m)
			if err := s.copyMedia(d.Brand, m.SHA256, filepath.Join(dir, name)); err != nil {
				return "", fmt.Errorf("writing %s: %w", name, err)
			}
			fmt.Fprintf(&alts, "%s\n%s\n\n", name, m.Alt)
		}
	}
	files := map[string]string{"text.txt": p.PartText(d) + "\n"}
	if alts.Len() > 0 {
		files["alt.txt"] = alts.String()
	}
	for name, text := range files {
		if err := writeWhole(filepath.Join(dir, name), []byte(text)); err != nil {
			return "", fmt.Errorf("writing %s: %w", name, err)
		}
	}
	return dir, nil
}

// handFile is the name of a file in such a folder: its place in the post and what it was called, without what a shell or a file system
// would trip over, with the ending of its type.
func handFile(i int, m A.Media) string {
	base := strings.TrimSuffix(m.Name, filepath.Ext(m.Name))
	base = strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, base)
	base = strings.Trim(base, "-")
	if r := []rune(base); len(r) > 40 {
		base = string(r[:40])
	}
	if base == "" {
		base = "file"
	}
	ext := map[string]string{"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp", "video/mp4": ".mp4", "video/quicktime": ".mov", "video/webm": ".webm"}[m.Type]
	if ext == "" {
		ext = strings.ToLower(filepath.Ext(baseName(m.Name)))
	}
	return fmt.Sprintf("%02d-%s%s", i+1, base, ext)
}

func (s *Store) copyMedia(brand A.ID, sha, to string) error {
	f, err := s.OpenMedia(brand, sha)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return writeStream(to, func(w io.Writer) error {
		_, err := io.Copy(w, f)
		return err
	})
}

// sweepHand removes the folders of deliveries that are settled, or gone, a day after they were made.
func (s *Store) sweepHand(now time.Time) (freed int, err error) {
	dirs, err := filepath.Glob(filepath.Join(s.home, handName, "*", "*"))
	if err != nil {
		return 0, fmt.Errorf("looking for folders by hand: %w", err)
	}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || now.Sub(info.ModTime()) < keepFree {
			continue
		}
		settled, err := s.settledAs(filepath.Base(dir))
		if err != nil {
			return freed, err
		}
		if !settled {
			continue
		}
		if err := os.RemoveAll(dir); err != nil {
			return freed, fmt.Errorf("removing a folder by hand: %w", err)
		}
		freed++
	}
	return freed, nil
}

// settledAs tells whether the delivery of a short id is settled, or gone.
func (s *Store) settledAs(short string) (bool, error) {
	id, err := s.FindDelivery(short)
	switch {
	case errors.Is(err, A.ErrNotFound):
		return true, nil
	case errors.Is(err, A.ErrAmbiguous):
		return false, nil
	case err != nil:
		return false, err
	}
	d, err := s.Delivery(id)
	return d.State.Final(), err
}

// AddMention stores what somebody said on a channel that only a person can read: she types or pastes it in. The caller sets Author,
// Text, and where they are known AuthorName, URL and At (zero: now). It is answered like any other mention. The error wraps A.ErrState
// for an account that its network reads, A.ErrRefused for a mention without author or text.
func (s *Store) AddMention(account A.ID, m A.Mention) (out A.Mention, err error) {
	m.Kind, m.Visibility = A.Talk, A.Public
	m.Mood = moodsOf([]A.Mention{m})[0]
	err = s.update(func(t *txn) error {
		a, err := accountsC.find(t, account)
		if err != nil {
			return err
		}
		switch {
		case a.Network != A.Manual:
			return fmt.Errorf("adding a mention to %s: its network brings them: %w", a.Handle(), A.ErrState)
		case m.Author.IsZero() || m.Text.IsZero():
			return fmt.Errorf("adding a mention to %s: it says nothing, or nobody says it: %w; give an author and a text", a.Handle(), A.ErrRefused)
		case m.URL != "" && !A.WebAddress(m.URL):
			return fmt.Errorf("adding a mention to %s: %q is no web address: %w", a.Handle(), m.URL, A.ErrRefused)
		}
		b, err := t.brand(a.Brand)
		if err != nil {
			return err
		}
		if m.At.IsZero() {
			m.At = t.now
		}
		m.RemoteID = "hand-" + string(t.newID())
		m.StatusID = m.RemoteID
		if _, err := t.receive(a, b, &m, false); err != nil {
			return err
		}
		t.note("mention.added", m.Brand, m.Account, m.ID, "")
		out = m
		return t.addDocs(a.Brand, []doc{{m.ID, searchText(&m)}})
	})
	return out, err
}
