package store

import (
	"flag"
	"os"
	"testing"
)

// benchHome is the home of the desk that the reading benchmarks share.
var benchHome string

func TestMain(m *testing.M) {
	flag.Parse()
	if home := os.Getenv(crashHome); home != "" {
		panic(writeUntilKilled(home))
	}
	dir, err := os.MkdirTemp("", "vocero-store-")
	if err != nil {
		panic(err)
	}
	benchHome = dir
	code := m.Run()
	if filledDesk.s != nil {
		_ = filledDesk.s.Close()
	}
	_ = os.RemoveAll(dir)
	os.Exit(code)
}
