package pane

import "vocero/accounts"

// Seconds is a number of seconds in the Args of a Toast.
type Seconds int

// Hold stands in a Toast for the time in which what was just sent can be taken back: the root puts in what the desk is set to.
const Hold = Seconds(accounts.DefaultHold / 1e9)
