//go:build !unix

package screen

import "os"

// notifySize does nothing: Bubble Tea's own renderer draws here.
func notifySize(chan os.Signal) {}
