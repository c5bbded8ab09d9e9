package publish

import (
	"time"

	"golang.org/x/sys/unix"
)

// uptime is the time since the machine started, suspended time included (Go's own monotonic clock stops in a suspend).
func uptime() time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(unix.CLOCK_BOOTTIME, &t); err != nil {
		return time.Since(started)
	}
	return time.Duration(t.Nano())
}

var started = time.Now()
