package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// tree builds the commands in the person's language. It is built anew for every run: flags keep no state.
func (a *app) tree() *cobra.Command {
	root := &cobra.Command{
		Use:           "vocero",
		Short:         a.T("the desk of one who speaks for several clients"),
		Long:          a.T("vocero is the desk of one who speaks for several clients: it answers, plans and publishes on their accounts.\nWithout a command it opens the desk."),
		SilenceErrors: true,
		SilenceUsage:  true,

		DisableFlagsInUseLine: true,
		CompletionOptions:     cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	version := false
	f := root.PersistentFlags()
	f.String("home", "", a.T("`FOLDER` in which everything of the desk lives"))
	f.BoolVar(&a.asJSON, "json", false, a.T("print the result as one JSON document"))
	f.StringVar(&a.lang, "lang", "", a.T("`LANGUAGE` of the program: en or es"))
	f.StringVar(&a.passFile, "passphrase-file", "", a.T("`FILE` with the passphrase of the vault"))
	f.BoolVar(&a.iKnow, "i-know", false, a.T("open a home on a network file system all the same"))
	f.BoolP("help", "h", false, a.T("explain the command"))
	root.Flags().BoolVar(&version, "version", false, a.T("print the version"))
	root.Args = a.args(0, 0)
	root.RunE = a.here(func(c *call) error {
		if version {
			return c.version()
		}
		return c.open()
	})
	root.SetHelpFunc(a.help)
	root.SetFlagErrorFunc(a.flagError)
	if bare(a.argv) { // What opens the desk starts many times a day, and waits for no command that it does not name.
		return root
	}
	root.SetHelpCommand(a.helpCommand())
	root.AddCommand(a.brandTree(), a.accountTree(), a.draftTree(), a.snippetTree(), a.checkCommand(), a.linkTree(), a.scheduleCommand(), a.unscheduleCommand(), a.publishCommand(),
		a.replyCommand(), a.postTree(), a.syncCommand(), a.runCommand(), a.outboxTree(), a.handTree(), a.mentionsCommand(), a.mentionTree(), a.searchCommand(), a.personTree(), a.handleTree(), a.pauseCommand(),
		a.resumeCommand(), a.undoCommand(), a.journalCommand(), a.costsCommand(), a.backupTree(), a.doctorCommand(), a.demoCommand(), a.completionCommand())
	return root
}

// bare tells whether words are global flags alone, none of which asks about commands.
func bare(argv []string) bool {
	for i := 0; i < len(argv); i++ {
		switch name, _, valued := strings.Cut(argv[i], "="); name {
		case "--json", "--i-know":
		case "--home", "--lang", "--passphrase-file":
			if !valued {
				i++
			}
		default:
			return false
		}
	}
	return true
}

// group is a command that only holds others.
func (a *app) group(use, short string, sub ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: use, Short: short, Args: cobra.ArbitraryArgs}
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usage(a.T("%s needs a command", cmd.CommandPath()), a.T("one of: %s", names(cmd)))
		}
		return a.unknown(cmd, args[0])
	}
	c.AddCommand(sub...)
	return c
}

// names lists the commands below one.
func names(cmd *cobra.Command) string {
	var out []string
	for _, s := range cmd.Commands() {
		if s.IsAvailableCommand() {
			out = append(out, s.Name())
		}
	}
	return strings.Join(out, ", ")
}

// unknown says that there is no such command, and which one may have been meant.
func (a *app) unknown(cmd *cobra.Command, word string) error {
	cmd.SuggestionsMinimumDistance = 2
	if near := cmd.SuggestionsFor(word); len(near) > 0 {
		return usage(a.T("there is no command %q in %s", word, cmd.CommandPath()), a.T("did you mean: %s", strings.Join(near, ", ")))
	}
	return usage(a.T("there is no command %q in %s", word, cmd.CommandPath()), a.T("one of: %s", names(cmd)))
}

// args checks how many words follow a command; most < 0: as many as one likes.
func (a *app) args(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if !cmd.HasParent() && len(args) > 0 {
			return a.unknown(cmd, args[0])
		}
		switch n := len(args); {
		case n < least:
			return usage(a.T("%s: something is missing", cmd.CommandPath()), a.T("use: %s", cmd.UseLine()))
		case most >= 0 && n > most:
			return usage(a.T("%s: %q is too much", cmd.CommandPath(), args[most]), a.T("use: %s", cmd.UseLine()))
		}
		return nil
	}
}

// leaf is a command that does something.
func (a *app) leaf(use, short string, args cobra.PositionalArgs, run func(*cobra.Command, []string) error) *cobra.Command {
	return &cobra.Command{Use: use, Short: short, Args: args, RunE: run, DisableFlagsInUseLine: true}
}

