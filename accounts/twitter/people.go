package twitter

import (
	"context"
	"net/url"
	"strings"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const (
	peopleLife = 7 * 24 * time.Hour // somebody who is known is not paid for again so soon
	peopleMost = 20_000
	peoplePage = 100 // ids a request (https://docs.x.com/x-api/users/get-users-by-ids)
)

// somebody is who wrote a post.
type somebody struct {
	user   string
	handle accounts.Text
	name   accounts.Text
	flags  accounts.Flags
	read   time.Time
}

// known are the people that the process has looked up, by server and id.
var known = struct {
	sync.Mutex
	by map[string]somebody
}{by: map[string]somebody{}}

func (p peer) recall(id string) (somebody, bool) {
	known.Lock()
	defer known.Unlock()
	s, ok := known.by[p.acc.Server+"|"+id]
	return s, ok && p.now().Sub(s.read).Abs() < peopleLife
}

// learn remembers somebody.
func (p peer) learn(id, username, name string) somebody {
	s := somebody{user: strings.TrimPrefix(username, "@"), read: p.now()}
	s.handle, s.flags = p.handle(username)
	var f accounts.Flags
	s.name, f = accounts.SafeName(name)
	s.flags |= f
	known.Lock()
	defer known.Unlock()
	if len(known.by) >= peopleMost {
		clear(known.by)
	}
	known.by[p.acc.Server+"|"+id] = s
	return s
}

// people looks up who wrote some posts; only those that are not known yet are asked for, since each is paid for. Who is gone is
// missing in the answer.
func (m *modern) people(ctx context.Context, what string, posts []post) (map[string]somebody, error) {
	out := make(map[string]somebody, len(posts))
	var ask []string
	for _, p := range posts {
		id := string(p.AuthorID)
		if _, had := out[id]; had || checkID(what, id) != nil {
			continue
		}
		s, ok := m.recall(id)
		if out[id] = s; !ok {
			ask = append(ask, id)
		}
	}
	for len(ask) > 0 {
		n := min(len(ask), peoplePage)
		var v struct {
			Data   wire.Maybe[wire.List[user]] `json:"data"`
			Errors wire.List[problem]          `json:"errors"`
		}
		q := url.Values{"ids": {strings.Join(ask[:n], ",")}, "user.fields": {"name,username"}}
		if err := m.get(ctx, what, "/2/users", q, &v); err != nil {
			return nil, err
		}
		m.users(v.Data.Get()...)
		if !v.Data.There() && len(v.Errors) == 0 {
			return nil, notServer(what, "the answer holds no people")
		}
		for _, u := range v.Data.Get() {
			out[string(u.ID)] = m.learn(string(u.ID), string(u.Username), string(u.Name))
		}
		ask = ask[n:]
	}
	return out, nil
}
