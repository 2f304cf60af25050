package main

import (
	"cmp"
	"fmt"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (p *program) version() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Fassung des Programms zeigen",
		Long:  "version zeigt, aus welchem Stand des Quelltextes das Programm gebaut ist.",
		Args:  arguments(0, 0, ""),
		RunE: func(*cobra.Command, []string) error {
			fmt.Fprintln(p.Stdout, versionText())
			return nil
		},
	}
}

// versionText returns what the program knows of its own making, in lines.
func versionText() string {
	version, commit, changed := "", "", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if info.Main.Version != "(devel)" {
			version = info.Main.Version
		}
		for _, s := range info.Settings {
			switch {
			case s.Key == "vcs.revision":
				commit = s.Value
			case s.Key == "vcs.modified" && s.Value == "true":
				changed = ", danach geändert"
			}
		}
	}
	return fmt.Sprintf("Fassung: %s\nCommit: %s%s\nGo: %s, %s/%s", cmp.Or(version, "Entwicklungsstand"),
		cmp.Or(commit, "unbekannt"), changed, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
