package cli

import (
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"
)

// networkMagic are the file systems that lie on other machines, by the numbers of statfs(2).
var networkMagic = map[uint32]string{
	unix.NFS_SUPER_MAGIC: "nfs", unix.SMB_SUPER_MAGIC: "smb", unix.CIFS_SUPER_MAGIC: "cifs", unix.SMB2_SUPER_MAGIC: "smb2", unix.V9FS_MAGIC: "9p",
	unix.AFS_SUPER_MAGIC: "afs", unix.CODA_SUPER_MAGIC: "coda", unix.CEPH_SUPER_MAGIC: "ceph",
}

// networkMount is the network file system that a folder lies on; "" for a disk of this machine, and where nobody can tell.
func networkMount(dir string) string {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return ""
	}
	if uint32(s.Type) != unix.FUSE_SUPER_MAGIC {
		return networkMagic[uint32(s.Type)]
	}
	table, err := os.ReadFile("/proc/self/mountinfo")
	if err != nil {
		return ""
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		dir = real
	}
	return fuseOf(string(table), dir)
}
