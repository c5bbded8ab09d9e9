package accounts

import (
	"slices"
	"testing"
)

func TestVisibilityIsOrdered(t *testing.T) {
	order := []string{"direct", "private", "unlisted", "public"}
	for i, s := range order {
		v, err := ParseVisibility(s)
		if err != nil || v.String() != s || v != Visibility(i+1) {
			t.Errorf("%s: %d, %v", s, v, err)
		}
	}
	if min(Public, Direct) != Direct || max(Followers, Unlisted) != Unlisted {
		t.Error("narrow is not less than wide")
	}
	if v, err := ParseVisibility("followers"); err != nil || v != Followers {
		t.Errorf("followers: %d, %v", v, err)
	}
	for _, s := range []string{"", "Public", "everybody", "?"} {
		if v, err := ParseVisibility(s); err == nil {
			t.Errorf("%q was read as %s", s, v)
		}
	}
}

func TestNamesReadBack(t *testing.T) {
	for i := range postStates {
		if s, err := ParsePostState(PostState(i).String()); err != nil || s != PostState(i) {
			t.Errorf("%s: %s, %v", PostState(i), s, err)
		}
	}
	for i := range relations {
		if r, err := ParseRelation(Relation(i).String()); err != nil || r != Relation(i) {
			t.Errorf("%s: %s, %v", Relation(i), r, err)
		}
	}
	for i := range mentionStates {
		if s, err := ParseMentionState(MentionState(i).String()); err != nil || s != MentionState(i) {
			t.Errorf("%s: %s, %v", MentionState(i), s, err)
		}
	}
	for _, s := range []string{PostState(99).String(), Relation(99).String(), MentionKind(99).String(), Mood(99).String(), Severity(99).String(), Outcome(99).String(), Rule(99).String()} {
		if s != "?" {
			t.Errorf("the value of a newer program is called %q", s)
		}
	}
	for _, list := range [][]string{postStates, relations, mentionStates, mentionKinds, moods, severities, outcomes, rules, ops, deliveryStates} {
		sorted := slices.Sorted(slices.Values(list))
		if len(slices.Compact(sorted)) != len(list) {
			t.Errorf("a name stands twice in %q", list)
		}
	}
}

func TestOpenPosts(t *testing.T) {
	for i := range postStates {
		s := PostState(i)
		if want := s == Idea || s == Draft || s == InReview || s == Approved; s.Open() != want {
			t.Errorf("%s: open %v", s, s.Open())
		}
	}
}

func TestTextsOfAPost(t *testing.T) {
	p := Post{Text: "uno\n---\ndos", Versions: []Version{{Account: "a", Text: "corto"}, {Account: "b", Text: ""}}}
	if p.TextFor("a") != "corto" || p.TextFor("b") != "" || p.TextFor("c") != p.Text {
		t.Error("an account does not get its version")
	}
	if len(p.Parts("a")) != 1 || len(p.Parts("c")) != 2 {
		t.Errorf("%q, %q", p.Parts("a"), p.Parts("c"))
	}
	if p.Reply() || !(Post{Answering: &Answering{}}).Reply() {
		t.Error("a reply is not told from a post")
	}
	for _, full := range []Post{{Text: "x"}, {CW: "x"}, {Media: []Media{{}}}, {Poll: &Poll{}}, {Versions: []Version{{}}}} {
		if full.Empty() {
			t.Errorf("%+v is empty", full)
		}
	}
	if !(Post{Brand: "b", Visibility: Public, Language: "es", Targets: []ID{"a"}}).Empty() {
		t.Error("what nobody wrote is not empty")
	}
}

func TestAnsweredElsewhere(t *testing.T) {
	th := Thread{Said: []Said{{RemoteID: "1"}, {RemoteID: "2", Own: true, InReplyTo: "1"}, {RemoteID: "3", InReplyTo: "1"}, {RemoteID: "4", Own: true, InReplyTo: "1"}, {RemoteID: "5", Own: true, InReplyTo: "3"}}}
	if s, ok := th.AnsweredElsewhere("1"); !ok || s.RemoteID != "4" {
		t.Errorf("%+v, %v", s, ok)
	}
	if _, ok := th.AnsweredElsewhere("2"); ok {
		t.Error("nobody answered that")
	}
}
