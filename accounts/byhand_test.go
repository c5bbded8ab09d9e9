package accounts

import (
	"slices"
	"testing"
)

func TestByHand(t *testing.T) {
	hand := Delivery{State: NeedsYou, Fault: &Fault{Code: CodeHand}}
	doubt := Delivery{State: NeedsYou, Fault: &Fault{Code: CodeAbsent}}
	if !hand.ByHand() || hand.Trouble() || doubt.ByHand() || !doubt.Trouble() || (Delivery{State: Held, Fault: hand.Fault}).ByHand() {
		t.Error("work to do and doubt are not told apart")
	}
	for _, s := range everyState() {
		if want := slices.Contains([]DeliveryState{Published, Scheduled, Held, Cancelled}, s); hand.May(s) != want {
			t.Errorf("by hand to %s: %v", s, hand.May(s))
		}
		if doubt.May(s) != CanStep(NeedsYou, s) {
			t.Errorf("a doubt to %s: %v", s, doubt.May(s))
		}
	}
	// What may be out is never queued: only what never left may be.
	if doubt.May(Scheduled) || hand.May(Sending) {
		t.Error("the desk could send it once more")
	}
}

func TestChannels(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Channels() {
		if c.Software == "" || seen[c.Software] || c.Limits.Chars == 0 || c.Limits.Media == 0 || len(c.Limits.MediaTypes) == 0 || len(c.Minds) == 0 {
			t.Errorf("%q is listed twice, or says too little: %+v", c.Software, c)
		}
		seen[c.Software] = true
		if name := (Account{Network: Manual, Instance: Instance{Software: c.Software}}).NetworkName(); name == Manual.Name() {
			t.Errorf("%s has no name", c.Software)
		}
	}
	for _, s := range []string{"instagram", "tiktok"} {
		if c, _ := ChannelOf(s); c.Limits.TextOnly {
			t.Errorf("%s takes a post without a file", s)
		}
	}
	if _, ok := ChannelOf("fax"); ok {
		t.Error("there is a channel fax")
	}
}

func TestWhereAChannelShowsItsPosts(t *testing.T) {
	ig, _ := ChannelOf("instagram")
	board, _ := ChannelOf("board")
	for url, want := range map[string]bool{"https://www.instagram.com/p/AbC/": true, "https://INSTAGRAM.com./p/1": true, "https://instagram.com.evil.example/p/1": false,
		"https://notinstagram.com/p/1": false, "https://masto.example/@luz/1": false, "%zz": false} {
		if ig.Shows(url) != want {
			t.Errorf("Instagram shows %s: %v", url, !want)
		}
	}
	if !board.Shows("https://ayuntamiento.example/tablon") {
		t.Error("a notice board is one place only")
	}
	for url, want := range map[string]bool{"https://lnkd.in/a": true, "http://tablon.example/1": true, "javascript:alert(1)": false, "file:///etc/passwd": false, "https://": false,
		"https://ana:secreto@lnkd.in/": false, "https://lnkd.in/a b": false, "lnkd.in/a": false} {
		if WebAddress(url) != want {
			t.Errorf("%s is an address: %v", url, !want)
		}
	}
}

func TestTheChecklistNamesOnlyWhatThereIs(t *testing.T) {
	ig, _ := ChannelOf("instagram")
	plain := Post{Text: "Hoy, pan"}
	full := Post{Text: "Hoy, pan https://luz.example/pan", Media: []Media{{Name: "a.jpg"}}, Relation: Paid}
	reply := Post{Text: "Sí", Answering: &Answering{Account: "a"}}
	for _, c := range []struct {
		p    Post
		d    Delivery
		want []Mind
	}{
		{plain, Delivery{}, []Mind{MindHashes}},
		{full, Delivery{}, []Mind{MindFiles, MindAlt, MindLink, MindTags, MindHashes, MindPaid}},
		{reply, Delivery{}, []Mind{MindReply}},
		{plain, Delivery{Part: 1}, []Mind{MindPart, MindHashes}},
	} {
		if got := ig.Checklist(c.p, c.d); !slices.Equal(got, c.want) {
			t.Errorf("%q: %v, want %v", c.p.Text, got, c.want)
		}
	}
}
