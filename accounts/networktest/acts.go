package networktest

import (
	"bytes"
	"image"
	"image/png"
	"slices"
	"strings"
	"testing"

	"vocero/accounts"
)

// act carries an operation out and must succeed.
func (d *desk) act(op accounts.Op, target string) accounts.Receipt {
	d.t.Helper()
	r, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: op, Target: target})
	d.must(op.String(), err)
	return r
}

// cannot demands that an operation is refused as one that the network does not have.
func (d *desk) cannot(op accounts.Op, target string) {
	d.t.Helper()
	if _, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: op, Target: target}); err == nil || d.fault(err).Code != accounts.CodeUnsupported {
		d.t.Errorf("%s where there is no such thing: %v", op, err)
	}
}

// actor tells whether the network can be acted on.
func (d *desk) actor() bool {
	_, ok := d.net.(accounts.Actor)
	return ok
}

func testEdit(t *testing.T, f Fixture) {
	d := start(t, f)
	if !d.actor() || !d.Account.Instance.Can.Edit {
		return
	}
	o := d.outgoing("Abrimos a las nueve")
	o.CW, o.Sensitive = f.Traits.warning("horario"), !f.Traits.Plain
	if len(o.MediaIDs) == 0 && !f.Traits.NoMedia {
		o.MediaIDs = []string{d.upload("Un cartel")}
	}
	r := d.send(o)
	alt := "Un cartel nuevo"
	edit := accounts.Outgoing{Op: accounts.OpEdit, Target: r.RemoteID, Text: "Abrimos a las ocho", MediaIDs: o.MediaIDs, Alts: []string{alt}}
	if f.Traits.AltStays {
		if _, err := d.net.(accounts.Actor).Act(d.ctx(), edit); err == nil || d.fault(err).Code != accounts.CodeUnsupported {
			t.Errorf("an alt text that stays was edited: %v", err)
		}
		alt = "Un cartel"
		edit.Alts = []string{alt}
	}
	for range 2 {
		got, err := d.net.(accounts.Actor).Act(d.ctx(), edit)
		d.must("editing", err)
		if got.RemoteID != r.RemoteID || got.At.IsZero() {
			t.Errorf("the receipt of the edit is %+v", got)
		}
	}
	a := d.live()[0]
	if a.Text != edit.Text || a.CW != "" || !a.Edited || !slices.Equal(a.Media, o.MediaIDs) || a.Visibility != accounts.Public {
		t.Errorf("after the edit it is %+v", a)
	}
	back, err := d.net.Read(d.ctx(), r.RemoteID)
	d.must("reading back", err)
	if !f.Traits.NoMedia && (len(back.Media) != 1 || back.Media[0].Alt.String() != alt) {
		t.Errorf("its files are %+v", back.Media)
	}
	edit = accounts.Outgoing{Op: accounts.OpEdit, Target: r.RemoteID, Text: "Abrimos a las siete"}
	_, err = d.net.(accounts.Actor).Act(d.ctx(), edit)
	d.must("editing the text alone", err)
	if a := d.live()[0]; !slices.Equal(a.Media, o.MediaIDs) || a.Text != edit.Text {
		t.Errorf("an edit that names no files left %+v", a)
	}
	edit.Target = d.Absent
	if _, err := d.net.(accounts.Actor).Act(d.ctx(), edit); err == nil || d.fault(err).Code != accounts.CodeNotFound {
		t.Errorf("editing what is not there: %v", err)
	}
}

func testDelete(t *testing.T, f Fixture) {
	d := start(t, f)
	if !d.actor() {
		return
	}
	r := d.send(d.outgoing("Con una falta"))
	d.act(accounts.OpDelete, r.RemoteID)
	if n := len(d.live()); n != 0 {
		t.Errorf("%d posts are left", n)
	}
	d.act(accounts.OpDelete, r.RemoteID)
	if _, err := d.net.Read(d.ctx(), r.RemoteID); err == nil || d.fault(err).Code != accounts.CodeNotFound {
		t.Errorf("reading what was deleted: %v", err)
	}
}

// testActs repeats every act and undoes it twice: what counts is how it stands.
func testActs(t *testing.T, f Fixture) {
	d := start(t, f)
	if !d.actor() {
		return
	}
	id := d.Say(Words{Text: "Me encanta vuestro pan"})
	counts := func(doing string) accounts.Counts {
		t.Helper()
		back, err := d.net.Read(d.ctx(), id)
		d.must(doing, err)
		return back.Counts
	}
	broken := accounts.OpBoost
	for _, c := range []struct{ do, undo accounts.Op }{{accounts.OpBoost, accounts.OpUnboost}, {accounts.OpLike, accounts.OpUnlike}} {
		if d.lacks(c.do, id) && d.lacks(c.undo, id) {
			continue
		}
		if c.do == accounts.OpBoost && f.Traits.NoBoost {
			d.cannot(c.do, id)
			continue
		}
		broken = c.do
		figure := func() int {
			n := counts(c.do.String())
			return n.Likes + n.Boosts
		}
		first, second := d.act(c.do, id), d.act(c.do, id)
		if n := figure(); n != 1 || first.RemoteID != second.RemoteID || first.RemoteID == "" {
			t.Errorf("%s twice counts %d: %+v, %+v", c.do, n, first, second)
		}
		d.act(c.undo, id)
		d.act(c.undo, id)
		if n := figure(); n != 0 {
			t.Errorf("%s twice leaves %d", c.undo, n)
		}
		d.act(c.undo, d.Absent)
		if _, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: c.do, Target: d.Absent}); err == nil || d.fault(err).Code != accounts.CodeNotFound {
			t.Errorf("%s of what is not there: %v", c.do, err)
		}
	}
	d.people()
	if _, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: accounts.OpPost, Target: id}); err == nil || d.fault(err).Class != accounts.OutcomeRefused {
		t.Errorf("a post is no act: %v", err)
	}
	if d.lacks(broken, id) {
		return
	}
	mend := d.Break(Fault{At: OnAct, Do: StoreAnswer, Status: 500})
	_, err := d.net.(accounts.Actor).Act(d.ctx(), accounts.Outgoing{Op: broken, Target: id})
	mend()
	if e := d.fault(err); e == nil || e.Class != accounts.OutcomeUnknown {
		t.Errorf("%s that ends in a 500: %v", broken, err)
	}
	d.act(broken, id)
	if n := counts("after"); n.Likes+n.Boosts != 1 {
		t.Errorf("repeated after a 500 it counts %+v", n)
	}
}

