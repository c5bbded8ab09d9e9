package practice

import (
	"net/http"
	"time"
)

// xRoutesV1 are the calls of the old API, at the address of X and at that of Friendica (developer.x.com/en/docs/x-api/v1,
// github.com/friendica/friendica, src/Module/Api/Twitter).
func xRoutesV1() []route {
	var list []route
	for _, root := range []string{"/1.1/", "/api/"} {
		list = append(list,
			route{"GET " + root + "account/verify_credentials.json", xRead, (*call).xVerify},
			route{root, xRead, (*call).x453},
		)
	}
	return list
}

// x453 is the answer to what an account on a plan of today may not ask.
func (c *call) x453() reply {
	return xOld(http.StatusForbidden, 453, "You currently have access to a subset of X API V2 endpoints and limited v1.1 endpoints (e.g. media post, oauth) only. "+
		"If you need access to this endpoint, you may need a different access level. You can learn more here: https://developer.x.com/en/portal/product")
}

// xVerify is account/verify_credentials, which is always served.
func (c *call) xVerify() reply {
	return ok(c.xOldUser(c.who)).with("X-Access-Level", "read-write")
}

// xOldUser is a user as v1.1 has it.
func (c *call) xOldUser(p *person) object {
	return object{
		"id": wireNumber(p.ID), "id_str": p.ID, "name": p.Name, "screen_name": p.Username, "description": p.Note, "location": "", "url": nil,
		"protected": false, "verified": false, "followers_count": p.Followers, "friends_count": p.Following, "listed_count": 0, "favourites_count": 0,
		"statuses_count": p.Posts, "created_at": oldTime(p.Created), "lang": nil, "profile_image_url_https": c.URL() + "/avatar/" + p.ID + ".png",
	}
}

// oldTime writes a time as v1.1 does.
func oldTime(t time.Time) string { return t.UTC().Format(time.RubyDate) }
