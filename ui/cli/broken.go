package cli

import (
	"context"
	"time"

	"vocero/accounts"
)

// until waits for the end of a runner's turn: the process is told to end, or a desk asks for the home. The error is that nothing can be
// written any more: then it ends at once, since it could record nothing of what it sends, and its supervisor starts it anew.
func (h *holding) until(ctx context.Context) error {
	look := time.NewTicker(time.Second) // A disk that fails changes nothing that could be heard of.
	defer look.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-h.s.Asked():
			return nil
		case <-look.C:
			if err := h.d.Store.Broken(); err != nil {
				return err
			}
		}
	}
}

// brokenFault is what every head line says of a desk that can write nothing any more; nil while it can.
func (d *Desk) brokenFault() *accounts.Fault {
	if d.Store.Broken() == nil {
		return nil
	}
	return &accounts.Fault{Code: accounts.CodeBroken, At: d.Now()}
}
