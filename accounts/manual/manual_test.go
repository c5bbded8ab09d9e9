package manual_test

import (
	"context"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/manual"
)

var today = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func logIn(channel, handle, url string) (accounts.Account, accounts.Secret, error) {
	in := accounts.Answers{}.With("channel", channel).With("handle", handle)
	if url != "" {
		in = in.With("url", url)
	}
	return manual.LogIn(context.Background(), accounts.Account{}, in, manual.Options{Now: func() time.Time { return today }})
}

func TestLogInMakesTheAccount(t *testing.T) {
	for _, c := range []struct{ channel, handle, url, want, server, page string }{
		{"instagram", "luz", "", "@luz@instagram.com", "https://instagram.com", "https://www.instagram.com/luz/"},
		{"instagram", "@Luz@instagram.com", "", "@Luz@instagram.com", "https://instagram.com", "https://www.instagram.com/Luz/"},
		{"tiktok", "@luz", "", "@luz@tiktok.com", "https://tiktok.com", "https://www.tiktok.com/@luz"},
		{"threads", "luz@threads.com", "", "@luz@threads.net", "https://threads.net", "https://www.threads.net/@luz"},
		{"linkedin", "panadería-luz", "https://www.linkedin.com/company/77/", "@panadería-luz@linkedin.com", "https://linkedin.com", "https://www.linkedin.com/company/77/"},
		{"whatsapp", "PanaderíaLuz", "https://whatsapp.com/channel/0029", "@PanaderíaLuz@whatsapp.com", "https://whatsapp.com", "https://whatsapp.com/channel/0029"},
		{"newsletter", "noticias", "https://www.luz.example/boletin", "@noticias@luz.example", "https://luz.example", "https://www.luz.example/boletin"},
		{"board", "plaza", "", "@plaza@board", "https://board", ""},
	} {
		a, secret, err := logIn(c.channel, c.handle, c.url)
		if err != nil {
			t.Errorf("%s %s: %v", c.channel, c.handle, err)
			continue
		}
		if a.Handle() != c.want || a.Server != c.server || a.URL != c.page || a.Network != accounts.Manual || a.Instance.Software != c.channel || a.Instance.Limits.Chars == 0 || a.RemoteID == "" || !a.ReadAt.Equal(today) {
			t.Errorf("%s %s became %+v", c.channel, c.handle, a)
		}
		if secret.Reveal() != "" {
			t.Errorf("%s has a secret", c.channel)
		}
	}
}

func TestLogInRefuses(t *testing.T) {
	for _, c := range [][3]string{{"fax", "luz", ""}, {"", "luz", ""}, {"instagram", "", ""}, {"instagram", "luz pan", ""}, {"instagram", "luz@evil.example", ""},
		{"instagram", "a/../b", ""}, {"instagram", "lu\u202ez", ""}, {"board", "plaza", "javascript:alert(1)"}, {"board", "plaza", "https://ana:x@luz.example"}} {
		if a, _, err := logIn(c[0], c[1], c[2]); err == nil {
			t.Errorf("%q became %+v", c, a)
		}
	}
	a, _, err := logIn("instagram", "luz", "")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := manual.LogIn(context.Background(), a, accounts.Answers{}.With("channel", "instagram").With("handle", "kine"), manual.Options{}); err == nil {
		t.Error("an account became another one")
	}
}

func TestPromptsAskWhatLogInNeeds(t *testing.T) {
	in := accounts.Answers{}
	for _, p := range manual.Prompts() {
		if p.Secret {
			t.Errorf("%s is a secret", p.Name)
		}
		if p.Check == nil {
			t.Fatalf("%s takes anything", p.Name)
		}
		for _, c := range p.Choices {
			if err := p.Check(c); err != nil {
				t.Errorf("%s does not take %s: %v", p.Name, c, err)
			}
		}
		if err := p.Check(""); (err == nil) != p.Optional {
			t.Errorf("%s left empty: %v", p.Name, err)
		}
		if p.Name == "handle" {
			p.Value = "luz"
		}
		in = in.With(p.Name, p.Value)
	}
	if _, _, err := manual.LogIn(context.Background(), accounts.Account{}, in, manual.Options{}); err != nil {
		t.Error(err)
	}
}

// TestTheNetworkOfAPersonSendsNothing holds it to the port without a server: every answer is made here, and no error is an unknown one.
func TestTheNetworkOfAPersonSendsNothing(t *testing.T) {
	a, s, err := logIn("instagram", "luz", "")
	if err != nil {
		t.Fatal(err)
	}
	n, err := manual.New(a, s, manual.Options{})
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	who, err := n.Who(ctx)
	if err != nil || who.RemoteID != a.RemoteID || who.User != a.User || who.Host != a.Host || who.URL != a.URL {
		t.Errorf("who: %+v %v", who, err)
	}
	in, err := n.Instance(ctx)
	if err != nil || in.Software != "instagram" || in.Limits.TextOnly || in.Limits.Chars != 2200 {
		t.Errorf("instance: %+v %v", in, err)
	}
	box, err := n.Inbox(ctx, "c", time.Time{})
	if err != nil || len(box.Mentions) > 0 || box.Cursor != "c" || box.More {
		t.Errorf("inbox: %+v %v", box, err)
	}
	_, sent := n.Send(ctx, accounts.Outgoing{Text: "Pan"})
	if e := accounts.AsErr(sent); e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeHand {
		t.Errorf("send: %v", sent)
	}
	_, found := n.Find(ctx, accounts.Outgoing{}, "")
	_, read := n.Read(ctx, "1")
	for _, err := range []error{found, read} {
		if e := accounts.AsErr(err); e.Class != accounts.OutcomeRefused || e.Code != accounts.CodeUnsupported {
			t.Errorf("%v", err)
		}
	}
	a.Instance.Software = "fax"
	if _, err := manual.New(a, s, manual.Options{}); err == nil {
		t.Error("a channel that nobody knows was opened")
	}
}
