package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/pelletier/go-toml/v2"

	"vocero/accounts"
)

// Config is HOME/config.toml. Every line of it may be missing.
type Config struct {
	Lang     string              `toml:"lang"`     // "en" or "es"
	Hold     *int                `toml:"hold"`     // seconds to take back what was sent by hand; 0 to 600
	Poll     int                 `toml:"poll"`     // seconds between two looks for mentions; 15 or more
	Editor   string              `toml:"editor"`   // instead of $VISUAL and $EDITOR
	Theme    string              `toml:"theme"`    // "dark", "light"; otherwise the terminal is asked
	Renderer string              `toml:"renderer"` // "bubbletea" draws on a clock; otherwise frames are drawn on change
	Keys     map[string][]string `toml:"keys"`     // action name to its keys
}

// clocked is the setting that has Bubble Tea's own renderer draw.
const clocked = "bubbletea"

const configName = "config.toml"

// readConfig reads a home's settings. What cannot be read is left at its default and told in one warning; nothing stops a start.
func readConfig(home string) (Config, string) {
	var c Config
	path := filepath.Join(home, configName)
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return c, ""
	}
	if err != nil {
		return c, fmt.Sprintf("%s: %v", configName, err)
	}
	defer func() { _ = f.Close() }()
	err = toml.NewDecoder(f).DisallowUnknownFields().Decode(&c)
	var unknown *toml.StrictMissingError
	var broken *toml.DecodeError
	switch {
	case errors.As(err, &unknown):
		var keys []string
		for _, e := range unknown.Errors {
			keys = append(keys, strings.Join(e.Key(), "."))
		}
		return c.sane(fmt.Sprintf("%s: unknown: %s", configName, strings.Join(keys, ", ")))
	case errors.As(err, &broken):
		row, _ := broken.Position()
		return Config{}, fmt.Sprintf("%s:%d: %s", configName, row, strings.ReplaceAll(broken.Error(), "\n", " "))
	case err != nil:
		return Config{}, fmt.Sprintf("%s: %s", configName, strings.ReplaceAll(err.Error(), "\n", " "))
	}
	return c.sane("")
}

// sane puts values that make no sense back to their defaults and adds them to the warning.
func (c Config) sane(warning string) (Config, string) {
	add := func(s string) {
		if warning != "" {
			warning += "; "
		}
		warning += s
	}
	if c.Hold != nil && (*c.Hold < 0 || *c.Hold > int(accounts.MaxHold/time.Second)) {
		add(fmt.Sprintf("hold = %d", *c.Hold))
		c.Hold = nil
	}
	if c.Poll != 0 && c.Poll < 15 {
		add(fmt.Sprintf("poll = %d", c.Poll))
		c.Poll = 0
	}
	if c.Lang != "" && c.Lang != "en" && c.Lang != "es" {
		add(fmt.Sprintf("lang = %q", c.Lang))
		c.Lang = ""
	}
	if c.Theme != "" && c.Theme != "dark" && c.Theme != "light" {
		add(fmt.Sprintf("theme = %q", c.Theme))
		c.Theme = ""
	}
	if c.Renderer != "" && c.Renderer != clocked {
		add(fmt.Sprintf("renderer = %q", c.Renderer))
		c.Renderer = ""
	}
	return c, warning
}

// HoldFor is how long something sent by hand waits in the outbox, so that it can be taken back.
func (c Config) HoldFor() time.Duration {
	if c.Hold == nil {
		return accounts.DefaultHold
	}
	return time.Duration(*c.Hold) * time.Second
}

// PollEvery is the time between two looks for mentions; 0 leaves it to the listener.
func (c Config) PollEvery() time.Duration { return time.Duration(c.Poll) * time.Second }

// EditorName is the command of the person's editor, with its arguments: from the settings, then $VISUAL and $EDITOR, else vi.
func (c Config) EditorName(getenv func(string) string) string {
	for _, e := range []string{c.Editor, getenv("VISUAL"), getenv("EDITOR")} {
		if strings.TrimSpace(e) != "" {
			return e
		}
	}
	return "vi"
}

// Held is HoldFor as the store takes it: less than 0 for none.
func (c Config) Held() time.Duration {
	if h := c.HoldFor(); h > 0 {
		return h
	}
	return -1
}
