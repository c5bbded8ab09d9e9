package facebook

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"vocero/accounts"
	"vocero/accounts/wire"
)

const loggingIn = "logging in"

// Needed are the permissions that a page wants here (https://developers.facebook.com/docs/permissions): to post, to read what was posted, to
// answer, hide and like, to read what others say, and to read figures.
var Needed = []string{"pages_manage_posts", "pages_read_engagement", "pages_manage_engagement", "pages_read_user_content", "read_insights"}

// listing is what a person's token wants besides, so that the page can be found.
const listing = "pages_show_list"

// tasks are what the person may do on the page (https://developers.facebook.com/docs/pages-api/overview#tasks).
var tasks = []string{"CREATE_CONTENT", "MODERATE", "ANALYZE"}

// soon is how long a token must live at least.
const soon = 24 * time.Hour

// Prompts are what a log-in wants to know: the client's own app (App settings, Basic), a token of the page or of a person who looks
// after it (Graph API Explorer, or Business settings, System users), and which page where there are several.
func Prompts() []accounts.Prompt {
	word := func(name string) func(string) error {
		return func(v string) error {
			if v = strings.TrimSpace(v); v == "" || strings.ContainsAny(v, " \t\r\n\x00") {
				return fmt.Errorf("that is no %s; copy it whole from developers.facebook.com", name)
			}
			return nil
		}
	}
	return []accounts.Prompt{
		{Name: "app_id", Check: func(v string) error {
			if !number().MatchString(strings.TrimSpace(v)) {
				return fmt.Errorf("%q is no app id; it is the number at App settings, Basic", v)
			}
			return nil
		}},
		{Name: "app_secret", Secret: true, Check: word("app secret")},
		{Name: "token", Secret: true, Check: word("token")},
		{Name: "page", Optional: true},
		{Name: "server", Value: Server, Check: func(v string) error {
			_, err := accounts.CheckServer(v)
			return err
		}},
	}
}

// LogIn tells whose token it is, what it is allowed, and what a post may hold. A person's token is exchanged for one of the page that does
// not end. The error has CodeRights when a permission is missing, and names it. The secret is what the vault keeps.
func LogIn(ctx context.Context, a accounts.Account, in accounts.Answers, o Options) (accounts.Account, accounts.Secret, error) {
	none, server := accounts.Secret{}, Server
	if v := in.Get("server"); v != "" {
		server = v
	}
	server, err := accounts.CheckServer(server)
	if err != nil {
		return a, none, err
	}
	word := func(name string) string { return strings.TrimSpace(in.Get(name)) }
	l := Login{word("app_id"), accounts.NewSecret(word("app_secret")), accounts.NewSecret(word("token"))}
	if err := l.keep(); err != nil {
		return a, none, refused(loggingIn, accounts.CodeAuth, "the app id, the app secret or the token is missing; copy them from developers.facebook.com")
	}
	d := door{ctx, server, o, word("page")}
	if d.page == "" {
		d.page = a.RemoteID // A page that logs in again.
	}
	if l, err = d.pageLogin(l); err != nil {
		return a, none, err
	}
	g := open(server, server, l, o)
	var p pageNode
	if _, err := g.call(ctx, loggingIn, http.MethodGet, "/me", url.Values{"fields": {pageFields}}, &p); err != nil {
		return a, none, err
	}
	who, err := profile(loggingIn, p)
	if err != nil {
		return a, none, err
	}
	a.Network, a.Server, a.Host, a.RemoteID, a.User, a.Name, a.URL = accounts.Facebook, server, who.Host, who.RemoteID, who.User, who.Name, who.URL
	a.Instance, err = (&Client{acc: a, g: g, now: o.now}).Instance(ctx)
	return a, l.Secret(), err
}

// door is one log-in on its way.
type door struct {
	ctx    context.Context
	server string
	o      Options
	page   string // as the person named it, "" where there is one only
}

// pass is what the network says of a token (https://developers.facebook.com/docs/graph-api/reference/debug_token).
type pass struct {
	App     wire.ID             `json:"app_id"`
	Type    wire.Str            `json:"type"`
	Valid   bool                `json:"is_valid"`
	Ends    wire.Num            `json:"expires_at"`
	Page    wire.ID             `json:"profile_id"`
	Scopes  wire.List[wire.Str] `json:"scopes"`
	Targets wire.List[struct {
		Scope wire.Str           `json:"scope"`
		IDs   wire.List[wire.ID] `json:"target_ids"`
	}] `json:"granular_scopes"`
}

// lacks are the permissions that a token was not given, or not for this page.
func (p pass) lacks(wanted []string, page string) []string {
	var out []string
	for _, w := range wanted {
		fine := slices.Contains(p.Scopes, wire.Str(w))
		for _, t := range p.Targets {
			if string(t.Scope) == w && len(t.IDs) > 0 && page != "" {
				fine = fine && slices.Contains(t.IDs, wire.ID(page))
			}
		}
		if !fine {
			out = append(out, w)
		}
	}
	return out
}

