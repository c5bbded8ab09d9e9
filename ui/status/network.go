package status

import (
	tea "charm.land/bubbletea/v2"

	"vocero/accounts"
	"vocero/ui/pane"
	"vocero/ui/widget"
)

// noScheduler says why the network's own scheduler cannot be used.
func (p *Pane) noScheduler() (string, []any) {
	switch a, ok := p.as.Selected(); {
	case !ok:
		return "There is no account yet: ga adds one.", nil
	case !a.Instance.Can.Schedule && !a.ByNetwork:
		return "This server has no scheduler of its own.", nil
	}
	return "", nil
}

// byNetwork lets the network of the selected account publish what has an hour, or no longer.
func (p *Pane) byNetwork() tea.Cmd {
	a, _ := p.as.Selected()
	out := p.out
	return func() tea.Msg {
		a, err := out.ScheduleByNetwork(a.ID, !a.ByNetwork)
		switch {
		case err != nil:
			return pane.Failed{Doing: "using the network's scheduler", Err: err}
		case a.ByNetwork:
			return pane.Toast{Text: "What has an hour goes to the network's scheduler from now on; the desk looks that it comes out."}
		}
		return pane.Toast{Text: "This desk sends by itself again; what the network has is taken back."}
	}
}

// handLines say what the network's own scheduler has of a delivery: red while it shall not have it any more.
func handLines(f pane.Frame, r row, width int) (out []string) {
	style := f.Styles.Dim
	if r.Leaving() {
		style = f.Styles.Bad
	}
	said := f.Lang.Handover(r.Delivery, func(d accounts.Delivery) string { return hour(f, d.Due, f.Brands[d.Brand].Zone) })
	if why := f.Lang.Unhanded(r.stays); why != "" {
		said = append(said, why)
	}
	for _, s := range said {
		for _, line := range accounts.Wrap(s, max(20, width)) {
			out = append(out, style.Render(line))
		}
	}
	return out
}

// scheduledBy is what an account's row says of the network's scheduler; "" while it is not used.
func scheduledBy(f pane.Frame, a accounts.Account) string {
	if !a.ByNetwork {
		return ""
	}
	return widget.FitLine(f.Lang.T("network schedules"), 18)
}