// people follows, mutes and stops to follow somebody, each twice.
func (d *desk) people() {
	d.t.Helper()
	for _, op := range []accounts.Op{accounts.OpFollow, accounts.OpFollow, accounts.OpMute, accounts.OpMute, accounts.OpUnfollow, accounts.OpUnfollow} {
		if d.lacks(op, d.Stranger) {
			continue
		}
		if d.traits.NoFollow {
			d.cannot(op, d.Stranger)
			continue
		}
		if r := d.act(op, d.Stranger); r.RemoteID == "" || r.At.IsZero() {
			d.t.Errorf("the receipt of %s is %+v", op, r)
		}
	}
}

// lacks tells whether the network does not have an act, and holds it to refusing that.
func (d *desk) lacks(op accounts.Op, target string) bool {
	d.t.Helper()
	if !slices.Contains(d.traits.Cannot, op) {
		return false
	}
	d.cannot(op, target)
	return true
}

// picture is a small PNG.
func picture() []byte {
	var b bytes.Buffer
	_ = png.Encode(&b, image.NewGray(image.Rect(0, 0, 8, 8))) // Writing to memory does not fail.
	return b.Bytes()
}

// video begins like an MP4, which is all that a practice server looks at.
func video() []byte {
	return append([]byte("\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom"), make([]byte, 4096)...)
}

func (d *desk) upload(alt string) string {
	d.t.Helper()
	b := picture()
	m := accounts.Media{Name: "/home/ana/clientes/luz/secreto.png", Type: "image/png", Bytes: int64(len(b)), Alt: alt, FocusX: 0.5, FocusY: -0.25}
	id, err := d.net.(accounts.Uploader).Upload(d.ctx(), m, bytes.NewReader(b))
	d.must("uploading", err)
	return id
}

func testMedia(t *testing.T, f Fixture) {
	d := start(t, f)
	up, ok := d.net.(accounts.Uploader)
	if !ok || f.Traits.NoMedia {
		return
	}
	id := d.upload("Una hogaza «grande» & tostada")
	got := d.Uploads()
	if len(got) != 1 || !f.Traits.AltLater && (got[0].ID != id || got[0].Alt != "Una hogaza «grande» & tostada") || got[0].Bytes != len(picture()) || got[0].Type != "image/png" {
		t.Fatalf("the file arrived as %+v", got)
	}
	if n := got[0].Filename; strings.ContainsAny(n, `/\`) || strings.Contains(n, "secreto") || strings.Contains(n, "ana") {
		t.Errorf("the file name tells %q", n)
	}
	if has := got[0].Focus != ""; has == f.Traits.NoFocus {
		t.Errorf("focus %q, the server has none: %v", got[0].Focus, f.Traits.NoFocus)
	}
	o := d.outgoing("Con foto")
	o.MediaIDs = []string{id}
	r := d.send(o)
	back, err := d.net.Read(d.ctx(), r.RemoteID)
	d.must("reading back", err)
	if len(back.Media) != 1 || back.Media[0].Kind != "image" || back.Media[0].Alt.String() != "Una hogaza «grande» & tostada" {
		t.Errorf("it hangs on the post as %+v", back.Media)
	}
	b := video()
	id, err = up.Upload(d.ctx(), accounts.Media{Type: "video/mp4", Bytes: int64(len(b)), Alt: "El obrador"}, bytes.NewReader(b))
	if f.Traits.NoVideo {
		if e := d.fault(err); e == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeMedia || len(d.Uploads()) != len(got) {
			t.Errorf("a video where there are none: %v", err)
		}
	} else {
		d.must("uploading a video", err)
		o = d.outgoing("Con vídeo")
		o.MediaIDs = []string{id}
		d.send(o)
	}
	for _, fault := range []Fault{{Do: HTMLPage, Status: 413}, jsonFault(422, "Validation failed: File content type is invalid")} {
		fault.At = OnUpload
		mend := d.Break(fault)
		_, err := up.Upload(d.ctx(), accounts.Media{Type: "image/png", Bytes: 9}, strings.NewReader("no es png"))
		mend()
		if e := d.fault(err); e == nil || e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeMedia {
			t.Errorf("%s %d: %v", fault.Do, fault.Status, err)
		}
	}
}
