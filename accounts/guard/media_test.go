package guard

import (
	"strings"
	"testing"
	"time"

	"vocero/accounts"
)

func file(name, kind string, bytes int64, alt string) accounts.Media {
	return accounts.Media{SHA256: "00", Name: name, Type: kind, Bytes: bytes, Alt: alt}
}

func with(ms ...accounts.Media) func(*accounts.Post, *Facts) {
	return func(p *accounts.Post, _ *Facts) { p.Media = ms }
}

func TestAlt(t *testing.T) {
	const png = "image/png"
	runRows(t, "alt", post, []row{
		{"described", with(file("a.png", png, 1, "Dos panes en una cesta")), nil},
		{"missing", with(file("a.png", png, 1, " ")), []string{"block file 1 (a.png) has no description"}},
		{"second missing", with(file("a.png", png, 1, "Dos panes"), file("b.png", png, 1, "")), []string{"block file 2 (b.png)"}},
		{"its file name", with(file("cesta.png", png, 1, "cesta.PNG")), []string{"warn the description of file 1 (cesta.png) tells nothing"}},
		{"its stem", with(file("cesta.png", png, 1, "Cesta")), []string{"warn the description of file 1"}},
		{"another file name", with(file("a.png", png, 1, "IMG_2034.jpg")), []string{"warn the description"}},
		{"a camera's name", with(file("a.png", png, 1, "DSC 0012")), []string{"warn the description"}},
		{"imagen", with(file("a.png", png, 1, "Imagen 3")), []string{"warn the description"}},
		{"fotografía", with(file("a.png", png, 1, "Fotografía.")), []string{"warn the description"}},
		{"only digits", with(file("a.png", png, 1, "12")), []string{"warn the description"}},
		{"a sentence that holds imagen", with(file("a.png", png, 1, "Imagen de dos panes")), nil},
		{"too long", with(file("a.png", png, 1, strings.Repeat("a ", 60))), []string{"block a1 the description of file 1 (a.png) has 120 of at most 100"}},
	})
}

func TestMedia(t *testing.T) {
	img := file("a.png", "image/png", 1000, "pan")
	runRows(t, "media", post, []row{
		{"four", with(img, img, img, img), nil},
		{"five", with(img, img, img, img, img), []string{"block a1 5 files, at most 4 on @panaderialuz@masto.example"}},
		{"a kind it does not take", with(file("a.svg", "image/svg+xml", 1, "pan")), []string{"block a1 the server of @panaderialuz@masto.example does not take file 1 (a.svg): image/svg+xml"}},
		{"large picture", with(file("a.png", "image/png", 1001, "pan")), []string{"block a1 file 1 (a.png) has 1001 of at most 1000 bytes"}},
		{"a video may be larger", with(file("a.mp4", "video/mp4", 5000, "pan")), nil},
		{"large video", with(file("a.mp4", "video/mp4", 5001, "pan")), []string{"block a1 file 1 (a.mp4) has 5001 of at most 5000"}},
		{"video and picture", with(img, file("a.mp4", "video/mp4", 1, "pan")), []string{"block a1 a video or a sound stands alone"}},
		{"nothing told", func(p *accounts.Post, f *Facts) {
			p.Media = []accounts.Media{file("a.bin", "application/octet-stream", 1<<40, "pan")}
			f.Accounts[0].Instance.Limits = accounts.Limits{}
		}, nil},
	})
}

func TestPoll(t *testing.T) {
	base := func(t testing.TB) accounts.Post {
		p := post(t)
		p.Poll = &accounts.Poll{Options: []string{"centeno", "trigo"}, Open: time.Hour}
		return p
	}
	opts := func(o ...string) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, _ *Facts) { p.Poll.Options = o }
	}
	open := func(d time.Duration) func(*accounts.Post, *Facts) {
		return func(p *accounts.Post, _ *Facts) { p.Poll.Open = d }
	}
	runRows(t, "poll", base, []row{
		{"good", nil, nil},
		{"with a file", func(p *accounts.Post, _ *Facts) { p.Media = []accounts.Media{file("a.png", "image/png", 1, "pan")} }, []string{"block a poll cannot have files"}},
		{"without text", func(p *accounts.Post, _ *Facts) { p.Text = "" }, []string{"block a1 a poll needs a text"}},
		{"one answer", opts("sí"), []string{"block a poll needs at least two"}},
		{"five answers", opts("a", "b", "c", "d", "e"), []string{"block a1 the poll has 5 answers, at most 4"}},
		{"empty answer", opts("a", " "), []string{"block answer 2 of the poll is empty"}},
		{"twins", opts("a", "b", "a"), []string{"block answer 3 of the poll stands there twice"}},
		{"long answer", opts("a", strings.Repeat("ñ", 51)), []string{"block a1 answer 2 of the poll has 51 of at most 50"}},
		{"no time", open(0), []string{"block a1 the poll is open for 0 minutes, at least 5"}},
		{"short", open(4 * time.Minute), []string{"block a1 the poll is open for 4 minutes, at least 5"}},
		{"long", open(25 * time.Hour), []string{"block a1 the poll is open for 1500 minutes, at most 1440"}},
	})
}

