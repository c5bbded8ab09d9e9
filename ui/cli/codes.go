package cli

import "vocero/accounts"

// remedy is what to do about a stored code, with a command where the screens name a key.
func (a *app) remedy(c accounts.Code) string {
	switch c {
	case accounts.CodeAuth:
		return a.T("log in again: vocero account login HANDLE")
	case accounts.CodeTooLong, accounts.CodeRefused, accounts.CodeMedia, accounts.CodeLost:
		return a.T("change it (vocero draft edit ID) and schedule it again")
	case accounts.CodeDuplicate:
		return a.T("look at the profile before you send it again")
	case accounts.CodeAbsent, accounts.CodeUnknown:
		return a.T("do not send it again by hand; look: vocero outbox list; decide: vocero outbox resolve ID --published URL, --resend --as LETTER or --cancel")
	case accounts.CodePaused:
		return a.T("resume the client first: vocero resume --brand LETTER")
	case accounts.CodeGuard:
		return a.T("see: vocero check ID")
	case accounts.CodeChanged:
		return a.T("look at it and schedule it again")
	case accounts.CodeLocked:
		return a.T("unlock it in the desk, or give --passphrase-file")
	case accounts.CodeMissed:
		return a.T("send it now: vocero outbox retry ID --as LETTER; another hour: vocero schedule POST --at HOUR --as LETTER; drop it: vocero outbox cancel ID")
	case accounts.CodeClock:
		return a.T("set the clock right, as with: timedatectl set-ntp true")
	case accounts.CodeBefore:
		return a.T("settle that part first: vocero outbox list")
	case accounts.CodeNotServer:
		return a.T("check its address")
	}
	_, remedy := a.p.Code(c)
	return remedy
}

// fault is a stored error as scripts and people see it; nil for none.
func (a *app) fault(f *accounts.Fault) *errorDoc {
	if f == nil {
		return nil
	}
	return &errorDoc{Code: string(f.Code), Message: a.p.Reason(f), Remedy: a.remedy(f.Code)}
}
