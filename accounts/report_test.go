package accounts

import "testing"

func TestNormalLinkIsOneForOnePage(t *testing.T) {
	for raw, want := range map[string]string{
		"https://Luz.example":        "https://luz.example/",
		"luz.example/pan":            "https://luz.example/pan",
		"http://luz.example/a#b":     "http://luz.example/a",
		"https://luz.example/a?b=C":  "https://luz.example/a?b=C",
		"mailto:luz@luz.example":     "mailto:luz@luz.example",
		"ftp://luz.example/x":        "ftp://luz.example/x",
		"https://LUZ.example:8443/x": "https://luz.example:8443/x",
	} {
		if got := NormalLink(raw); got != want {
			t.Errorf("NormalLink(%q) is %q, want %q", raw, got, want)
		}
	}
}
