package accounts

import (
	"reflect"
	"strings"
	"testing"
)

func TestStyleTextComesBack(t *testing.T) {
	two, none := 2, 0
	for _, s := range []Style{
		{},
		{Address: Usted, Words: []WordStyle{{Avoid: "barato"}, {Avoid: "comprar online", Use: "encargar"}}, Emoji: &none, TagsMost: &two, Signature: "— \"Luz\"",
			Hashtags: []string{"#PanDeLuz", "#Ñandú"}, Mood: "cercano, sin prisa", Guide: "Primera línea.\n\nSegunda: \\ \"comillas\" y '''tres'''."},
	} {
		text := s.Text("Guía de Panadería Luz", "segunda")
		got, err := ParseStyle(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(got, s) || !strings.HasPrefix(text, "# Guía de Panadería Luz\n# segunda\n") {
			t.Errorf("%s\nread as %+v", text, got)
		}
		if got.Empty() != reflect.DeepEqual(s, Style{}) {
			t.Errorf("empty: %t", got.Empty())
		}
	}
}

func TestStyleTextSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		`address = "ellos"`:         "ellos",
		"address = \"tu\"\nemoji =": "line 2",
		`colour = "red"`:            "colour is none of its lines",
		`avoid = ["  = x"]`:         "no word to avoid",
		`hashtags = ["#dos tres"]`:  `"#dos tres" is no hashtag`,
		`guide = """` + strings.Repeat("x", maxGuide+1) + `"""`: "too long",
	} {
		if _, err := ParseStyle(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.40q: %v, want %q", text, err, want)
		}
	}
}

func TestParseWordsAndTags(t *testing.T) {
	ws, err := ParseWordStyles([]string{"barato", " Barato =  buen   precio ", "caro"})
	if err != nil || len(ws) != 2 || ws[0].String() != "Barato = buen precio" || ws[1].String() != "caro" {
		t.Errorf("%v, %v", ws, err)
	}
	tags, err := ParseHashtags([]string{"#Pan", "Pan", "centeno"})
	if err != nil || !reflect.DeepEqual(tags, []string{"#Pan", "#centeno"}) {
		t.Errorf("%v, %v", tags, err)
	}
}
