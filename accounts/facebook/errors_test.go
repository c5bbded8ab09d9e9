package facebook_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"vocero/accounts"
	"vocero/accounts/facebook"
	"vocero/accounts/practice"
)

// TestErrorTable answers with every code that the network documents, at a post and at a reading.
func TestErrorTable(t *testing.T) {
	type row struct {
		status, code, subcode int
		message               string
		class                 accounts.Outcome
		is                    accounts.Code
	}
	refused := accounts.OutcomeRefused
	rows := []row{
		{400, 190, 463, "Error validating access token: Session has expired", accounts.OutcomeAuth, accounts.CodeAuth},
		{401, 190, 0, "Malformed access token", accounts.OutcomeAuth, accounts.CodeAuth},
		{400, 102, 0, "Session key invalid", accounts.OutcomeAuth, accounts.CodeAuth},
		{400, 2500, 0, "An active access token must be used", accounts.OutcomeAuth, accounts.CodeAuth},
		{500, 1, 0, "An unknown error occurred", accounts.OutcomeUnknown, accounts.CodeUnknown},
		{400, 2, 0, "Service temporarily unavailable", accounts.OutcomeUnknown, accounts.CodeUnknown},
		{503, 12345, 0, "Nobody knows", accounts.OutcomeUnknown, accounts.CodeUnknown},
		{400, 3, 0, "Application does not have the capability", refused, accounts.CodeRights},
		{403, 10, 0, "(#10) This endpoint requires the 'pages_read_user_content' permission", refused, accounts.CodeRights},
		{403, 200, 0, "(#200) Requires pages_manage_posts", refused, accounts.CodeRights},
		{400, 299, 0, "Permission", refused, accounts.CodeRights},
		{400, 368, 1390008, "The action attempted has been deemed abusive", refused, accounts.CodeForbidden},
		{400, 506, 0, "Duplicate status message", accounts.OutcomeUnknown, accounts.CodeDuplicate},
		{400, 100, 0, "Invalid parameter", refused, accounts.CodeRefused},
		{400, 100, 33, "Object with ID '1' does not exist", refused, accounts.CodeNotFound},
		{404, 803, 0, "Some of the aliases you requested do not exist", refused, accounts.CodeNotFound},
		{400, 100, 0, "Param message is too long", refused, accounts.CodeTooLong},
		{400, 100, 1366046, "Your photos couldn't be uploaded", refused, accounts.CodeMedia},
		{400, 324, 0, "Missing or invalid image file", refused, accounts.CodeMedia},
		{400, 1500, 0, "The url you supplied is invalid", refused, accounts.CodeRefused},
	}
	for _, code := range []int{4, 17, 32, 341, 613, 80001} {
		rows = append(rows, row{403, code, 0, "Request limit reached", accounts.OutcomeLimit, accounts.CodeLimit})
	}
	d := started(t)
	c := d.open(t, facebook.Options{})
	for _, r := range rows {
		body := fmt.Sprintf(`{"error":{"message":%q,"type":"OAuthException","code":%d,"error_subcode":%d,"fbtrace_id":"Ax"}}`, r.message, r.code, r.subcode)
		mend := d.Fault(practice.Fault{Do: practice.Answer, Status: r.status, Body: body})
		_, sendErr := c.Send(t.Context(), outgoing("Hola"))
		_, readErr := c.Read(t.Context(), d.own.ID+"_1")
		mend()
		for at, err := range map[string]error{"posting": sendErr, "reading": readErr} {
			e := accounts.AsErr(err)
			if err == nil || e.Class != r.class || e.Code != r.is || e.Status != r.status || !strings.Contains(e.Detail.String(), r.message[:5]) || !e.Until.IsZero() {
				t.Errorf("%s, %d/%d: %+v", at, r.code, r.subcode, e)
			}
		}
	}
	if n := len(d.Statuses(d.own)); n != 0 {
		t.Errorf("%d posts", n)
	}
}

func outgoing(text string) accounts.Outgoing {
	return accounts.Outgoing{Key: "k-" + text, Text: text, Visibility: accounts.Public, CreatedAt: time.Now()}
}

// TestErrorsKeepSecrets has the network repeat the token, the proof and an address in its error.
func TestErrorsKeepSecrets(t *testing.T) {
	d := started(t)
	var proof string
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		proof = r.URL.Query().Get("appsecret_proof")
		w.WriteHeader(http.StatusBadRequest)
		_, _ = fmt.Fprintf(w, `{"error":{"message":"No %s %s %s at https://x.example/?access_token=%s \u001b[31m","code":100}}`, d.own.Token, proof, d.keys.AppSecret, d.own.Token)
	}))
	t.Cleanup(s.Close)
	a := d.acc
	a.Server = s.URL
	c, err := facebook.New(a, d.kept, facebook.Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Who(t.Context())
	for _, secret := range []string{d.own.Token, proof, d.keys.AppSecret, "access_token", "\x1b"} {
		if err == nil || secret == "" || strings.Contains(err.Error(), secret) {
			t.Errorf("%q is in %v", secret, err)
		}
	}
}

