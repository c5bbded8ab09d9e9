package practice_test

import (
	"strconv"
	"testing"
	"time"

	"vocero/accounts/practice"
)

func TestXLimitsOfAWindow(t *testing.T) {
	b := onX(t)
	got := b.get("/2/users/me").want(200)
	reset, _ := strconv.ParseInt(got.header.Get("x-rate-limit-reset"), 10, 64)
	if got.header.Get("x-rate-limit-limit") != "75" || got.header.Get("x-rate-limit-remaining") != "74" || !time.Unix(reset, 0).After(b.clock.now()) {
		t.Error(got.header)
	}
	for range 80 {
		b.get("/2/users/me").want(200)
	}
	b.s.CountLimits(true)
	for range 75 {
		b.get("/2/users/me").want(200)
	}
	over := b.get("/2/users/me").want(429)
	if over.header.Get("x-rate-limit-remaining") != "0" || over.str("title") != "Too Many Requests" || over.header.Get("x-rate-limit-reset") == "" {
		t.Error(over.header, over.body)
	}
	b.get("/2/users/" + b.luz.ID).want(200) // Every endpoint has its own.
	b.clock.move(15 * time.Minute)
	b.get("/2/users/me").want(200)
	b.s.CountLimits(false)
	b.s.SetLimit(1, time.Minute)
	b.get("/1.1/account/verify_credentials.json").want(200)
	if over := b.get("/1.1/account/verify_credentials.json").want(429); over.num("errors.0.code") != 88 {
		t.Error(over.body)
	}
	bar := xbed{b.bed, signing(b.s, b.s.AddAccount("barnorte", "Bar Norte"))}
	bar.get("/1.1/account/verify_credentials.json").want(200)
}

func TestXLimitOfADay(t *testing.T) {
	b := onX(t)
	b.s.SetDailyPosts(2)
	for i := range 2 {
		got := b.put("POST", "/2/tweets", fields{"text": "post " + strconv.Itoa(i)}).want(201)
		if got.header.Get("x-user-limit-24hour-limit") != "2" || got.header.Get("x-user-limit-24hour-remaining") != strconv.Itoa(1-i) || got.header.Get("x-app-limit-24hour-limit") != "10000" {
			t.Error(got.header)
		}
	}
	over := b.put("POST", "/2/tweets", fields{"text": "uno más"}).want(429)
	reset, _ := strconv.ParseInt(over.header.Get("x-user-limit-24hour-reset"), 10, 64)
	if wait := time.Unix(reset, 0).Sub(b.clock.now()); over.header.Get("x-user-limit-24hour-remaining") != "0" || wait != 24*time.Hour {
		t.Errorf("%s %v", wait, over.header)
	}
	b.get("/2/users/me").want(200)
	b.clock.move(24 * time.Hour)
	b.tweet("otro día")
}

func TestXPermissionsAndPeople(t *testing.T) {
	b := onX(t)
	b.s.SetReadOnly(b.luz, true)
	b.put("POST", "/2/tweets", fields{"text": "hola"}).want(403).says("oauth1-permissions")
	if got := b.get("/1.1/account/verify_credentials.json").want(200).header.Get("X-Access-Level"); got != "read" {
		t.Error(got)
	}
	b.s.SetReadOnly(b.luz, false)
	b.tweet("hola")
	b.s.Suspend(b.luz, true)
	b.get("/2/users/me").want(403)
	b.get("/1.1/account/verify_credentials.json").want(403).says(`"code":64`)
	b.s.Suspend(b.luz, false)
	b.asApp("/2/users/me").want(403).says("unsupported-authentication")
	b.get("/2/tweets/counts/recent", "query", "pan").want(403).says("unsupported-authentication")
	b.asApp("/2/users/" + b.luz.ID + "/tweets").want(200)
	b.s.RevokeAll(b.luz)
	b.get("/2/users/me").want(401)
	b.get("/1.1/account/verify_credentials.json").want(401).says(`"code":89`)
	if _, _, token, _ := b.s.Keys(&practice.Account{ID: "0"}); token != "" {
		t.Error("keys of nobody")
	}
}
