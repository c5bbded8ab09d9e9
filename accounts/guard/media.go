package guard

import (
	"slices"
	"strings"

	"vocero/accounts"
)

// media compares the files with what each server takes: how many, of which kinds, how large.
func media(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for _, a := range targets(p, f) {
		l := a.Instance.Limits
		if n := len(p.Media); l.Media > 0 && n > l.Media {
			out = append(out, finding("media", accounts.Block, a.ID, sayManyFiles, n, l.Media, a.Handle()))
		}
		// Mastodon: "Cannot attach a video to a post that already contains images", see
		// github.com/mastodon/mastodon app/services/post_status_service.rb. It names no such limit in its instance document.
		if len(p.Media) > 1 && a.Instance.Software == "mastodon" && slices.ContainsFunc(p.Media, moving) {
			out = append(out, finding("media", accounts.Block, a.ID, sayMixedFiles, a.Handle()))
		}
		for i, m := range p.Media {
			if len(l.MediaTypes) > 0 && !slices.Contains(l.MediaTypes, m.Type) {
				out = append(out, finding("media", accounts.Block, a.ID, sayKind, i+1, m.Name, m.Type, a.Handle()))
				continue
			}
			most := l.ImageBytes
			if moving(m) {
				most = l.VideoBytes
			}
			if most > 0 && m.Bytes > most {
				out = append(out, finding("media", accounts.Block, a.ID, sayLarge, i+1, m.Name, m.Bytes, most, a.Handle()))
			}
		}
	}
	return out
}

// moving tells whether a file is a video or a sound.
func moving(m accounts.Media) bool {
	return strings.HasPrefix(m.Type, "video/") || strings.HasPrefix(m.Type, "audio/")
}
