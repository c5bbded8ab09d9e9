package networktest

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"vocero/accounts"
)

// outcome is what a fault at the publishing request must become.
type outcome struct {
	fault   Fault
	class   accounts.Outcome
	code    accounts.Code // "" is any
	arrives int
}

func jsonFault(status int, text string) Fault {
	return Fault{Do: Answer, Status: status, Body: `{"error":"` + text + `"}`}
}

func stored(do Break) outcome { return outcome{Fault{Do: do}, accounts.OutcomeUnknown, "", 1} }

func outcomes(elsewhere string) []outcome {
	out := []outcome{
		{jsonFault(400, "Bad Request"), accounts.OutcomeRefused, accounts.CodeRefused, 0},
		{jsonFault(401, "The access token is invalid"), accounts.OutcomeAuth, accounts.CodeAuth, 0},
		{jsonFault(403, "This action is not allowed"), accounts.OutcomeRefused, accounts.CodeForbidden, 0},
		{jsonFault(404, "Record not found"), accounts.OutcomeRefused, accounts.CodeNotFound, 0},
		{jsonFault(410, "Gone"), accounts.OutcomeRefused, accounts.CodeNotFound, 0},
		{jsonFault(413, "Too large"), accounts.OutcomeRefused, accounts.CodeMedia, 0},
		{jsonFault(418, "no user-agent"), accounts.OutcomeRefused, "", 0},
		{jsonFault(422, "Validation failed: Text character limit of 500 exceeded"), accounts.OutcomeRefused, accounts.CodeTooLong, 0},
		{jsonFault(408, "Request Timeout"), accounts.OutcomeUnknown, "", 0},
		{Fault{Do: HTMLPage, Status: 404}, accounts.OutcomeUnknown, "", 0},
		{Fault{Do: HTMLPage, Status: 502}, accounts.OutcomeUnknown, "", 0},
		{Fault{Do: CutBefore}, accounts.OutcomeUnknown, "", 0},
		{Fault{Do: CutAfter}, accounts.OutcomeUnknown, "", 0},
		{Fault{Do: Redirect, Status: http.StatusTemporaryRedirect, Location: elsewhere}, accounts.OutcomeRefused, "", 0},
		{Fault{Do: Redirect, Status: http.StatusPermanentRedirect, Location: elsewhere}, accounts.OutcomeRefused, "", 0},
		{Fault{Do: Redirect, Status: http.StatusFound, Location: elsewhere}, accounts.OutcomeUnknown, "", 0},
		stored(StoreCut), stored(HalfAnswer), stored(BadJSON), stored(NoID), stored(EmptyAnswer), stored(DeepJSON), stored(Endless),
		stored(GzipBomb), stored(HugeHeader),
		{Fault{Do: WrongLength}, accounts.OutcomeDone, "", 1},
		{Fault{Do: WrongCharset}, accounts.OutcomeDone, "", 1},
		{Fault{Do: CloseSilent}, accounts.OutcomeDone, "", 1},
	}
	for _, status := range []int{500, 502, 503, 504} {
		out = append(out, outcome{jsonFault(status, "Something went wrong"), accounts.OutcomeUnknown, "", 0},
			outcome{Fault{Do: StoreAnswer, Status: status}, accounts.OutcomeUnknown, "", 1})
	}
	return out
}

// testOutcomes breaks the publishing request in every way: one request each time, the right class, and a look-up that finds
// exactly what arrived.
func testOutcomes(t *testing.T, f Fixture) {
	d := start(t, f)
	for i, c := range outcomes(d.Elsewhere) {
		name := fmt.Sprintf("%s %d %s", c.fault.Do, c.fault.Status, c.fault.Body)
		o := d.outgoing(fmt.Sprintf("Aviso número %d: mañana cerramos", i))
		posts, had := d.Posts(), len(d.live())
		c.fault.At = OnSend
		mend := d.Break(c.fault)
		_, err := d.net.Send(d.ctx(), o)
		mend()
		class := accounts.OutcomeDone
		e := d.fault(err)
		if e != nil {
			class = e.Class
		}
		if class != c.class || e != nil && c.code != "" && e.Code != c.code {
			t.Errorf("%s: %s, want %s (%v)", name, class, c.class, err)
		}
		if n := d.Posts() - posts; n != 1 {
			t.Errorf("%s: %d requests", name, n)
		}
		if n := len(d.live()) - had; n != c.arrives {
			t.Errorf("%s: %d posts arrived, want %d", name, n, c.arrives)
		}
		found, err := d.net.Find(d.ctx(), o, "")
		d.must(name+": looking it up", err)
		if len(found) != c.arrives {
			t.Errorf("%s: the look-up found %d, want %d", name, len(found), c.arrives)
		}
	}
	if heard := d.Heard(); len(heard) > 0 {
		t.Errorf("another server was told %q", heard)
	}
}

