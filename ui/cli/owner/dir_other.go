//go:build !unix

package owner

import "io/fs"

// ownedByUs trusts the folder: the system has no owner that can be compared.
func ownedByUs(fs.FileInfo) bool { return true }
