package accounts_test

import (
	"testing"

	"vocero/accounts"
)

func TestAReplyIsBornNarrowAndFromTheAccountAddressed(t *testing.T) {
	own := accounts.Account{ID: "a1", User: "panaderialuz", Host: "masto.example"}
	m := accounts.Mention{ID: "m1", Brand: "b1", Account: "a1", StatusID: "77", Author: accounts.LineText("@ana@otro.example"), CW: accounts.LineText("comida"),
		Addressed:  []accounts.Text{accounts.LineText("@PanaderiaLuz@masto.example"), accounts.LineText("@leo@otro.example"), accounts.LineText("@ana@otro.example")},
		Visibility: accounts.Followers, Language: "es", Text: accounts.BlockText("¿Abrís\n\nmañana?")}
	p := accounts.ReplyTo(m, own)
	if p.Text != "@ana@otro.example @leo@otro.example " || p.Caret != len(p.Text) {
		t.Errorf("text %q, caret %d", p.Text, p.Caret)
	}
	if p.Visibility != accounts.Followers || p.Answering.Widest != accounts.Followers || p.CW != "comida" || p.Language != "es" {
		t.Errorf("visibility %s, widest %s, CW %q, language %q", p.Visibility, p.Answering.Widest, p.CW, p.Language)
	}
	if len(p.Targets) != 1 || p.Targets[0] != "a1" || p.Answering.RemoteID != "77" || p.Answering.Excerpt.String() != "¿Abrís mañana?" {
		t.Errorf("targets %v, remote id %q, excerpt %q", p.Targets, p.Answering.RemoteID, p.Answering.Excerpt)
	}
	m.Visibility, m.StatusID, m.RemoteID = 0, "", "n9"
	if p = accounts.ReplyTo(m, own); p.Visibility != accounts.Direct || p.Answering.RemoteID != "n9" {
		t.Errorf("of unknown visibility: %s, remote id %q", p.Visibility, p.Answering.RemoteID)
	}
}
