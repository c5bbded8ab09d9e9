package owner

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Role says what kind of process holds a desk.
type Role string

// The roles. A runner steps aside for a desk; a desk stays until it is closed.
const (
	Desk   Role = "desk"
	Runner Role = "run"
)

// Alive is how old a heartbeat may be before its owner counts as hung.
const Alive = 60 * time.Second

// Info is what HOME/owner.json says of an owner.
type Info struct {
	PID     int       `json:"pid"`
	Role    Role      `json:"role"`
	Epoch   uint64    `json:"epoch"`
	Socket  string    `json:"socket"`
	Build   string    `json:"build"`
	Started time.Time `json:"started"`
	Beat    time.Time `json:"beat"` // renewed while the owner lives
}

// Fresh tells whether the owner gave a sign of life within Alive. A beat from the future counts as one: clocks step back.
func (i Info) Fresh(now time.Time) bool { return now.Sub(i.Beat) < Alive }

const fileName = "owner.json"

// Read reads who says to own a home. ErrNone when nobody does, or when the file cannot be understood.
func Read(home string) (Info, error) {
	var i Info
	b, err := os.ReadFile(filepath.Join(home, fileName))
	if errors.Is(err, fs.ErrNotExist) {
		return i, ErrNone
	}
	if err != nil {
		return i, fmt.Errorf("reading who holds the desk: %w", err)
	}
	if json.Unmarshal(b, &i) != nil || i.Socket == "" {
		return Info{}, ErrNone // Half a file is that of a process which died while writing: stale.
	}
	return i, nil
}

// Clean removes the owner's file and sockets of a home. Call it only while holding the database: then they are stale.
func Clean(home string) {
	_ = os.Remove(filepath.Join(home, fileName))
	for _, dir := range socketDirs() {
		left, _ := filepath.Glob(filepath.Join(dir, homeHash(home)+"-*.sock"))
		for _, p := range left {
			_ = os.Remove(p)
		}
	}
}

// write stores the file whole or not at all.
func (i Info) write(home string) error {
	b, err := json.Marshal(i)
	if err != nil {
		return fmt.Errorf("writing %s: %w", fileName, err)
	}
	tmp := filepath.Join(home, fileName+"."+strconv.Itoa(i.PID))
	if err := os.WriteFile(tmp, append(b, '\n'), 0o600); err != nil {
		return fmt.Errorf("writing %s: %w", fileName, err)
	}
	if err := os.Rename(tmp, filepath.Join(home, fileName)); err != nil {
		_ = os.Remove(tmp)
		return fmt.Errorf("writing %s: %w", fileName, err)
	}
	return nil
}

// drop removes the file where it is still this owner's.
func (i Info) drop(home string) {
	if now, err := Read(home); err == nil && now.Socket == i.Socket {
		_ = os.Remove(filepath.Join(home, fileName))
	}
}

// maxSocket is the longest path of a unix socket in bytes, that of Linux with its closing zero (macOS: 104).
const maxSocket = 103

// socketDirs are the folders a socket may lie in, the best first. Cron and systemd timers have no runtime folder.
func socketDirs() []string {
	var out []string
	if d := os.Getenv("XDG_RUNTIME_DIR"); filepath.IsAbs(d) {
		out = append(out, filepath.Join(d, "vocero"))
	}
	return append(out, filepath.Join("/tmp", "vocero-"+strconv.Itoa(os.Getuid())))
}

// homeHash names a home in a few characters, whatever path leads to it.
func homeHash(home string) string {
	if abs, err := filepath.Abs(home); err == nil {
		home = abs
	}
	if real, err := filepath.EvalSymlinks(home); err == nil {
		home = real
	}
	sum := sha256.Sum256([]byte(home))
	return hex.EncodeToString(sum[:6])
}

// newSocket is a free path for a socket of this process, in a folder that is this user's alone.
func newSocket(home string) (string, error) {
	var last error
	for _, dir := range socketDirs() {
		p := filepath.Join(dir, homeHash(home)+"-"+strconv.Itoa(os.Getpid())+".sock")
		if len(p) > maxSocket {
			last = fmt.Errorf("the path %s is too long for a socket", p)
			continue
		}
		if last = privateDir(dir); last == nil {
			_ = os.Remove(p) // Left by a process that had our number before.
			return p, nil
		}
	}
	return "", fmt.Errorf("making the socket's folder: %w", last)
}

// privateDir makes a folder of mode 0700, or checks that an existing one is this user's and closed to others.
func privateDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	fi, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !fi.IsDir() || !ownedByUs(fi) || fi.Mode().Perm()&0o077 != 0 {
		return fmt.Errorf("%s is not a folder of yours with mode 0700; remove it", dir)
	}
	return nil
}
