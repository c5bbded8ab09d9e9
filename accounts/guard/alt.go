package guard

import (
	"path"
	"slices"
	"strings"

	"vocero/accounts"
)

// alt wants a description of every file, one that describes. A missing one can be acknowledged; one that is longer than the
// server takes cannot.
func alt(p accounts.Post, f Facts) []accounts.Finding {
	var out []accounts.Finding
	for i, m := range p.Media {
		switch {
		case blank(m.Alt):
			out = append(out, finding("alt", accounts.Block, "", sayNoAlt, i+1, m.Name))
		case hollow(m):
			out = append(out, finding("alt", accounts.Warn, "", sayHollowAlt, i+1, m.Name, m.Alt))
		}
		n := accounts.Graphemes(m.Alt)
		for _, a := range targets(p, f) {
			if most := a.Instance.Limits.AltChars; most > 0 && n > most {
				out = append(out, finding("alt", accounts.Block, a.ID, sayLongAlt, i+1, m.Name, n, most, a.Handle()))
			}
		}
	}
	return out
}

// fileName is what cameras, phones and screenshots call their files, with or without the ending.
var fileName = accounts.Pattern(`(?i)^(\S+\.(jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|mp4|m4v|mov|webm|mp3|ogg|wav)|(img|dsc[fn]?|pxl|vid|mvi|screenshot|whatsapp image)[-_ ]?\d[-_.\d ]*)$`)

// generic are descriptions that say only that there is something.
var generic = []string{"image", "imagen", "img", "photo", "foto", "fotografia", "picture", "pic", "video", "audio", "gif", "logo",
	"screenshot", "captura", "captura de pantalla", "alt", "alt text", "texto alternativo", "untitled", "sin titulo", "descripcion", "description"}

// hollow tells whether a description is a file's name or a word that describes nothing.
func hollow(m accounts.Media) bool {
	s := strings.TrimSpace(m.Alt)
	stem := strings.TrimSuffix(m.Name, path.Ext(m.Name))
	if fileName().MatchString(s) || strings.EqualFold(s, m.Name) || stem != "" && !strings.Contains(stem, " ") && strings.EqualFold(s, stem) {
		return true
	}
	s = strings.TrimRight(strings.TrimSpace(strings.TrimRight(accounts.Fold(s), ".:!0123456789")), " ")
	return s == "" || slices.Contains(generic, s)
}