// testLimits answers 429 in every form.
func testLimits(t *testing.T, f Fixture) {
	d := start(t, f)
	now := time.Now().Truncate(time.Second)
	for name, c := range map[string]struct {
		header   http.Header
		min, max time.Duration // from now; both 0: no time is named
	}{
		"no header":  {nil, 0, 0},
		"seconds":    {http.Header{"Retry-After": {"120"}}, 2 * time.Minute, 3 * time.Minute},
		"date":       {http.Header{"Retry-After": {now.Add(10 * time.Minute).UTC().Format(http.TimeFormat)}}, 9 * time.Minute, 11 * time.Minute},
		"past":       {http.Header{"Retry-After": {now.Add(-time.Hour).UTC().Format(http.TimeFormat)}}, time.Second, 2 * time.Minute},
		"ten years":  {http.Header{"Retry-After": {"315360000"}}, 23 * time.Hour, 25 * time.Hour},
		"iso reset":  {http.Header{"X-Ratelimit-Reset": {now.Add(5 * time.Minute).UTC().Format(time.RFC3339Nano)}}, 4 * time.Minute, 6 * time.Minute},
		"unix reset": {http.Header{"X-Ratelimit-Reset": {fmt.Sprint(now.Add(5 * time.Minute).Unix())}}, 4 * time.Minute, 6 * time.Minute},
		"nonsense":   {http.Header{"Retry-After": {"luego"}}, 0, 0},
	} {
		o := d.outgoing("Con límite")
		for _, at := range []Place{OnSend, OnInbox} {
			fault := jsonFault(429, "Too many requests")
			fault.At, fault.Header = at, c.header
			posts, mend := d.Posts(), d.Break(fault)
			var err error
			if at == OnSend {
				_, err = d.net.Send(d.ctx(), o)
			} else {
				_, err = d.net.Inbox(d.ctx(), "", time.Time{})
			}
			mend()
			e := d.fault(err)
			if e == nil || e.Class != accounts.OutcomeLimit || e.Code != accounts.CodeLimit {
				t.Errorf("%s at %d: %v", name, at, err)
				continue
			}
			if wait := time.Until(e.Until); e.Until.IsZero() != (c.max == 0) && (wait < c.min-time.Minute || wait > c.max) {
				t.Errorf("%s at %d: wait %v", name, at, wait)
			}
			if n := d.Posts() - posts; at == OnSend && n != 1 {
				t.Errorf("%s: %d requests: a limit must not be repeated inside", name, n)
			}
		}
	}
}

// testUnsent closes the server: that no byte left is known.
func testUnsent(t *testing.T, f Fixture) {
	d := start(t, f)
	o := d.outgoing("Nadie escucha")
	d.Close()
	if _, err := d.net.Send(d.ctx(), o); err == nil || d.fault(err).Class != accounts.OutcomeNotSent || d.fault(err).Code != accounts.CodeOffline {
		t.Errorf("posting: %v", err)
	}
	if _, err := d.net.Inbox(d.ctx(), "", time.Time{}); err == nil || d.fault(err).Code != accounts.CodeOffline {
		t.Errorf("reading: %v", err)
	}
	if _, err := d.net.Find(d.ctx(), o, ""); err == nil {
		t.Error("a look-up without a network said: not there")
	}
	if _, err := d.net.Instance(d.ctx()); err == nil || d.fault(err).Code != accounts.CodeOffline {
		t.Errorf("the instance: %v", err)
	}
}

// testFind looks for what arrived, and for what only looks like it.
func testFind(t *testing.T, f Fixture) {
	d := start(t, f)
	marker, _ := d.net.(accounts.Marker)
	before := "Hoy no es ayer"
	if f.Traits.NoTwice {
		before = "Hoy es hoy"
	}
	old := d.send(d.outgoing(before))
	watermark := ""
	if marker != nil {
		var err error
		watermark, err = marker.Newest(d.ctx())
		d.must("the watermark", err)
		if watermark != old.RemoteID {
			t.Errorf("the newest is %q, want %q", watermark, old.RemoteID)
		}
	}
	parent := d.Say(Words{Text: "¿Abrís hoy?"})
	texts := []string{
		"Hoy no es ayer",
		"Hola @vecina@otro.example, mira https://www.luz.example/una/carta/muy/larga/de/verdad?a=1#b y #pan",
		"Dos   espacios\n\n\ny líneas\nsueltas 👩‍🍳 <b>no</b> &amp; &lt;",
	}
	for _, text := range texts {
		o := d.outgoing(text)
		d.none(o, watermark, "before it was sent")
		r := d.send(o)
		found, err := d.net.Find(d.ctx(), o, watermark)
		d.must("looking", err)
		if len(found) != 1 || found[0].RemoteID != r.RemoteID || found[0].URL == "" {
			t.Errorf("%q: found %+v, want %s", text, found, r.RemoteID)
		}
		other := o
		other.Visibility = accounts.Followers
		d.none(other, watermark, "another visibility")
		other = o
		other.InReplyTo = parent
		d.none(other, watermark, "a reply")
		other = o
		other.Text += " hoy"
		d.none(other, watermark, "another text")
		d.none(o, r.RemoteID, "a newer watermark")
		other = o
		other.CreatedAt = time.Now().Add(10 * time.Minute)
		d.none(other, watermark, "made before the attempt")
	}
}

func (d *desk) none(o accounts.Outgoing, watermark, why string) {
	d.t.Helper()
	found, err := d.net.Find(d.ctx(), o, watermark)
	d.must("looking", err)
	if len(found) != 0 {
		d.t.Errorf("%q, %s: found %+v", o.Text, why, found)
	}
}
