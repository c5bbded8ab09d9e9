package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"
)

// odd holds one field of every kind.
type odd struct {
	ID    ID         `json:"id"`
	Text  Str        `json:"text"`
	Count Num        `json:"count"`
	At    Time       `json:"at"`
	Tags  List[Str]  `json:"tags"`
	Other Maybe[odd] `json:"other"`
}

func TestOddFieldsHideNothing(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{`{"id":"7","text":"pan","count":3,"at":"2026-11-22T10:00:00.5Z","tags":["a","b"],"other":{"id":"8"}}`, "7 pan 3 2026-11-22 10:00:00.5 [a b] 8"},
		{`{"id":7,"text":null,"count":"3","at":"2026-11-22 10:00:00","tags":["a",null,{}],"other":[]}`, "7  3 2026-11-22 10:00:00 [a ] "},
		{`{"id":null,"text":5,"count":-1,"at":12,"tags":{},"other":"x"}`, "  -9 0001-01-01 00:00:00 [] "},
		{`{"id":{},"text":["a"],"count":"many","at":"soon","tags":"a","other":null}`, "  -9 0001-01-01 00:00:00 [] "},
		{`{}`, "  -9 0001-01-01 00:00:00 [] "},
	} {
		var v odd
		if err := json.Unmarshal([]byte(c.in), &v); err != nil {
			t.Errorf("%s: %v", c.in, err)
		}
		got := fmt.Sprintf("%s %s %d %s %v %s", v.ID, v.Text, v.Count.Or(-9), v.At.Format("2006-01-02 15:04:05.999"), v.Tags, v.Other.Get().ID)
		if got != c.want {
			t.Errorf("%s\nreads %q, want %q", c.in, got, c.want)
		}
		if v.Other.There() != strings.Contains(c.in, `{"id":"8"}`) {
			t.Errorf("%s: the object is there: %v", c.in, v.Other.There())
		}
	}
}

func TestListsEnd(t *testing.T) {
	var l List[Num]
	if err := json.Unmarshal([]byte("["+strings.Repeat("1,", MaxList+50)+"1]"), &l); err != nil || len(l) != MaxList {
		t.Errorf("%d elements, %v", len(l), err)
	}
}

func TestNumbersAndTimes(t *testing.T) {
	for in, want := range map[string]Num{`5`: {5, true}, `"5"`: {5, true}, `5.7`: {5, true}, `0`: {0, true}, `null`: {}, `-1`: {}, `"x"`: {}, `[]`: {}, `1e300`: {}} {
		var n Num
		if err := json.Unmarshal([]byte(in), &n); err != nil || n != want {
			t.Errorf("%s is %+v (%v)", in, n, err)
		}
	}
	for in, want := range map[string]string{
		`"2026-03-01T12:00:00.123Z"`: "2026-03-01T12:00:00Z", `"2026-03-01T13:00:00+01:00"`: "2026-03-01T12:00:00Z", `"2026-03-01"`: "2026-03-01T00:00:00Z",
		`"2026-03-01T12:00:00+0000"`: "2026-03-01T12:00:00Z", `"2026-03-01T05:00:00-0700"`: "2026-03-01T12:00:00Z",
		`null`: "0001-01-01T00:00:00Z", `"99999-01-01T00:00:00Z"`: "0001-01-01T00:00:00Z", `17`: "0001-01-01T00:00:00Z",
	} {
		var s Time
		if err := json.Unmarshal([]byte(in), &s); err != nil || s.Truncate(time.Second).Format(time.RFC3339) != want {
			t.Errorf("%s is %v (%v)", in, s, err)
		}
	}
}

func FuzzWire(f *testing.F) {
	f.Add([]byte(`{"id":7,"tags":[1,null],"other":{"at":"2026"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var v odd
		if err := json.Unmarshal(b, &v); err == nil && len(v.Tags) > MaxList {
			t.Errorf("%d elements", len(v.Tags))
		}
	})
}

// TestTextsAreReadAsTheDecoderReadsThem holds the short way to the long one.
func TestTextsAreReadAsTheDecoderReadsThem(t *testing.T) {
	for _, in := range []string{`""`, `"pan"`, `"ñandú 👩‍🍳"`, `"a\"b"`, `"a\\"`, `"\u00e9\ud83d\ude00\ud800"`, "\"\xff\"", `null`, `5`, `{}`, `["a"]`, `true`} {
		var want string
		wrong := json.Unmarshal([]byte(in), &want) != nil
		s := Str("before")
		if err := json.Unmarshal([]byte(in), &s); err != nil || wrong && s != "before" || !wrong && string(s) != want {
			t.Errorf("%s is %q (%v), want %q, none: %v", in, s, err, want, wrong)
		}
	}
}
