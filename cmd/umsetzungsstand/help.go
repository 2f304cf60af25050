package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"umsetzungsstand/internal/diag"
)

func init() {
	// What Windows shows when the program is opened by a double click.
	cobra.MousetrapHelpText = "Dieses Programm wird in der Eingabeaufforderung aufgerufen,\n" +
		"zum Beispiel mit: umsetzungsstand generate\n"
}

// usageTemplate is cobra's, in German.
const usageTemplate = `Aufruf:
  {{if .HasParent}}{{.UseLine}}{{end}}{{if .HasAvailableSubCommands}}{{if .HasParent}}
  {{end}}{{.CommandPath}} BEFEHL [Optionen]

Befehle:{{range .Commands}}{{if or .IsAvailableCommand (eq .Name "help")}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}{{if .HasExample}}

Beispiele:
{{.Example}}{{end}}

Optionen:
{{.LocalFlags.FlagUsages | trimTrailingWhitespaces}}{{if .HasAvailableSubCommands}}

„{{.Root.Name}} help{{if .HasParent}} {{.Name}}{{end}} BEFEHL“ beschreibt einen Befehl.{{end}}
`

// root returns the whole command tree, with German texts in place of cobra's.
func (p *program) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "umsetzungsstand",
		Short: "Bericht über den Umsetzungsstand der Partnerschaften des Landes",
		Long: `umsetzungsstand erzeugt aus den Quellen des Hauses den Bericht an den Landtag
über den Umsetzungsstand der Vereinbarungen mit ausländischen Partnern.

Rückgabewert: 0 bei Erfolg, 1 bei Fehlern in den Quellen, in einem Entwurf, in
einem PDF oder beim Schreiben, 2 bei einem falschen Aufruf.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return nil
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error { return emptyOption(cmd) },
		RunE:              func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetUsageTemplate(usageTemplate)
	root.SetFlagErrorFunc(flagError)
	help := helpCommand()
	root.SetHelpCommand(help)
	root.AddCommand(p.generate(), p.changes(), p.render(), p.check(), p.preview(), p.archive(), p.schema(), p.version(), help)
	inGerman(root)
	return root
}

// inGerman gives a command, and those below it, what cobra would add in English.
func inGerman(cmd *cobra.Command) {
	cmd.DisableFlagsInUseLine = true
	cmd.Flags().SortFlags = false
	cmd.Flags().BoolP("help", "h", false, "diese Hilfe zeigen")
	for _, sub := range cmd.Commands() {
		inGerman(sub)
	}
}

func helpCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "help [BEFEHL]",
		Short: "Einen Befehl beschreiben",
		Long:  "help beschreibt einen Befehl, ohne Angabe das ganze Programm.",
		RunE: func(cmd *cobra.Command, args []string) error {
			topic, rest, err := cmd.Root().Find(args)
			switch {
			case err != nil || topic == cmd.Root() && len(rest) > 0:
				return unknownCommand(cmd.Root(), args[0])
			case len(rest) > 0 && topic.HasSubCommands():
				return &usageError{fmt.Sprintf("Den Befehl „%s %s“ gibt es nicht.", topic.Name(), rest[0]), moreHelp(topic)}
			case len(rest) > 0:
				return &usageError{fmt.Sprintf("Die Angabe „%s“ ist zu viel: Erwartet wird nur ein Befehl.", rest[0]), moreHelp(cmd)}
			}
			return topic.Help()
		},
	}
}

func unknownCommand(root *cobra.Command, name string) error {
	var known []string
	for _, cmd := range root.Commands() {
		known = append(known, cmd.Name())
	}
	if slices.Contains(known, name) {
		return &usageError{fmt.Sprintf("Vor dem Befehl „%s“ steht „--“.", name), "Lassen Sie „--“ weg; es steht nur vor Angaben, die mit „-“ beginnen."}
	}
	hint := "„umsetzungsstand help“ zeigt alle Befehle."
	if near := diag.Nearest(name, known); near != "" {
		hint = "Meinten Sie „" + near + "“? " + hint
	}
	return &usageError{fmt.Sprintf("Den Befehl „%s“ gibt es nicht.", name), hint}
}

// noCompletion refuses the commands by which shells ask for completions. Cobra
// adds them unasked, and they answer in English.
func noCompletion(root *cobra.Command, args []string) error {
	cmd, _, _ := root.Find(args)
	for _, arg := range args {
		if cmd == root && (arg == cobra.ShellCompRequestCmd || arg == cobra.ShellCompNoDescRequestCmd) {
			return unknownCommand(root, arg)
		}
	}
	return nil
}

// emptyOption refuses an option that is given without a value, as by a
// variable that is not set in a script: it would silently mean the default.
func emptyOption(cmd *cobra.Command) error {
	var err error
	cmd.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && strings.TrimSpace(f.Value.String()) == "" {
			err = &usageError{fmt.Sprintf("Der Wert der Option „--%s“ ist leer.", f.Name), moreHelp(cmd)}
		}
	})
	return err
}

// arguments returns a check for the number of arguments, of which none is
// empty; what names them.
func arguments(least, most int, what string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return &usageError{"Es fehlt die Angabe: " + what + ".", moreHelp(cmd)}
		case len(args) > most && most == 0:
			return &usageError{fmt.Sprintf("Die Angabe „%s“ ist zu viel: Der Befehl braucht keine.", args[0]), moreHelp(cmd)}
		case len(args) > most:
			return &usageError{fmt.Sprintf("Die Angabe „%s“ ist zu viel: Erwartet wird nur %s.", args[most], what), moreHelp(cmd)}
		case slices.Contains(args, ""):
			return &usageError{"Die Angabe ist leer: Erwartet wird " + what + ".", moreHelp(cmd)}
		}
		return nil
	}
}

func moreHelp(cmd *cobra.Command) string {
	if !cmd.HasParent() {
		return "„umsetzungsstand help“ zeigt alle Befehle."
	}
	return "„umsetzungsstand help " + strings.TrimPrefix(cmd.CommandPath(), cmd.Root().Name()+" ") + "“ beschreibt den Befehl."
}

// flagError translates the errors of pflag.
func flagError(cmd *cobra.Command, err error) error {
	var (
		unknown *pflag.NotExistError
		empty   *pflag.ValueRequiredError
		value   *pflag.InvalidValueError
		syntax  *pflag.InvalidSyntaxError
	)
	usage := &usageError{hint: moreHelp(cmd)}
	switch {
	case errors.As(err, &unknown):
		usage.text = fmt.Sprintf("Die Option „%s“ gibt es hier nicht.", dashed(unknown.GetSpecifiedName(), unknown.GetSpecifiedShortnames()))
		var known []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { known = append(known, f.Name) })
		typed := unknown.GetSpecifiedName()
		if group := unknown.GetSpecifiedShortnames(); group != "" {
			typed = group // „-alle“
		}
		if near := diag.Nearest(typed, known); near != "" && len(typed) > 1 {
			usage.hint = "Meinten Sie „--" + near + "“? " + usage.hint
		}
	case errors.As(err, &empty):
		usage.text = fmt.Sprintf("Nach der Option „%s“ fehlt ein Wert.", dashed(empty.GetSpecifiedName(), empty.GetSpecifiedShortnames()))
	case errors.As(err, &value) && errors.Is(err, errTwice):
		usage.text = fmt.Sprintf("Die Option „--%s“ steht zweimal da.", value.GetFlag().Name)
	case errors.As(err, &value):
		usage.text = fmt.Sprintf("Der Wert „%s“ passt nicht zur Option „--%s“.", value.GetValue(), value.GetFlag().Name)
	case errors.As(err, &syntax):
		usage.text = fmt.Sprintf("„%s“ ist keine Option.", syntax.GetSpecifiedFlag())
	default: // the help flag given
		return err
	}
	return usage
}

// dashed returns an option's name as it was typed; group is the row of short
// options that it stood in, if any.
func dashed(name, group string) string {
	if group != "" {
		return "-" + name
	}
	return "--" + name
}
