package publish

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"time"

	"vocero/accounts"
)

// freeze makes what the claim keeps. What was frozen once is used again, byte for byte.
func (c *carriage) freeze() (accounts.ClaimInput, error) {
	in := accounts.ClaimInput{Digest: c.digest, Rules: c.rules, Late: c.late,
		Key: c.d.Key, CreatedAt: c.d.CreatedAt, Watermark: c.d.Watermark}
	if c.d.Key != "" && c.d.Outgoing != nil {
		in.Outgoing = *c.d.Outgoing
		return in, nil
	}
	in.Key, in.CreatedAt = newKey(), c.p.now().UTC().Truncate(time.Millisecond)
	out, err := c.payload()
	if err != nil {
		return in, err
	}
	out.Key, out.CreatedAt = in.Key, in.CreatedAt
	in.Outgoing = out
	if c.d.Op == accounts.OpPost {
		in.Watermark, err = c.watermark()
	}
	return in, err
}

// payload is what is sent, without key and date.
func (c *carriage) payload() (accounts.Outgoing, error) {
	if c.d.Op != accounts.OpPost {
		var out accounts.Outgoing
		if c.d.Outgoing != nil {
			out = *c.d.Outgoing
		}
		out.Op, out.Target = c.d.Op, c.d.Target
		return out, nil
	}
	p := c.post
	out := accounts.Outgoing{Op: accounts.OpPost, Text: part(p, c.d), CW: p.CW, Visibility: p.Visibility, Language: p.Language, Sensitive: p.CW != "", Paid: p.Relation == accounts.Paid}
	if c.d.Part > 0 {
		before, found, err := c.p.partBefore(c.d)
		if err != nil || !found || before.Receipt == nil || before.Receipt.RemoteID == "" {
			return out, fmt.Errorf("finding the part of the thread before part %d: %w", c.d.Part+1, errors.Join(err, accounts.ErrState))
		}
		out.InReplyTo = before.Receipt.RemoteID
		out.Card = c.card(out.Text, 0)
		return out, nil
	}
	out.InReplyTo, out.Poll = c.d.Target, p.Poll
	if out.InReplyTo == "" && p.Reply() {
		out.InReplyTo = p.Answering.RemoteID
	}
	ids, err := c.upload()
	out.MediaIDs, out.Quote, out.Card = ids, p.Quoted, c.card(out.Text, len(p.Media))
	return out, err
}

// upload brings the files of the post to the network. It may be repeated: what a try leaves behind is harmless.
func (c *carriage) upload() (ids []string, err error) {
	if len(c.post.Media) == 0 {
		return nil, nil
	}
	up, ok := c.net.(accounts.Uploader)
	if !ok {
		return nil, &accounts.Err{Doing: "uploading media", Class: accounts.OutcomeRefused, Code: accounts.CodeUnsupported}
	}
	for _, m := range c.post.Media {
		id, err := c.uploadOne(up, m)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	return ids, nil
}

func (c *carriage) uploadOne(up accounts.Uploader, m accounts.Media) (string, error) {
	f, err := c.p.cfg.Media.OpenMedia(c.d.Brand, m.SHA256)
	if err != nil {
		return "", &accounts.Err{Doing: "opening " + m.Name, Class: accounts.OutcomeRefused, Code: accounts.CodeLost, Cause: err}
	}
	defer f.Close()
	ctx, cancel := context.WithTimeout(c.p.hard, uploadTime)
	defer cancel()
	id, err := up.Upload(ctx, m, f)
	if err == nil && id == "" {
		err = &accounts.Err{Doing: "uploading " + m.Name, Class: accounts.OutcomeUnknown, Code: accounts.CodeMedia}
	}
	return id, err
}

// watermark is the newest own post before the first attempt: what is newer may be this one. A network that has no such call goes
// without.
func (c *carriage) watermark() (string, error) {
	m, ok := c.net.(accounts.Marker)
	if !ok {
		return "", nil
	}
	ctx, cancel := context.WithTimeout(c.p.hard, readTime)
	defer cancel()
	id, err := m.Newest(ctx)
	if err != nil {
		if e := accounts.AsErr(err); e.Class == accounts.OutcomeRefused && e.Code == accounts.CodeUnsupported {
			return "", nil
		}
		return "", err
	}
	return id, nil
}

// part is the text of a delivery.
func part(p accounts.Post, d accounts.Delivery) string {
	parts := p.Parts(d.Account)
	if d.Part < len(parts) {
		return parts[d.Part]
	}
	return p.TextFor(d.Account)
}

// newKey is a random UUID (RFC 9562, version 4).
func newKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // It never fails: crypto/rand ends the program instead.
	b[6] = b[6]&0x0f | 0x40
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}
