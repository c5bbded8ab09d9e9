package practice

import (
	"net/http"
	"strings"
)

// X is a server of the API of X: v2 in full, v1.1 as far as it is still served. It is no member of Models: its API is another.
const X Model = "x"

// xTraits follow docs.x.com/x-api. The length of a post is counted by accounts.XLimits.
var xTraits = traits{version: "2.167", nodeVersion: "2.167", ids: idSnowflake, maxChars: 280, polls: true, pollOptions: 4, pollChars: 25, maxMedia: 4, altChars: 1000, limitHeaders: true}

// xDialect is the API of X. Its limits are those of every endpoint, so they are counted at the door (admitX).
func xDialect() *dialect {
	return &dialect{
		routes: xRoutes(), admit: (*call).admitX, raw: true,
		limit: func(c *call) (http.Header, bool) { return c.xLimitHeader(), false },
	}
}

// What a route of X wants of the request (docs.x.com/fundamentals/authentication): xRead and xWrite a user's signature, xEither
// that or the token of an app, xAppOnly the token of an app. A signature for xWrite needs an app that may write.
const (
	xRead    = "read"
	xWrite   = "write"
	xEither  = "either"
	xAppOnly = "app"
)

// xRoutes are the calls that a client of one account makes (docs.x.com/x-api).
func xRoutes() []route {
	list := []route{
		{"POST /oauth/request_token", "", (*call).xRequestToken},
		{"GET /oauth/authorize", "", (*call).xAskConsent},
		{"GET /oauth/authenticate", "", (*call).xAskConsent},
		{"POST /oauth/authorize", "", (*call).xConsent},
		{"POST /oauth/access_token", "", (*call).xAccessToken},
		{"POST /oauth2/token", "", (*call).xBearer},

		{"GET /2/users/me", xRead, (*call).xMe},
		{"GET /2/users", xEither, (*call).xUsersByID},
		{"GET /2/users/by", xEither, (*call).xUsersByName},
		{"GET /2/users/by/username/{name}", xEither, (*call).xUserByName},
		{"GET /2/users/{id}", xEither, (*call).xUser},
		{"GET /2/users/{id}/tweets", xEither, (*call).xOwnPosts},
		{"GET /2/users/{id}/mentions", xEither, (*call).xMentions},

		{"POST /2/tweets", xWrite, (*call).xCreate},
		{"GET /2/tweets", xEither, (*call).xPostsByID},
		{"GET /2/tweets/{id}", xEither, (*call).xPostByID},
		{"DELETE /2/tweets/{id}", xWrite, (*call).xDelete},
		{"PUT /2/tweets/{id}/hidden", xWrite, (*call).xHide},
		{"GET /2/tweets/search/recent", xEither, (*call).xSearch},
		{"GET /2/tweets/counts/recent", xAppOnly, (*call).xCounts},
		{"GET /2/usage/tweets", xAppOnly, (*call).xUsage},

		{"GET /2/users/{id}/muting", xRead, (*call).xMuted},
		{"POST /2/users/{id}/muting", xWrite, (*call).xMute},
		{"DELETE /2/users/{id}/muting/{target}", xWrite, (*call).xUnmute},
		{"POST /2/users/{id}/retweets", xWrite, (*call).xRepost},
		{"DELETE /2/users/{id}/retweets/{target}", xWrite, (*call).xUnrepost},
		{"POST /2/users/{id}/likes", xWrite, (*call).xNotSold},
		{"POST /2/users/{id}/following", xWrite, (*call).xNotSold},

		{"POST /2/media/upload", xWrite, (*call).xUpload},
		{"GET /2/media/upload", xRead, (*call).xStatus},
		{"POST /2/media/upload/initialize", xWrite, (*call).xInitialize},
		{"POST /2/media/upload/{id}/append", xWrite, (*call).xAppend},
		{"POST /2/media/upload/{id}/finalize", xWrite, (*call).xFinalize},
		{"POST /2/media/metadata", xWrite, (*call).xDescribe},
	}
	// What there is not is an empty 404, whoever asks.
	list = append(list, route{"/2/", "", func(*call) reply { return reply{http.StatusNotFound, http.Header{}, nil} }})
	list = append(list, route{"GET /media/{id}", "", (*call).getBlob}, route{"GET /avatar/{id}", "", (*call).getPicture})
	return append(list, xRoutesV1()...)
}

// xProblem is an error as v2 writes it (docs.x.com/x-api/fundamentals/response-codes-and-errors); the type is about:blank when kind is "".
func xProblem(status int, kind, title, detail string) reply {
	if kind == "" {
		kind = "about:blank"
	} else if !strings.HasPrefix(kind, "http") {
		kind = xProblems + kind
	}
	return give(status, object{"title": title, "detail": detail, "type": kind, "status": status})
}

// xProblems is where the types of errors are, by the OpenAPI description (docs.x.com/openapi.json).
const xProblems = "https://api.x.com/2/problems/"

// xInvalid is the answer to a parameter or a field that is not as the API wants it.
func xInvalid(name, value, message string) reply {
	return give(http.StatusBadRequest, object{
		"errors": []object{{"parameters": object{name: []string{value}}, "message": message}}, "title": "Invalid Request",
		"detail": "One or more parameters to your request was invalid.", "type": xProblems + "invalid-request",
	})
}

// xMissing says in the list of errors of a partial answer that something is not there.
func xMissing(kind, parameter, value string) object {
	return object{
		"value": value, "detail": "Could not find " + kind + " with " + parameter + ": [" + value + "].", "title": "Not Found Error",
		"resource_type": kind, "parameter": parameter, "resource_id": value, "type": xProblems + "resource-not-found",
	}
}

// xOld is an error as v1.1 writes it (developer.x.com/en/support/x-api/error-troubleshooting).
func xOld(status, code int, message string) reply {
	return give(status, object{"errors": []object{{"code": code, "message": message}}})
}

// v1 tells whether a request is for the old API, which has errors of another shape.
func (c *call) v1() bool { return !strings.HasPrefix(c.r.URL.Path, "/2/") }

// xRefuse is a refusal in the words of the API that was asked.
func (c *call) xRefuse(status, code int, title, detail string) *reply {
	p := xProblem(status, "", title, detail)
	if c.v1() {
		p = xOld(status, code, detail)
	}
	return &p
}