// pageLogin is the log-in with a token of the page, checked.
func (d door) pageLogin(l Login) (Login, error) {
	p, err := d.debug(l)
	if err != nil {
		return l, err
	}
	if p.Type == "USER" || p.Type == "SYSTEM_USER" || p.Type == "" && p.Page == "" {
		if missing := p.lacks(append([]string{listing}, Needed...), ""); len(missing) > 0 {
			return l, lacking(missing)
		}
		if l, err = d.pageOf(l, p.Type == "USER"); err != nil {
			return l, err
		}
		if p, err = d.debug(l); err != nil {
			return l, err
		}
	} else if d.page != "" && number().MatchString(d.page) && d.page != string(p.Page) {
		return l, refused(loggingIn, accounts.CodeAuth, "the token is of another page (%s); make one of the page %s", p.Page, d.page)
	}
	if missing := p.lacks(Needed, string(p.Page)); len(missing) > 0 {
		return l, lacking(missing)
	}
	if at := time.Unix(p.Ends.Or(0), 0); p.Ends.Or(0) > 0 && at.Before(d.o.now().Add(soon)) {
		return l, refused(loggingIn, accounts.CodeAuth, "the page's token ends at %s; give the token of a person who looks after the page instead: it is exchanged for one that lasts",
			at.Format("2006-01-02 15:04"))
	}
	return l, nil
}

// lacking is the refusal of a log-in without all permissions: their names, and where the network gives them, in its own words. What has
// to be done about it is the same in every language and said with the code.
func lacking(missing []string) error {
	return refused(loggingIn, accounts.CodeRights, "%s (App Review, Advanced Access)", strings.Join(missing, ", "))
}

// debug asks what a token is worth. The question is the app's; the token that it is about has no other place than the query.
func (d door) debug(l Login) (pass, error) {
	var v struct {
		Data wire.Maybe[pass] `json:"data"`
	}
	_, err := open(d.server, d.server, l.app(), d.o).call(d.ctx, loggingIn, http.MethodGet, "/debug_token", url.Values{"input_token": {l.Token.Reveal()}}, &v)
	if err != nil {
		if accounts.AsErr(err).Class == accounts.OutcomeAuth {
			return pass{}, &accounts.Err{Doing: loggingIn, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Status: accounts.AsErr(err).Status,
				Cause: errors.New("the app id and the app secret do not belong together; copy both from App settings, Basic")}
		}
		return pass{}, err
	}
	p := v.Data.Get()
	switch {
	case !v.Data.There():
		return p, refused(loggingIn, accounts.CodeNotServer, "it does not speak the Graph API; check the address, usually %s", Server)
	case !p.Valid:
		return p, &accounts.Err{Doing: loggingIn, Class: accounts.OutcomeAuth, Code: accounts.CodeAuth, Cause: errors.New("the token has ended or was revoked; make a new one")}
	case string(p.App) != l.AppID:
		return p, refused(loggingIn, accounts.CodeAuth, "the token was made for another app (%s); make one with this app", p.App)
	}
	return p, nil
}

// pageOf trades a person's token for one of the page (https://developers.facebook.com/docs/graph-api/reference/user/accounts). A short-lived one is
// exchanged first: only then the page's does not end (https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived).
func (d door) pageOf(l Login, exchange bool) (Login, error) {
	if exchange {
		var v struct {
			Token wire.Str `json:"access_token"`
		}
		form := url.Values{"grant_type": {"fb_exchange_token"}, "client_id": {l.AppID}, "client_secret": {l.AppSecret.Reveal()}, "fb_exchange_token": {l.Token.Reveal()}}
		if _, err := open(d.server, d.server, Login{}, d.o).call(d.ctx, loggingIn, http.MethodPost, "/oauth/access_token", form, &v); err != nil {
			return l, err
		}
		l.Token = accounts.NewSecret(string(v.Token))
		if l.keep() != nil {
			return l, notServer(loggingIn, "the answer holds no token")
		}
	}
	pages, err := d.pages(l)
	if err != nil {
		return l, err
	}
	p, err := d.choose(pages)
	if err != nil {
		return l, err
	}
	if missing := slices.DeleteFunc(slices.Clone(tasks), func(t string) bool { return slices.Contains(p.Tasks, wire.Str(t)) }); len(missing) > 0 {
		return l, refused(loggingIn, accounts.CodeRights, "%s (Page access)", strings.Join(missing, ", "))
	}
	l.Token = accounts.NewSecret(string(p.Token))
	if l.keep() != nil {
		return l, notServer(loggingIn, "the answer holds no token of the page")
	}
	return l, nil
}

func (d door) pages(l Login) ([]pageNode, error) {
	g := open(d.server, d.server, l, d.o)
	var out []pageNode
	err := walk(d.ctx, &Client{g: g}, loggingIn, "/me/accounts", url.Values{"fields": {pageFields + ",access_token,tasks"}}, maxPages, func(p pageNode) bool {
		out = append(out, p)
		return true
	})
	return out, err
}

// choose is the page that the person meant: the only one, or by number, user name or name.
func (d door) choose(list []pageNode) (pageNode, error) {
	var names []string
	want := strings.TrimPrefix(strings.TrimSpace(d.page), "@")
	for _, p := range list {
		if want == string(p.ID) || want != "" && (strings.EqualFold(want, string(p.User)) || strings.EqualFold(want, string(p.Name))) || want == "" && len(list) == 1 {
			return p, nil
		}
		names = append(names, fmt.Sprintf("%s (%s)", accounts.LineText(string(p.Name)), p.ID))
	}
	if len(names) == 0 {
		return pageNode{}, refused(loggingIn, accounts.CodeRights, "the token shows no page; grant it the page when the network asks which ones")
	}
	return pageNode{}, refused(loggingIn, accounts.CodeNotFound, "say which page: %s", strings.Join(names[:min(len(names), 20)], ", "))
}
