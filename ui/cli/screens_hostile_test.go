package cli

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"vocero/accounts"
	"vocero/accounts/practice"
	"vocero/ui/pane"
	"vocero/ui/uitest"
)

// hostileCases are the texts of the corpus, each at most 4 kB long: a flood is the business of package accounts.
func hostileCases(t testing.TB) map[string]string {
	t.Helper()
	b, err := os.ReadFile("../../accounts/testdata/hostile.json")
	if err != nil {
		t.Fatal(err)
	}
	var corpus struct {
		Cases []struct {
			ID, In, Tail string
			Repeat       int
		}
	}
	if err := json.Unmarshal(b, &corpus); err != nil {
		t.Fatal(err)
	}
	unquote := func(id, s string) string {
		s = strings.ReplaceAll(strings.ReplaceAll(s, `\"`, `"`), `"`, `\x22`)
		s, err := strconv.Unquote(`"` + s + `"`)
		if err != nil {
			t.Fatalf("%s: %v", id, err)
		}
		return s
	}
	out := map[string]string{}
	for _, c := range corpus.Cases {
		out[c.ID] = unquote(c.ID, c.In) + strings.Repeat(unquote(c.ID, c.Tail), min(c.Repeat, 4096/max(1, len(c.Tail))))
	}
	return out
}

// tame fails when a frame holds something that a terminal would obey, or does not fill its cells. The styles are the program's own:
// what is no colour is no style.
func tame(t testing.TB, what, frame string, w, h int) {
	t.Helper()
	if err := uitest.CheckFrame(frame, w, h); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	for rest := frame; rest != ""; {
		i := strings.IndexByte(rest, 0x1b)
		if i < 0 {
			break
		}
		end := strings.IndexFunc(rest[i+1:], unicode.IsLetter)
		if rest[i+1] != '[' || end < 0 || rest[i+1+end] != 'm' {
			t.Fatalf("%s: an escape sequence that sets no colour: %q", what, rest[i:min(len(rest), i+20)])
		}
		rest = rest[i+1+end:]
	}
	for _, r := range ansi.Strip(frame) {
		if r != '\n' && (unicode.IsControl(r) || r == 0x202e || r == 0x200b || r == 0xfeff || r >= 0x2066 && r <= 0x2069) {
			t.Fatalf("%s: U+%04X is on the screen", what, r)
		}
	}
}

// hostileVisit is a walk over the screens with one look at each.
type hostileVisit struct {
	*theatre
	asked int // how often the letter was asked for
}

// look judges the screen of this moment.
func (v *hostileVisit) look(what string, w, h int) {
	v.t.Helper()
	tame(v.t, what, v.Styled(), w, h)
	if v.asking() {
		v.asked++
	}
}

// meet lets every case of the corpus arrive: as text, as markup, as a warning, as a name, as the description of a picture.
func (v *hostileVisit) meet() []accounts.ID {
	v.t.Helper()
	b, i := v.brand("luz"), 0
	cases := hostileCases(v.t)
	for id, text := range cases {
		from := b.Server.AddStranger("extra"+strconv.Itoa(i)+"@otro.example", text)
		say := practice.Say{Text: text, SpoilerText: text}
		if i++; i%2 == 0 {
			say = practice.Say{HTML: text, Media: []practice.Attachment{{Description: text}}}
		}
		if b.Server.Mention(from, b.Account, say) == "" {
			v.t.Fatalf("%s was not said", id)
		}
	}
	v.work(time.Minute).work(time.Minute)
	ids := hostileIDs(v.t, v.theatre)
	if len(ids) < len(cases) {
		v.t.Fatalf("%d of %d cases arrived", len(ids), len(cases))
	}
	return ids
}

// closer looks at the selected mention in every size, in its conversation, and behind every question about it.
func (v *hostileVisit) closer() {
	v.t.Helper()
	v.Resize(1, 1)
	v.look("one cell", 1, 1)
	v.Resize(120, 40)
	v.Advance(200 * time.Millisecond)
	v.look("the side pane", 120, 40)
	v.Resize(80, 24)
	v.do("t")
	v.work(time.Second)
	v.look("the conversation", 80, 24)
	for _, step := range [][]string{{"esc", "B"}, {"esc", "M"}, {"esc", "o"}, {"esc", "esc", "r"}} {
		v.do(step...)
		v.look("what "+step[len(step)-1]+" shows", 80, 24)
	}
	v.write("Sí")
	v.do("ctrl+s")
	v.look("the question for a reply", 80, 24)
	v.do("esc", "esc", "esc")
}

// TestHostileTextOnEveryScreen: through server, adapter and store every case of the corpus comes to every pane, and harms none.
func TestHostileTextOnEveryScreen(t *testing.T) {
	v := &hostileVisit{theatre: newTheatre(t, "es", 80, 24)}
	ids := v.meet()
	for n, id := range ids {
		v.Msg(pane.Open{To: pane.Mentions, Arg: pane.Look{Record: id}})
		v.settle()
		v.look("the list", 80, 24)
		v.Burst("enter", "z")
		v.look("the mention", 80, 24)
		if n%4 == 0 {
			v.closer()
		}
		v.Burst("esc")
	}
	if v.asked < len(ids)/4 {
		t.Errorf("the letter was asked for only %d times: the screens behind it were not seen", v.asked)
	}
	for _, tab := range []string{"1", "3", "4", "5", "0"} {
		v.do(tab)
		for range 30 {
			v.do("j")
			v.look("tab "+tab, 80, 24)
		}
	}
}

// hostileIDs are the mentions that strangers of the corpus made.
func hostileIDs(t testing.TB, x *theatre) []accounts.ID {
	t.Helper()
	var out []accounts.ID
	for at := accounts.Cursor(""); ; {
		p, err := x.d.Store.MentionPage(accounts.MentionQuery{Brand: x.account("luz").Brand, Any: true}, at, 200)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range p.Items {
			if strings.HasPrefix(m.Author.String(), "@extra") {
				out = append(out, m.ID)
			}
		}
		if at = p.After; at == "" {
			return out
		}
	}
}

// TestHostileTextInAnswers: what servers answer to a post ends on the screen too, as the cause of a failure.
func TestHostileTextInAnswers(t *testing.T) {
	x := newTheatre(t, "en", 80, 24)
	b, err := json.Marshal(map[string]string{"error": "no \x1b]0;gotcha\x07\x1b[2J\u202ednim ruoy\u202c \u200b" + strings.Repeat("x", 300)})
	if err != nil || !bytes.Contains(b, []byte(`\u001b`)) {
		t.Fatal(err)
	}
	x.brand("luz").Server.Fault(practice.Fault{Method: "POST", Path: "/api/v1/statuses", Exact: true, Do: practice.Answer, Status: 422, Body: string(b)})
	x.do("'", "p")
	x.post("Rye today.", luz, "p").work(30 * time.Second)
	x.do("g", "f")
	tame(t, "the failure", x.Styled(), 80, 24)
	x.Says("Rye today.")
	for _, size := range uitest.Sizes {
		x.Resize(size[0], size[1])
		tame(t, "the failure", x.Styled(), size[0], size[1])
	}
}