// TestSharesNearlyUsedUp reads the usage headers: reading waits near the end, everything at it, and both go on after.
func TestSharesNearlyUsedUp(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)
	header, calls := http.Header{}, 0
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		calls++
		for k, v := range header {
			w.Header()[k] = v
		}
		_, _ = fmt.Fprint(w, `{"id":"61550001","name":"Luz","data":[]}`)
	}))
	t.Cleanup(s.Close)
	l := facebook.Login{AppID: "1310", AppSecret: accounts.NewSecret(vectorSecret), Token: accounts.NewSecret(vectorToken)}
	open := func() *facebook.Client {
		c, err := facebook.New(accounts.Account{Network: accounts.Facebook, Server: s.URL, RemoteID: vectorPage}, l.Secret(), facebook.Options{Now: func() time.Time { return now }})
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	business := func(calls, minutes int) http.Header {
		return http.Header{"X-Business-Use-Case-Usage": {fmt.Sprintf(`{"61550001":[{"type":"pages","call_count":%d,"total_cputime":1,"total_time":"2","estimated_time_to_regain_access":%d}]}`, calls, minutes)}}
	}
	like := func(c *facebook.Client) error {
		_, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpLike, Target: "61550001_1"})
		return err
	}
	for name, c := range map[string]struct {
		header      http.Header
		reads, acts time.Duration // how long they wait; 0: not
	}{
		"nothing told": {http.Header{}, 0, 0},
		"half":         {business(50, 0), 0, 0},
		"near":         {business(92, 0), 5 * time.Minute, 0},
		"at the end":   {business(100, 17), 17 * time.Minute, 17 * time.Minute},
		"over":         {business(140, 1<<30), 24 * time.Hour, 24 * time.Hour},
		"of the app":   {http.Header{"X-App-Usage": {`{"call_count":10,"total_time":95,"total_cputime":3}`}}, 5 * time.Minute, 0},
		"nonsense":     {http.Header{"X-App-Usage": {`[]`}, "X-Business-Use-Case-Usage": {`{"a":{"b":1},"c":[null,7]}`}}, 0, 0},
	} {
		now = now.Add(48 * time.Hour)
		header = c.header
		if _, err := open().Who(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		before := calls
		for what, p := range map[string]struct {
			err  error
			wait time.Duration
		}{"reading": {func() error { _, err := open().Who(t.Context()); return err }(), c.reads}, "liking": {like(open()), c.acts}} {
			e := accounts.AsErr(p.err)
			if (p.err != nil) != (p.wait > 0) || p.wait > 0 && (e.Class != accounts.OutcomeLimit || e.Code != accounts.CodeLimit || !e.Until.Equal(now.Add(p.wait))) {
				t.Errorf("%s, %s: %v until %v", name, what, p.err, e.Until)
			}
		}
		if held := map[bool]int{true: 1}[c.reads > 0] + map[bool]int{true: 1}[c.acts > 0]; calls-before != 2-held {
			t.Errorf("%s: %d calls left", name, calls-before)
		}
	}
}

// TestLimitsOfTheServer lets the practice server refuse, and waits as long as it says.
func TestLimitsOfTheServer(t *testing.T) {
	d := started(t)
	d.SetLimit(2, time.Hour)
	c := d.open(t, facebook.Options{})
	var e *accounts.Err
	for i := 0; e == nil && i < 5; i++ {
		if _, err := c.Act(t.Context(), accounts.Outgoing{Op: accounts.OpDelete, Target: d.own.ID + "_1"}); err != nil {
			e = accounts.AsErr(err)
		}
	}
	if e == nil || e.Class != accounts.OutcomeLimit || time.Until(e.Until) < 50*time.Minute {
		t.Errorf("%+v", e)
	}
}

// TestAnswersThatAreNone posts to servers that answer with anything: never a receipt for nothing, never a refusal of what may be there.
func TestAnswersThatAreNone(t *testing.T) {
	for _, c := range []struct {
		status int
		body   string
		class  accounts.Outcome
	}{
		{200, `{"id":"12"}`, accounts.OutcomeUnknown}, {200, `{"id":"../1_2"}`, accounts.OutcomeUnknown}, {200, `[]`, accounts.OutcomeUnknown}, {200, `<html>`, accounts.OutcomeUnknown},
		{200, `{"error":{"message":"x","code":190}}`, accounts.OutcomeUnknown}, {400, `<html>`, accounts.OutcomeUnknown}, {400, `{"error":{"message":"x"}}`, accounts.OutcomeRefused},
		{400, `{"error":{"message":["x"],"code":"190"}}`, accounts.OutcomeAuth}, {301, ``, accounts.OutcomeUnknown}, {500, `{"error":{"code":100,"message":"x"}}`, accounts.OutcomeUnknown},
	} {
		s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(c.status)
			_, _ = fmt.Fprint(w, c.body)
		}))
		_, err := (&script{t: t, url: s.URL}).client(facebook.Options{}).Send(t.Context(), outgoing("x"))
		s.Close()
		if err == nil || accounts.AsErr(err).Class != c.class {
			t.Errorf("%d %s: %v", c.status, c.body, err)
		}
	}
}
