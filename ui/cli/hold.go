package cli

import (
	"context"
	"errors"
	"sync"
	"time"

	"vocero/accounts"
	"vocero/ui/cli/owner"
)

// holding is a desk that this process owns: open, announced, and with its workers running.
type holding struct {
	d *Desk
	s *owner.Server
}

// handOver is how long a new owner waits for the old one to let go.
const handOver = 10 * time.Second

// hold opens the desk as its owner. Nobody is asked to step aside here; a database that another process holds for a moment is
// waited for.
func (a *app) hold(ctx context.Context, role owner.Role, o OpenOptions) (*holding, error) {
	for end := time.Now().Add(handOver); ; {
		d, err := a.openDesk(ctx, o)
		if err == nil {
			return a.announce(d, role)
		}
		if !errors.Is(err, accounts.ErrBusy) {
			return nil, err
		}
		if info, none := owner.Read(a.home); none == nil {
			return nil, a.heldBy(info)
		}
		if time.Now().After(end) || !pause(ctx, 25*time.Millisecond) {
			return nil, err
		}
	}
}

// announce tells everybody who owns the desk now, and starts its workers.
func (a *app) announce(d *Desk, role owner.Role) (*holding, error) {
	s, err := owner.Listen(owner.Options{Home: a.home, Role: role, Epoch: d.Store.Epoch(), Handle: Handler(d, a.Now), Now: a.Now})
	if err != nil {
		return nil, errors.Join(err, d.Close())
	}
	d.held(role, s.Standby)
	return &holding{d, s}, nil
}

// release gives the desk up: no new command, a moment for those that run and for what is in flight, then the database, then the
// socket, whose end is the sign for whoever waits.
func (h *holding) release(limit time.Duration) error {
	done := make(chan struct{})
	go func() { h.d.Rest(limit); close(done) }()
	h.s.Drain(limit)
	<-done
	return errors.Join(h.d.Close(), h.s.Close())
}

// heldBy says who has the desk.
func (a *app) heldBy(i owner.Info) *Fail {
	since := a.at(i.Started, a.zone())
	f := &Fail{Exit: Busy, Code: "busy"}
	switch {
	case !i.Fresh(a.Now()):
		f.Message, f.Remedy = a.T("process %s holds the desk and gave no sign of life since %s", pid(i), a.at(i.Beat, a.zone())), a.T("continue it (fg) or end it")
	case i.Role == owner.Desk:
		f.Message, f.Remedy = a.T("the desk is open already: process %s, since %s", pid(i), since), a.T("use that window, or close it; commands work meanwhile")
	default:
		f.Message, f.Remedy = a.T("vocero run holds the desk: process %s, since %s", pid(i), since), a.T("commands work meanwhile")
	}
	return f
}

// zone is the person's own zone.
func (a *app) zone() string {
	if a.Zone == "" {
		return "UTC"
	}
	return a.Zone
}

// ErrSuspend is what RunUI returns when the person pressed Ctrl-Z: the desk is given up before the process stops, and taken back
// when it goes on.
var ErrSuspend = errors.New("suspended")

// open opens the desk with its screens.
func (c *call) open() error {
	if c.RunUI == nil || !c.TTY || !c.Ask {
		return usage(c.T("the desk needs a terminal"), c.T("in a script use the commands: vocero --help"))
	}
	for {
		err := c.desk()
		if !errors.Is(err, ErrSuspend) {
			return err
		}
		if err := suspend(); err != nil {
			return err
		}
	}
}

// workersBy is when the workers start at the latest: usually they do once the first frame stands, with which they would share the
// machine. Tests set it.
var workersBy = 250 * time.Millisecond

// desk takes the desk over, shows it, and gives it up.
func (c *call) desk() error {
	still := frugal()
	if err := c.stepAside(); err != nil {
		return err
	}
	o := c.opening()
	if c.passFile == "" {
		o.Passphrase = nil // The screens ask for it, after the first frame.
	}
	o.Later = true
	h, err := c.hold(c.ctx, owner.Desk, o)
	if err != nil {
		return err
	}
	ctx, fail := context.WithCancelCause(c.ctx)
	defer fail(nil)
	start := sync.OnceFunc(func() {
		if err := h.d.Start(); err != nil {
			fail(err)
		}
	})
	late := time.AfterFunc(workersBy, start)
	err = c.RunUI(ctx, h.d, UIOptions{Lang: c.p, Config: c.config, Shown: start, Still: still})
	late.Stop()
	if cause := context.Cause(ctx); cause != nil && c.ctx.Err() == nil {
		err = cause
	}
	limit := restTime
	if c.ctx.Err() != nil {
		limit, err = hurry, nil // The terminal is gone, or the system goes down.
	}
	return errors.Join(err, h.release(limit))
}

// hurry is how long workers get when the process was told to end.
const hurry = 1500 * time.Millisecond

// stepAside asks a runner to give the desk up. A desk that is open stays: then the error says who has it.
func (c *call) stepAside() error {
	info, err := owner.Read(c.home)
	if err != nil {
		return nil // Nobody, or nobody who can be asked: the lock decides.
	}
	err = owner.Yield(c.ctx, c.home, "")
	switch {
	case errors.Is(err, owner.ErrNone):
		return nil
	case err != nil:
		return err
	case info.Role == owner.Desk:
		return c.heldBy(info)
	}
	return nil
}

// contextUntil ends when the channel is closed, too.
func contextUntil(ctx context.Context, c <-chan struct{}) (context.Context, context.CancelFunc) {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		select {
		case <-c:
			cancel()
		case <-ctx.Done():
		}
	}()
	return ctx, cancel
}
