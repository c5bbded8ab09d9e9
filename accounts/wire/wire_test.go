package wire

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
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

func FuzzWire(f *testing.F) {
	f.Add([]byte(`{"id":7,"tags":[1,null],"other":{"at":"2026"}}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		var v odd
		if err := json.Unmarshal(b, &v); err == nil && len(v.Tags) > MaxList {
			t.Errorf("%d elements", len(v.Tags))
		}
	})
}
