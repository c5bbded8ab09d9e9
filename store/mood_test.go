package store

import (
	"testing"

	A "vocero/accounts"
)

func TestMoodsComeInWithTheMention(t *testing.T) {
	d := newDesk(t)
	ms := d.hear(d.pan, 1, "¿A qué hora cerráis hoy?", "El pan de ayer estaba malísimo, qué decepción", "Las mejores torrijas del barrio, gracias", "Nos vemos el viernes en la feria")
	want := []A.Mood{A.Question, A.Complaint, A.Praise, A.Neutral}
	for i, m := range ms {
		if m.Mood != want[i] {
			t.Errorf("%q is %s, not %s", m.Text, m.Mood, want[i])
		}
	}
	like := mention(9, "¿A qué hora?")
	like.Kind = A.Like
	_, err := d.PutInbox(d.pan.ID, []A.Mention{like}, "x", false)
	d.ok(err)
	page, err := d.MentionPage(A.MentionQuery{Folded: true}, "", 5)
	d.ok(err)
	if len(page.Items) != 1 || page.Items[0].Mood != A.MoodUnknown {
		t.Errorf("a like has a mood: %+v", page.Items)
	}
	d.sound()
}

func TestMentionsOfAMood(t *testing.T) {
	d := newDesk(t)
	ms := d.hear(d.pan, 1, "¿A qué hora cerráis hoy?", "Llevo tres semanas esperando el pedido", "¿Tenéis pan sin gluten?", "No funciona la web, qué desastre")
	d.hear(d.kine, 20, "¿Cuánto cuesta una sesión?")
	ids := func(q A.MentionQuery) (out []A.ID) {
		page, err := d.MentionPage(q, "", 10)
		d.ok(err)
		for _, m := range page.Items {
			out = append(out, m.ID)
		}
		n, exact, err := d.CountMentions(q)
		d.ok(err)
		if n != len(out) || !exact {
			t.Errorf("%d counted, %d listed", n, len(out))
		}
		return out
	}
	if got := ids(A.MentionQuery{Mood: A.Complaint}); len(got) != 2 || got[0] != ms[1].ID || got[1] != ms[3].ID {
		t.Errorf("complaints: %v", got)
	}
	if got := ids(A.MentionQuery{Mood: A.Question}); len(got) != 3 {
		t.Errorf("questions of all clients: %v", got)
	}
	if got := ids(A.MentionQuery{Mood: A.Question, Brand: d.luz.ID, Any: true}); len(got) != 2 {
		t.Errorf("questions of one: %v", got)
	}
	d.ok(d.SetMention([]A.ID{ms[0].ID, ms[1].ID}, A.MentionUpdate{AddTags: []string{"horario"}}))
	if got := ids(A.MentionQuery{Mood: A.Complaint, Tag: "horario"}); len(got) != 1 || got[0] != ms[1].ID {
		t.Errorf("complaints with a tag: %v", got)
	}
	if got := ids(A.MentionQuery{Mood: A.Complaint, Search: "pedido"}); len(got) != 1 {
		t.Errorf("complaints with a word: %v", got)
	}
	if got := ids(A.MentionQuery{Mood: A.Praise, Search: "pedido"}); len(got) != 0 {
		t.Errorf("praise with a word of a complaint: %v", got)
	}
	d.sound()
}

func TestAMoodIsCorrectedAndTakenBack(t *testing.T) {
	d := newDesk(t)
	m := d.hear(d.pan, 1, "Qué asco de lluvia, menos mal que tenéis toldo")[0]
	was, praise := m.Mood, A.Praise
	d.ok(d.SetMention([]A.ID{m.ID}, A.MentionUpdate{Mood: &praise}))
	if got, _ := d.Mention(m.ID); got.Mood != A.Praise {
		t.Fatalf("corrected to %s", got.Mood)
	}
	if n, _, _ := d.CountMentions(A.MentionQuery{Mood: A.Praise}); n != 1 {
		t.Errorf("%d praises in the index", n)
	}
	if und, err := d.Undo(); err != nil || und.Act != "mention.mood" {
		t.Fatalf("%+v %v", und, err)
	}
	if got, _ := d.Mention(m.ID); got.Mood != was {
		t.Errorf("taken back it is %s, not %s", got.Mood, was)
	}
	again := m
	n, err := d.PutInbox(d.pan.ID, []A.Mention{again}, "later", false)
	d.ok(err)
	if got, _ := d.Mention(m.ID); n != 0 || got.Mood != was {
		t.Error("a repeat of the network judges anew")
	}
	d.sound()
}
