package cli

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// openDesk opens the desk of the home, unless that lies where a database cannot: on a network file system neither its lock nor its
// memory map holds between two machines, and two desks would send everything twice.
func (a *app) openDesk(ctx context.Context, o OpenOptions) (*Desk, error) {
	mount := a.Mount
	if mount == nil {
		mount = networkMount
	}
	if fs := mount(existing(o.Home)); fs != "" && !a.iKnow {
		return nil, refused("network_home", a.T("%s lies on a network file system (%s), where locks do not hold: two machines could send twice", o.Home, fs),
			a.T("use a home on a disk of this machine, or work on its host over ssh; --i-know opens it all the same"))
	}
	return a.OpenDesk(ctx, o)
}

// existing is the nearest folder above a path that is there.
func existing(dir string) string {
	for {
		if _, err := os.Stat(dir); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return dir
		}
		dir = up
	}
}

// networkFUSE are the file systems in user space that lie on other machines, as the table of mounts names them.
var networkFUSE = []string{"fuse.sshfs", "fuse.rclone", "fuse.s3fs", "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph-fuse", "fuse.curlftpfs",
	"fuse.gvfsd-fuse", "fuse.google-drive-ocamlfuse", "fuse.onedriver", "fuse.goofys", "fuse.gcsfuse", "fuse.juicefs", "fuse.moosefs", "fuse.afpfs"}

// fuseOf finds in a table of mounts (proc_pid_mountinfo(5)) the network file system in user space that a folder lies on; "" for every
// other one.
func fuseOf(table, dir string) string {
	longest, kind := -1, ""
	for line := range strings.Lines(table) {
		head, tail, ok := strings.Cut(line, " - ")
		f, t := strings.Fields(head), strings.Fields(tail)
		if !ok || len(f) < 5 || len(t) < 1 {
			continue
		}
		at := unescapeMount(f[4])
		if n := len(at); n >= longest && (at == "/" || dir == at || strings.HasPrefix(dir, strings.TrimSuffix(at, "/")+"/")) {
			longest, kind = n, t[0]
		}
	}
	if slices.Contains(networkFUSE, kind) {
		return kind
	}
	return ""
}

// unescapeMount undoes the octal escapes of blanks in the table of mounts.
func unescapeMount(s string) string {
	return strings.NewReplacer(`\040`, " ", `\011`, "\t", `\012`, "\n", `\134`, `\`).Replace(s)
}
