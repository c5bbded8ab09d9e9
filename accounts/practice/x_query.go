package practice

import (
	"slices"
	"strings"
	"unicode"

	"vocero/accounts"
)

// xMatch tells whether a post fits a query.
type xMatch func(*post) bool

// xQuery reads a query of searches: words, "phrases", operators, - before what must not be, OR and brackets
// (docs.x.com/x-api/posts/search/integrate/build-a-query).
type xQuery struct {
	*call
	rest  string
	alone bool   // something in it may stand alone
	wrong string // what is the matter with it
}

// readQuery is the test that a query stands for; wrong says why there is none.
func (c *call) readQuery(text string) (m xMatch, wrong string) {
	q := &xQuery{call: c, rest: text}
	m = q.any()
	q.space()
	switch {
	case q.wrong != "":
	case q.rest != "":
		q.wrong = "no viable alternative at input '" + q.rest[:1] + "'"
	case !q.alone:
		q.wrong = "Rules must contain at least one positive, non-stopword clause"
	}
	return m, q.wrong
}

func (q *xQuery) space() { q.rest = strings.TrimLeft(q.rest, " \t\n") }

// any is a list of alternatives.
func (q *xQuery) any() xMatch {
	all := []xMatch{q.all()}
	for q.space(); q.wrong == "" && (q.rest == "OR" || strings.HasPrefix(q.rest, "OR ") || strings.HasPrefix(q.rest, "OR(")); q.space() {
		q.rest = q.rest[2:]
		all = append(all, q.all())
	}
	return func(p *post) bool { return slices.ContainsFunc(all, func(m xMatch) bool { return m(p) }) }
}

// all is a list of conditions.
func (q *xQuery) all() xMatch {
	var all []xMatch
	for q.wrong == "" {
		q.space()
		if q.rest == "" || q.rest[0] == ')' || q.rest == "OR" || strings.HasPrefix(q.rest, "OR ") || strings.HasPrefix(q.rest, "OR(") {
			break
		}
		all = append(all, q.one())
	}
	if len(all) == 0 && q.wrong == "" {
		q.wrong = "missing EOF at the end of the query"
	}
	return func(p *post) bool {
		return !slices.ContainsFunc(all, func(m xMatch) bool { return !m(p) })
	}
}

// one is a condition, with - before it the opposite.
func (q *xQuery) one() xMatch {
	if rest, not := strings.CutPrefix(q.rest, "-"); not && rest != "" && rest[0] != ' ' {
		q.rest = rest
		was := q.alone
		m := q.one()
		q.alone = was
		return func(p *post) bool { return !m(p) }
	}
	switch q.rest[0] {
	case '(':
		q.rest = q.rest[1:]
		m := q.any()
		if q.space(); !strings.HasPrefix(q.rest, ")") {
			q.wrong = "missing ')' at '<EOF>'"
			return m
		}
		q.rest = q.rest[1:]
		return m
	case '"':
		phrase, rest, closed := strings.Cut(q.rest[1:], `"`)
		if !closed {
			q.wrong = "unclosed quote"
		}
		q.rest, q.alone = rest, true
		return q.words(phrase)
	}
	end := strings.IndexAny(q.rest, " \t\n)")
	if end < 0 {
		end = len(q.rest)
	}
	word := q.rest[:end]
	q.rest = q.rest[end:]
	name, value, is := strings.Cut(word, ":")
	if is && value != "" && value[0] == '"' && strings.Count(value, `"`) == 1 {
		more, rest, _ := strings.Cut(q.rest, `"`)
		value, q.rest = value+more, rest
	}
	if is {
		return q.operator(name, strings.Trim(value, `"`))
	}
	q.alone = true
	if strings.HasPrefix(word, "@") {
		return q.mention(word[1:])
	}
	return q.words(word)
}

// operator is a condition with a name.
func (q *xQuery) operator(name, value string) xMatch {
	q.alone = q.alone || !slices.Contains([]string{"is", "has", "lang"}, name)
	switch name {
	case "from":
		return func(p *post) bool {
			return strings.EqualFold(q.st.People[p.Author].Username, strings.TrimPrefix(value, "@"))
		}
	case "to":
		who := q.find(value)
		return func(p *post) bool { return who != nil && p.ParentAuthor == who.ID }
	case "conversation_id":
		return func(p *post) bool { return q.xRoot(p) == value }
	case "in_reply_to_tweet_id":
		return func(p *post) bool { return p.Parent == value }
	case "lang":
		return func(p *post) bool { return xLang(p) == value }
	case "url":
		return func(p *post) bool {
			for _, u := range accounts.XLimits().Count.URLs(p.Text) {
				if strings.Contains(strings.ToLower(p.Text[u.Start:u.End]), strings.ToLower(value)) {
					return true
				}
			}
			return false
		}
	case "is":
		return q.is(value)
	case "has":
		return q.has(value)
	}
	q.wrong = "Reference to invalid operator '" + name + "'. Operator is not available in current product or product packaging. " +
		"Please refer to complete available operator list at https://docs.x.com/x-api/posts/search/integrate/operators"
	return func(*post) bool { return false }
}

func (q *xQuery) is(value string) xMatch {
	switch value {
	case "retweet":
		return func(p *post) bool { return p.Boost != "" }
	case "reply":
		return func(p *post) bool { return p.Parent != "" }
	case "quote":
		return func(p *post) bool { return q.extra(p).Quote != "" }
	}
	q.wrong = "Reference to invalid value 'is:" + value + "'"
	return func(*post) bool { return false }
}

func (q *xQuery) has(value string) xMatch {
	switch value {
	case "links":
		return func(p *post) bool { return len(accounts.XLimits().Count.URLs(p.Text)) > 0 }
	case "media", "images":
		return func(p *post) bool { return len(p.Media) > 0 }
	case "mentions":
		return func(p *post) bool { return len(p.Mentions) > 0 }
	case "hashtags":
		return func(p *post) bool { return len(tagsOf(p.Text)) > 0 }
	}
	q.wrong = "Reference to invalid value 'has:" + value + "'"
	return func(*post) bool { return false }
}

func (q *xQuery) mention(name string) xMatch {
	who := q.find(name)
	return func(p *post) bool { return who != nil && slices.Contains(p.Mentions, who.ID) }
}

// words is the condition that words stand one after another, whole, in any case.
func (q *xQuery) words(phrase string) xMatch {
	want := " " + strings.Join(wordsOf(phrase), " ") + " "
	return func(p *post) bool {
		return strings.Contains(" "+strings.Join(wordsOf(q.xSource(p)), " ")+" ", want)
	}
}

// wordsOf are the words of a text in lower case; a hashtag is one with its sign.
func wordsOf(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r != '#' && r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	})
}
