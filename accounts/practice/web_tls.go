package practice

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"strings"
	"sync"
	"time"
)

// authority makes the certificates of the practice web, each when it is first asked for. It lives in memory only.
type authority struct {
	now  func() time.Time
	root *x509.Certificate
	key  *ecdsa.PrivateKey
	pool *x509.CertPool

	mu   sync.Mutex
	made map[string]*tls.Certificate
}

func newAuthority(now func() time.Time) (*authority, error) {
	a := &authority{now: now, pool: x509.NewCertPool(), made: map[string]*tls.Certificate{}}
	var err error
	if a.key, err = ecdsa.GenerateKey(elliptic.P256(), rand.Reader); err != nil {
		return nil, err
	}
	t := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "Practice"}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: now().AddDate(-2, 0, 0), NotAfter: now().AddDate(2, 0, 0), KeyUsage: x509.KeyUsageCertSign}
	raw, err := x509.CreateCertificate(rand.Reader, t, t, a.key.Public(), a.key)
	if err != nil {
		return nil, err
	}
	if a.root, err = x509.ParseCertificate(raw); err != nil {
		return nil, err
	}
	a.pool.AddCert(a.root)
	return a, nil
}

// forHost is the certificate of a host: caducado.example has an old one, otro-nombre.example that of another host, and nobody vouches
// for that of desconocido.example.
func (a *authority) forHost(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
	host := strings.ToLower(h.ServerName)
	a.mu.Lock()
	defer a.mu.Unlock()
	if c := a.made[host]; c != nil {
		return c, nil
	}
	now := a.now()
	t := &x509.Certificate{SerialNumber: big.NewInt(now.UnixNano()), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host},
		NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(1, 0, 0), KeyUsage: x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	parent, signer := a.root, crypto.Signer(a.key)
	switch host {
	case "caducado.example":
		t.NotAfter = now.AddDate(0, 0, -3)
	case "otro-nombre.example":
		t.DNSNames = []string{"otra-casa.example"}
	case "desconocido.example":
		parent, signer = t, key
	}
	raw, err := x509.CreateCertificate(rand.Reader, t, parent, key.Public(), signer)
	if err != nil {
		return nil, err
	}
	c := &tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}
	a.made[host] = c
	return c, nil
}
