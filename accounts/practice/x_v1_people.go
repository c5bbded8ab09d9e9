package practice

import (
	"net/http"
	"strings"
)

// xOldFollow is friendships/create and friendships/destroy.
func (c *call) xOldFollow() reply {
	p := c.st.People[c.val("user_id")]
	if p == nil {
		return xOld(http.StatusNotFound, 108, "Cannot find specified user.")
	}
	c.follow(c.who, p, strings.HasSuffix(c.r.URL.Path, "/create.json"))
	return ok(c.xOldUser(p))
}
