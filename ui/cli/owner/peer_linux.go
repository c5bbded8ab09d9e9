package owner

import (
	"fmt"
	"net"

	"golang.org/x/sys/unix"
)

// peerUID is the user on the other side of a unix socket, as the kernel knows it (unix(7), SO_PEERCRED).
func peerUID(c *net.UnixConn) (int, error) {
	raw, err := c.SyscallConn()
	if err != nil {
		return -1, fmt.Errorf("asking who is on the socket: %w", err)
	}
	uid, inner := -1, error(nil)
	err = raw.Control(func(fd uintptr) {
		var cred *unix.Ucred
		if cred, inner = unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED); inner == nil {
			uid = int(cred.Uid)
		}
	})
	if err == nil {
		err = inner
	}
	if err != nil {
		return -1, fmt.Errorf("asking who is on the socket: %w", err)
	}
	return uid, nil
}