// flagError translates what pflag found wrong.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	var missing *pflag.ValueRequiredError
	var none *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	help := a.T("see: %s --help", cmd.CommandPath())
	switch {
	case errors.As(err, &missing):
		return usage(a.T("--%s needs a value", missing.GetSpecifiedName()), help)
	case errors.As(err, &none):
		return usage(a.T("%s has no flag %s", cmd.CommandPath(), dashed(none.GetSpecifiedName())), help)
	case errors.As(err, &invalid):
		return usage(a.T("--%s does not take %q", invalid.GetFlag().Name, invalid.GetValue()), help)
	}
	return usage(err.Error(), help)
}

// dashed is a flag as it was typed.
func dashed(name string) string {
	if len(name) == 1 {
		return "-" + name
	}
	return "--" + name
}

// required says that a flag is missing; nil when all were given.
func (c *call) required(flags ...string) error {
	for _, f := range flags {
		if !c.cmd.Flags().Changed(f) {
			return usage(c.T("%s needs --%s", c.cmd.CommandPath(), f), c.T("see: %s --help", c.cmd.CommandPath()))
		}
	}
	return nil
}

// given tells whether a flag was typed.
func (c *call) given(flag string) bool { return c.cmd.Flags().Changed(flag) }

// help writes what a command is for, in the person's language.
func (a *app) help(cmd *cobra.Command, _ []string) {
	w := &page{}
	long := cmd.Long
	if long == "" {
		long = cmd.Short
	}
	w.block("", long)
	w.line("")
	w.line("%s", a.T("Usage:"))
	if cmd.Runnable() && !cmd.HasAvailableSubCommands() || !cmd.HasParent() {
		w.line("  %s", cmd.UseLine())
	}
	if cmd.HasAvailableSubCommands() {
		w.line("  %s", a.T("%s COMMAND", cmd.CommandPath()))
		w.line("")
		w.line("%s", a.T("Commands:"))
		var rows [][]string
		for _, s := range cmd.Commands() {
			if s.IsAvailableCommand() {
				rows = append(rows, []string{"  " + s.Name(), s.Short})
			}
		}
		w.table(rows)
	}
	if cmd.HasExample() {
		w.line("")
		w.line("%s", a.T("Examples:"))
		w.block("  ", cmd.Example)
	}
	a.helpFlags(w, cmd)
	_, _ = a.Out.Write([]byte(w.b.String()))
}

// helpFlags lists a command's own flags and the global ones.
func (a *app) helpFlags(w *page, cmd *cobra.Command) {
	own, global := cmd.LocalNonPersistentFlags(), cmd.Root().PersistentFlags()
	for _, part := range []struct {
		title string
		set   *pflag.FlagSet
	}{{a.T("Flags:"), own}, {a.T("Everywhere:"), global}} {
		if !part.set.HasAvailableFlags() {
			continue
		}
		w.line("")
		w.line("%s", part.title)
		w.block("", strings.TrimRight(part.set.FlagUsages(), "\n"))
	}
	if cmd.HasAvailableSubCommands() {
		w.line("")
		w.line("%s", a.T("More about a command: %s COMMAND --help", cmd.CommandPath()))
	}
}

// helpCommand is "vocero help brand add", the same as "vocero brand add --help".
func (a *app) helpCommand() *cobra.Command {
	return a.leaf("help", a.T("explain a command"), cobra.ArbitraryArgs, func(cmd *cobra.Command, args []string) error {
		found, rest, err := cmd.Root().Find(args)
		if err != nil || len(rest) > 0 {
			return a.unknown(found, args[len(args)-1])
		}
		a.help(found, nil)
		return nil
	})
}

// completionCommand writes the script that completes commands and flags in a shell.
func (a *app) completionCommand() *cobra.Command {
	c := a.leaf("completion bash|zsh|fish|powershell", a.T("write the completion script of a shell"), a.args(1, 1), nil)
	c.RunE = a.here(func(c *call) error {
		root := c.cmd.Root()
		switch c.args[0] {
		case "bash":
			return root.GenBashCompletionV2(c.Out, true)
		case "zsh":
			return root.GenZshCompletion(c.Out)
		case "fish":
			return root.GenFishCompletion(c.Out, true)
		case "powershell":
			return root.GenPowerShellCompletionWithDesc(c.Out)
		}
		return usage(c.T("there is no completion for %q", c.args[0]), c.T("one of: %s", "bash, zsh, fish, powershell"))
	})
	return c
}

// version says which program this is.
func (c *call) version() error {
	v := Version()
	return c.show(map[string]string{"version": v.Version, "revision": v.Revision, "go": v.Go}, func(w *page) {
		w.line("%s", strings.TrimSpace("vocero "+v.Version+" "+v.Revision))
	})
}
