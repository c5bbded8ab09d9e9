//go:build !unix

package cli

// suspend does nothing: the system has no jobs that stop.
func suspend() error { return nil }

// Private does nothing: the system keeps the folder of a user apart by itself.
func Private() {}
