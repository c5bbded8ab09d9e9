package accounts

import (
	"sync"
	"time"
)

// zones are the zones that were read from the system's tables, by name. A desk has a handful.
var zones sync.Map

// Zone is the zone of an IANA name, as time.LoadLocation gives it. The tables are read once for each name: a screen asks for the
// zone of every row it draws.
func Zone(name string) (*time.Location, error) {
	if z, ok := zones.Load(name); ok {
		return z.(*time.Location), nil
	}
	z, err := time.LoadLocation(name)
	if err == nil {
		zones.Store(name, z)
	}
	return z, err
}
