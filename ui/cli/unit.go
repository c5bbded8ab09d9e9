package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// unitDoc is the result of "run --print-unit".
type unitDoc struct {
	Unit string `json:"unit"`
	Path string `json:"path"` // where systemd looks for it
}

// printUnit prints a systemd user unit that keeps "vocero run" going on this home.
func (c *call) printUnit() error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("finding this program's file: %w", err)
	}
	home, err := filepath.Abs(c.home)
	if err != nil {
		return fmt.Errorf("finding the home: %w", err)
	}
	words := []string{self, "--home", home}
	if c.passFile != "" {
		words = append(words, "--passphrase-file", c.path(c.passFile))
	}
	if c.iKnow {
		words = append(words, "--i-know")
	}
	doc := unitDoc{Unit: unit(home, append(words, "run")), Path: c.unitPath()}
	c.say(c.T("save it as %s; then: systemctl --user daemon-reload && systemctl --user enable --now vocero; loginctl enable-linger keeps it going without a log-in", doc.Path))
	return c.show(doc, func(w *page) { w.block("", doc.Unit) })
}

// unitPath is where a user's own units lie (systemd.unit(5)).
func (c *call) unitPath() string {
	dir := c.Getenv("XDG_CONFIG_HOME")
	if !filepath.IsAbs(dir) {
		dir = "~/.config"
	}
	return filepath.Join(dir, "systemd", "user", "vocero.service")
}

// unit is the text of the unit. A runner that finds another one ends with 4, and one that was called wrongly with 2 or 3: to start
// these again would only fill the journal.
func unit(home string, words []string) string {
	quoted := make([]string, len(words))
	for i, w := range words {
		quoted[i] = unitWord(w)
	}
	return strings.Join([]string{
		"[Unit]",
		"Description=vocero: what is planned leaves at its hour (" + strings.ReplaceAll(home, "%", "%%") + ")",
		"Documentation=man:systemd.service(5)",
		"",
		"[Service]",
		"Type=exec",
		"ExecStart=" + strings.Join(quoted, " "),
		"Restart=on-failure",
		"RestartSec=15",
		"RestartPreventExitStatus=2 3 4",
		"KillSignal=SIGTERM",
		"TimeoutStopSec=10",
		"UMask=0077",
		"NoNewPrivileges=yes",
		"",
		"[Install]",
		"WantedBy=default.target",
	}, "\n")
}

// unitWord is a word of a command line as systemd.service(5) reads it.
func unitWord(s string) string {
	s = strings.NewReplacer("%", "%%", "$", "$$").Replace(s)
	if !strings.ContainsAny(s, " \t\"'\\;") {
		return s
	}
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\t", `\t`).Replace(s) + `"`
}
