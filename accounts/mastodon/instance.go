package mastodon

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"vocero/accounts"
)

const readingServer = "reading what the server is"

// document is https://docs.joinmastodon.org/entities/Instance/ and its first version, with what Pleroma and GoToSocial add.
type document struct {
	Domain        str           `json:"domain"`
	AccountDomain str           `json:"account_domain"` // GoToSocial's
	URI           str           `json:"uri"`            // of the first version; Pleroma puts a URL there
	Title         str           `json:"title"`
	Version       str           `json:"version"`
	SourceURL     str           `json:"source_url"`
	Config        maybe[config] `json:"configuration"`
	MaxTootChars  num           `json:"max_toot_chars"`
	UploadLimit   num           `json:"upload_limit"`
	AltLimit      num           `json:"description_limit"`
	MaxMedia      num           `json:"max_media_attachments"`
	PollLimits    maybe[struct {
		Options  num `json:"max_options"`
		Chars    num `json:"max_option_chars"`
		Shortest num `json:"min_expiration"`
		Longest  num `json:"max_expiration"`
	}] `json:"poll_limits"`
	Pleroma maybe[struct {
		Metadata maybe[struct {
			Features list[str] `json:"features"`
		}] `json:"metadata"`
	}] `json:"pleroma"`
	second bool // it came from /api/v2/instance
}

type config struct {
	Statuses maybe[struct {
		Chars num `json:"max_characters"`
		Media num `json:"max_media_attachments"`
		URL   num `json:"characters_reserved_per_url"`
	}] `json:"statuses"`
	Media maybe[struct {
		Types list[str] `json:"supported_mime_types"`
		Image num       `json:"image_size_limit"`
		Video num       `json:"video_size_limit"`
		Alt   num       `json:"description_limit"`
	}] `json:"media_attachments"`
	Polls maybe[struct {
		Options  num `json:"max_options"`
		Chars    num `json:"max_characters_per_option"`
		Shortest num `json:"min_expiration"`
		Longest  num `json:"max_expiration"`
	}] `json:"polls"`
}

// Instance reads what the server is: /api/v2/instance, where that is missing /api/v1/instance, and nodeinfo for the software.
func (c *Client) Instance(ctx context.Context) (accounts.Instance, error) {
	d, err := c.document(ctx)
	if err != nil {
		return accounts.Instance{}, err
	}
	return c.describe(ctx, d)
}

// describe adds to a document what nodeinfo tells.
func (c *Client) describe(ctx context.Context, d document) (accounts.Instance, error) {
	s, err := c.software(ctx, d)
	if err != nil {
		return accounts.Instance{}, err
	}
	in := accounts.Instance{Software: s.name, Version: s.version, Title: accounts.LineText(string(d.Title)), Can: s.abilities(d)}
	in.Limits = s.limits(d, in.Can)
	return in, nil
}

// document reads the newest version of it that the server has.
func (c *Client) document(ctx context.Context) (document, error) {
	var last error
	for _, path := range []string{"/api/v2/instance", "/api/v1/instance"} {
		d := document{second: strings.HasPrefix(path, "/api/v2")}
		err := c.get(ctx, readingServer, path, nil, &d)
		if err == nil && d.Version != "" && (d.Domain != "" || d.URI != "") {
			return d, nil
		}
		if e := accounts.AsErr(err); err != nil && (e.Code == accounts.CodeOffline || e.Class == accounts.OutcomeLimit || ctx.Err() != nil) {
			return document{}, err
		}
		last = err
	}
	if e := accounts.AsErr(last); last != nil && (e.Class == accounts.OutcomeAuth || e.Status >= 500) {
		return document{}, last
	}
	e := &accounts.Err{Doing: readingServer, Class: accounts.OutcomeRefused, Code: accounts.CodeNotServer,
		Cause: errors.New("the other side does not speak the Mastodon API; check the address")}
	if last != nil {
		e.Status = accounts.AsErr(last).Status
	}
	return document{}, e
}

// node is a nodeinfo document (https://nodeinfo.diaspora.software/protocol.html).
type node struct {
	Software maybe[struct {
		Name    str `json:"name"`
		Version str `json:"version"`
	}] `json:"software"`
}

// nodeinfo reads the software's name; "" where the server has no nodeinfo on its own host.
func (c *Client) nodeinfo(ctx context.Context) (name, version string, err error) {
	const what = "reading nodeinfo"
	var index struct {
		Links list[struct {
			Rel  str `json:"rel"`
			Href str `json:"href"`
		}] `json:"links"`
	}
	if err := c.get(ctx, what, "/.well-known/nodeinfo", nil, &index); err != nil {
		return "", "", err
	}
	own, err := url.Parse(c.acc.Server)
	if err != nil {
		return "", "", err
	}
	for _, l := range index.Links {
		u, err := url.Parse(string(l.Href))
		if err != nil || !strings.EqualFold(u.Host, own.Host) || !strings.Contains(string(l.Rel), "nodeinfo") {
			continue
		}
		var n node
		if err := c.get(ctx, what, u.EscapedPath(), nil, &n); err != nil {
			return "", "", err
		}
		s := n.Software.Get()
		return string(s.Name), string(s.Version), nil
	}
	return "", "", nil
}

var hostName = accounts.Pattern(`^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$`)

// host is the domain of the handles, which may differ from the server's.
func (d document) host(server string) string {
	for _, s := range []str{d.AccountDomain, d.Domain, d.URI} {
		h := strings.ToLower(strings.TrimSpace(string(s)))
		if u, err := url.Parse(h); err == nil && u.Host != "" {
			h = u.Host
		}
		if len(h) <= 253 && hostName().MatchString(h) {
			return h
		}
	}
	u, err := url.Parse(server)
	if err != nil {
		return ""
	}
	return u.Host
}
