package main

import (
	"cmp"
	"errors"
	"slices"

	"github.com/spf13/pflag"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/templates"
)

// editionFlags are the options by which commands say which edition they mean
// and what it is made from.
type editionFlags struct{ sources, overlay, asOf string }

func (f *editionFlags) register(flags *pflag.FlagSet) {
	f.registerFolders(flags)
	flags.StringVar(&f.asOf, "stichtag", "", "anderer `TAG` als der Stichtag der Ausgabe")
}

// registerFolders leaves out the Stichtag, for commands that are about an
// edition as of its own.
func (f *editionFlags) registerFolders(flags *pflag.FlagSet) {
	flags.StringVar(&f.sources, "sources", "", "`ORDNER` der Quellen (sonst „sources“)")
	flags.StringVar(&f.overlay, "templates", "", "`ORDNER` mit eigenen Vorlagen; jede ersetzt die eingebaute gleichen Namens")
}

// input opens what the options name; args holds the edition's name, if any. The
// error is a *usageError.
func (f *editionFlags) input(args []string) (build.Input, error) {
	in := build.Input{Templates: build.Tree{Name: "templates", FS: templates.FS}}
	if len(args) > 0 {
		in.Edition = args[0]
	}
	if f.asOf != "" {
		day, err := date.ParseDay(f.asOf)
		var fault *date.ParseError
		if errors.As(err, &fault) {
			return in, &usageError{"Die Angabe nach --stichtag stimmt nicht: " + fault.Text, fault.Hint}
		}
		in.AsOf = day
	}
	var err error
	if in.Sources, err = openTree(cmp.Or(f.sources, "sources"), "--sources"); err != nil {
		if f.sources == "" {
			err.(*usageError).hint = "Wechseln Sie in den Ordner, in dem „sources“ liegt, oder nennen Sie den Ordner der Quellen mit --sources."
		}
		return in, err
	}
	if f.overlay != "" {
		in.Overlay, err = openTree(f.overlay, "--templates")
	}
	return in, err
}

// callMistake returns as a *usageError what findings say that is no fault of
// the records but of the call: that there is no such edition.
func callMistake(findings diag.List) error {
	for _, f := range findings {
		if slices.Contains(build.CallCodes, f.Code) {
			return &usageError{f.Text, f.Hint}
		}
	}
	return nil
}
