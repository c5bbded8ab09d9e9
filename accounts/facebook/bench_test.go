package facebook_test

import (
	"fmt"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/practice"
)

// BenchmarkSync reads 10,000 comments below one post from a practice server in this process: the answers, the decoding, the safe texts. What
// the server does is part of it.
func BenchmarkSync(b *testing.B) {
	const many = 10_000
	s, err := practice.Start(practice.Options{Model: practice.Facebook, Host: "facebook.com"})
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	own := s.AddAccount("panaderialuz", "Panadería Luz")
	keys := s.GraphKeys(own)
	a, secret, err := facebook.LogIn(b.Context(), accounts.Account{}, answersOf(s, keys, own.Token), facebook.Options{})
	if err != nil {
		b.Fatal(err)
	}
	who := s.AddStranger("vecina@otro.example", "Vecina")
	post := s.Post(own, practice.Say{Text: "Hoy hay roscón"})
	from := time.Now().Add(-5 * 24 * time.Hour)
	for i := range many {
		s.Mention(who, own, practice.Say{Text: fmt.Sprintf("Quiero %d, ¿a qué hora? https://luz.example/%d", i, i), InReplyTo: post, At: from.Add(time.Duration(i) * 40 * time.Second)})
	}
	c, err := facebook.New(a, secret, facebook.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		in, err := c.Inbox(b.Context(), "", time.Time{})
		if err != nil || len(in.Mentions) != many {
			b.Fatalf("%d mentions, %v", len(in.Mentions), err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N*many), "µs/mention")
}
