package guard

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"math"

	"vocero/accounts"
)

// DigestOf is the fingerprint of what would leave from one account: text, CW, visibility, language, media with alt text and
// focus, poll, account, hour and what is answered. Whatever changes one of them makes a clearance worthless.
func DigestOf(p accounts.Post, account accounts.ID) accounts.Digest {
	d := digester{sha256.New()}
	d.text("vocero post 1", string(p.Brand), string(account), p.TextFor(account), p.CW, p.Language)
	d.number(int64(p.Visibility), int64(p.Relation), int64(len(p.Media)))
	for _, m := range p.Media {
		d.text(m.SHA256, m.Type, m.Alt)
		d.number(int64(math.Float64bits(m.FocusX)), int64(math.Float64bits(m.FocusY)))
	}
	d.poll(p.Poll)
	d.when(p.When)
	if a := p.Answering; a != nil {
		d.text("answers", string(a.Mention), string(a.Account), a.RemoteID)
		d.number(int64(a.Widest))
	}
	if p.Quoted != "" {
		d.text("quotes", p.Quoted)
	}
	return accounts.Digest(d.h.Sum(nil))
}

// digester writes fields so that no two lists of fields give the same bytes: every text carries its length.
type digester struct{ h hash.Hash }

func (d digester) text(ss ...string) {
	for _, s := range ss {
		d.number(int64(len(s)))
		d.h.Write([]byte(s)) // A hash never fails.
	}
}

func (d digester) number(ns ...int64) {
	for _, n := range ns {
		d.h.Write(binary.BigEndian.AppendUint64(nil, uint64(n)))
	}
}

func (d digester) flag(b bool) {
	if b {
		d.number(1)
	} else {
		d.number(0)
	}
}

func (d digester) poll(p *accounts.Poll) {
	if p == nil {
		d.text("no poll")
		return
	}
	d.text("poll")
	d.number(int64(len(p.Options)), int64(p.Open))
	d.text(p.Options...)
	d.flag(p.Multiple)
	d.flag(p.Hide)
}

func (d digester) when(w *accounts.When) {
	if w == nil {
		d.text("no hour")
		return
	}
	d.text("hour", w.Civil, w.Zone)
	d.number(w.UTC.Unix())
}
