//go:build !linux

package publish

import "time"

// uptime is the time since the program started by the monotonic clock. Where that clock stops in a suspend, a suspend looks like
// a clock that was set, and costs a fresh plan.
func uptime() time.Duration { return time.Since(started) }

var started = time.Now()
