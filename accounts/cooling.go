package accounts

import "time"

// Cools tells whether a delivery is a heated reply that waits to be read once more before it leaves, at LeavesAt.
func (d Delivery) Cools(now time.Time) bool {
	return d.Cooling && d.State == Scheduled && d.LeavesAt.After(now)
}
