package twitter

import (
	"context"
	"strconv"
	"sync"
)

// ownIDs are the posts that the process knows to be an account's own, by account and id: where the account owns the app, they cost a
// fifth in its own timeline of what they cost by their ids.
var ownIDs = struct {
	sync.Mutex
	by map[string]bool
}{by: map[string]bool{}}

// ours remembers an own post.
func (p peer) ours(id string) {
	ownIDs.Lock()
	defer ownIDs.Unlock()
	if len(ownIDs.by) >= peopleMost {
		clear(ownIDs.by)
	}
	ownIDs.by[p.acc.VaultKey()+"|"+id] = true
}

func (p peer) isOurs(id string) bool {
	ownIDs.Lock()
	defer ownIDs.Unlock()
	return ownIDs.by[p.acc.VaultKey()+"|"+id]
}

// mine reads one own post in the account's own timeline; false where it is not there.
func (m *modern) mine(ctx context.Context, what, id, fields string) (post, map[string]file, bool, error) {
	q := postQuery(fields)
	q.Set("max_results", "5")
	q.Set("since_id", beside(id, -1))
	q.Set("until_id", beside(id, 1))
	p, err := m.own(ctx, what, q)
	if list := p.Data.Get(); err == nil && len(list) == 1 && string(list[0].ID) == id {
		return list[0], p.Includes.Get().media(), true, nil
	}
	return post{}, nil, false, err
}

// beside is the id that is n away from another: since_id and until_id do not include what they name.
func beside(id string, n int64) string {
	v, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return id
	}
	return strconv.FormatInt(max(v+n, 1), 10)
}
