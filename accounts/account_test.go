package accounts

import "testing"

func TestCheckServer(t *testing.T) {
	for in, want := range map[string]string{
		"masto.example": "https://masto.example", "https://masto.example/": "https://masto.example", " https://Masto.Example/@luz?x#y ": "https://masto.example",
		"masto.example:8443": "https://masto.example:8443", "http://127.0.0.1:8080": "http://127.0.0.1:8080", "http://localhost:1": "http://localhost:1",
		"http://[::1]:9": "http://[::1]:9",
	} {
		if got, err := CheckServer(in); err != nil || got != want {
			t.Errorf("%q: %q, %v; want %q", in, got, err, want)
		}
	}
	for _, in := range []string{"", "  ", "http://masto.example", "http://127.0.0.1.example", "http://10.0.0.1", "ftp://masto.example", "https://", "https://user:pass@masto.example",
		"masto example", "https://masto.example\n.evil.example", "file:///etc/passwd", "://x"} {
		if got, err := CheckServer(in); err == nil {
			t.Errorf("%q was taken as %q", in, got)
		}
	}
}

func TestLoopback(t *testing.T) {
	for host, want := range map[string]bool{"localhost": true, "127.0.0.1": true, "127.9.9.9": true, "::1": true, "10.0.0.1": false, "localhost.example": false, "": false, "0.0.0.0": false} {
		if Loopback(host) != want {
			t.Errorf("%q: %v", host, !want)
		}
	}
}

func TestAccountsByLogin(t *testing.T) {
	a := Account{ID: "1", Network: Mastodon, Server: "https://masto.example", Host: "masto.example", RemoteID: "7", User: "luz"}
	if a.Handle() != "@luz@masto.example" || a.VaultKey() != "mastodon|https://masto.example|7" {
		t.Errorf("%s, %s", a.Handle(), a.VaultKey())
	}
	b := a
	b.ID, b.Brand, b.User, b.Server = "2", "other", "renamed", "https://MASTO.example"
	if !a.SameLogin(b) {
		t.Error("the same login of two brands is not recognised")
	}
	for _, c := range []Account{{Network: "x", Server: a.Server, RemoteID: "7"}, {Network: Mastodon, Server: "https://other.example", RemoteID: "7"}, {Network: Mastodon, Server: a.Server, RemoteID: "8"}} {
		if a.SameLogin(c) {
			t.Errorf("%+v is another login", c)
		}
	}
}

func TestAccountStates(t *testing.T) {
	if AccountOK.String() != "ok" || AccountBlocked.String() != "blocked" || AccountState(9).String() != "?" {
		t.Error("a state has a wrong name")
	}
}
