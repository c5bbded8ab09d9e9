package accounts

// needs is the ability behind each operation, in the order of the operations.
var needs = []Ability{ToPost, ToEdit, ToDelete, ToBoost, ToBoost, ToLike, ToLike, ToFollow, ToFollow, ToMute, ToMute, ToHide, ToHide, ToBlock, ToBlock, ToReport}

// Needs is what an account must be able to do for the operation; see Account.Able.
func (o Op) Needs() Ability {
	if int(o) < len(needs) {
		return needs[o]
	}
	return ToPost
}

// AtPerson tells whether the operation aims at somebody: its target is a person's remote id, not that of something said. A report
// does, and names what was said beside (Outgoing.Quote).
func (o Op) AtPerson() bool {
	switch o {
	case OpFollow, OpUnfollow, OpMute, OpUnmute, OpBlock, OpUnblock, OpReport:
		return true
	}
	return false
}

// TakesAway tells whether the operation has reached its aim when its target is not there.
func (o Op) TakesAway() bool {
	switch o {
	case OpDelete, OpUnboost, OpUnlike, OpUnfollow, OpUnmute, OpUnblock:
		return true
	}
	return false
}

// Addressed tells whether the operation can leave only from the account to which the thing was said, and only for something said to
// it: every other account has nothing to do with it.
func (o Op) Addressed() bool {
	switch o {
	case OpLike, OpUnlike, OpMute, OpUnmute, OpHide, OpUnhide, OpBlock, OpUnblock, OpReport:
		return true
	}
	return false
}
