package twitter

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"vocero/accounts"
)

// instance tells what a post may hold, which is the network's and not the server's; and makes sure that the server speaks the API,
// by asking for own posts of the last minutes: an empty list is not paid for.
func (m *modern) instance(ctx context.Context) (accounts.Instance, error) {
	const what = "reading the server"
	q := url.Values{"max_results": {"5"}, "start_time": {stamp(m.past(m.now()))}}
	if _, err := m.own(ctx, what, q); err != nil {
		return accounts.Instance{}, foreign(what, err)
	}
	return m.about(API2), nil
}

// about is what an account of X may do in a version of the API.
func (p peer) about(api string) accounts.Instance {
	l := accounts.XLimits()
	if p.login.Chars > l.Chars {
		l.Chars = p.login.Chars
	}
	l.VisibilityMax = []accounts.Visibility{accounts.Public}
	in := accounts.Instance{Software: string(accounts.X), Version: api, Title: accounts.LineText("X"), Can: accounts.Abilities{Boost: true, Search: true}}
	if api == API2 {
		in.Can.Poll = true
		l.PollOptions, l.PollChars, l.PollShortest, l.PollLongest = 4, 25, pollShortest*60, pollLongest*60
		l.Media, l.MediaTypes, l.ImageBytes, l.VideoBytes, l.AltChars = maxImages, mediaTypes, imageBytes, videoBytes, altChars
	} else {
		in.Can.Follow = true
	}
	in.Limits = l
	return in
}

// foreign is the error of a server that does not speak the API.
func foreign(what string, err error) error {
	e := accounts.AsErr(err)
	answered := e.Status >= http.StatusOK && e.Status < http.StatusMultipleChoices
	if e.Code == accounts.CodeNotServer || e.Class == accounts.OutcomeRefused && has(err, accounts.CodeNotFound, accounts.CodeRefused) || e.Class == accounts.OutcomeUnknown && answered {
		return &accounts.Err{Doing: what, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer, Status: e.Status,
			Cause: errors.New("it does not speak the API of X; check the address, usually https://api.x.com, and the version of the API")}
	}
	return err
}