func TestUnsupported(t *testing.T) {
	bare := func(f *Facts) {
		f.Accounts[0].Instance = accounts.Instance{Software: "pixelfed", Limits: accounts.Limits{TextOnly: true}, Can: accounts.Abilities{Language: true}}
	}
	runRows(t, "unsupported", post, []row{
		{"good", nil, nil},
		{"never read", func(p *accounts.Post, f *Facts) { p.CW, f.Accounts[0].Instance = "pan", accounts.Instance{} }, nil},
		{"quote", func(p *accounts.Post, f *Facts) { bare(f); p.Quoted = "1" }, []string{"block a1 @panaderialuz@masto.example (pixelfed) cannot quote"}},
		{"poll", func(p *accounts.Post, f *Facts) { bare(f); p.Poll = &accounts.Poll{} }, []string{"block a1 the server of @panaderialuz@masto.example (pixelfed) has no polls"}},
		{"WordPress takes no posts", func(_ *accounts.Post, f *Facts) {
			f.Accounts[0].Network, f.Accounts[0].Instance = accounts.Feed, accounts.Instance{Software: "wordpress", Limits: accounts.Limits{TextOnly: true}}
		}, []string{"block a1 @panaderialuz@masto.example (WordPress) takes no posts from here"}},
		{"one vote on X", func(p *accounts.Post, f *Facts) {
			f.Accounts[0].Network, f.Accounts[0].Host, p.Poll = accounts.X, "x.com", &accounts.Poll{Multiple: true}
			f.Accounts[0].Instance = accounts.Instance{Software: "x", Limits: accounts.Limits{TextOnly: true}, Can: accounts.Abilities{Poll: true}}
		}, []string{"block a1 a poll on X takes one answer of each person"}},
		{"X keeps no language, and says nothing of it", func(_ *accounts.Post, f *Facts) {
			f.Accounts[0].Network, f.Accounts[0].Instance = accounts.X, accounts.Instance{Software: "x", Limits: accounts.Limits{TextOnly: true}}
		}, nil},
		{"CW", func(p *accounts.Post, f *Facts) { bare(f); p.CW = "pan" }, []string{"block a1 the server of @panaderialuz@masto.example (pixelfed) has no content warnings"}},
		{"language", func(_ *accounts.Post, f *Facts) { bare(f); f.Accounts[0].Instance.Can.Language = false }, []string{"note a1 the server"}},
		{"focus", func(p *accounts.Post, f *Facts) { bare(f); p.Media = []accounts.Media{{FocusX: 0.2}} }, []string{"note a1 the server"}},
		{"text only", func(_ *accounts.Post, f *Facts) { bare(f); f.Accounts[0].Instance.Limits.TextOnly = false }, []string{"block a1 the server of @panaderialuz@masto.example (pixelfed) takes no post without a file"}},
	})
	runRows(t, "unsupported", reply, []row{
		{"a feed is only read", func(_ *accounts.Post, f *Facts) {
			f.Accounts[0].Network, f.Accounts[0].Instance = accounts.Feed, accounts.Instance{Software: "feed"}
		}, []string{"block a1 @panaderialuz@masto.example (feed) is only read"}},
		{"WordPress takes answers", func(_ *accounts.Post, f *Facts) {
			f.Accounts[0].Network, f.Accounts[0].Instance = accounts.Feed, accounts.Instance{Software: "wordpress"}
		}, nil},
		{"a reply may be text only", func(_ *accounts.Post, f *Facts) { bare(f); f.Accounts[0].Instance.Limits.TextOnly = false }, nil},
	})
}
