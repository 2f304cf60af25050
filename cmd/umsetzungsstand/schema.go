package main

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/record"
)

func (p *program) schema() *cobra.Command {
	var out string
	cmd := &cobra.Command{
		Use:   "schema [ART] [Optionen]",
		Short: "Schemas der Quellen für Editoren ausgeben",
		Long: `schema beschreibt das Format der Quellen für Editoren, als JSON Schema. Mit einem
solchen Schema schlägt ein Editor Felder und Werte vor und unterstreicht, was
nicht zum Format passt.

Für jede Art von Datei gibt es eines. Mit einer ART wird dieses ausgegeben, mit
--out werden alle als Dateien geschrieben. Die Dateien in sources nennen ihr
Schema in der ersten Zeile und erwarten es in sources/.schema.

` + schemaList(),
		Example: `  umsetzungsstand schema partnerschaft
  umsetzungsstand schema --out sources/.schema`,
		Args: func(cmd *cobra.Command, args []string) error {
			if out == "" && len(args) == 0 {
				return &listedError{&usageError{"Es fehlt die Angabe: eine Art von Datei wie „partnerschaft“.", moreHelp(cmd)}, schemaList()}
			}
			if out == "" {
				return arguments(1, 1, "eine Art von Datei wie „partnerschaft“")(cmd, args)
			}
			if len(args) > 0 {
				return &usageError{fmt.Sprintf("Mit --out werden alle Schemas geschrieben; die Angabe „%s“ ist zu viel.", args[0]), moreHelp(cmd)}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if out != "" {
				return p.writeSchemas(out)
			}
			return p.printSchema(args[0], moreHelp(cmd))
		},
	}
	cmd.Flags().StringVar(&out, "out", "", "`ORDNER`, in den alle geschrieben werden")
	return cmd
}

// schemaList says of each kind of file what it holds.
func schemaList() string {
	var b strings.Builder
	b.WriteString("Arten:\n")
	for _, s := range record.Schemas() {
		what, _, _ := strings.Cut(strings.TrimSuffix(s.Explain, "."), ";") // the rest is about names of files
		fmt.Fprintf(&b, "  %-15s%s\n%17s%s.\n", s.Name, s.Pattern, "", what)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// schemaNames returns the names of all schemas.
func schemaNames() []string {
	var names []string
	for _, s := range record.Schemas() {
		names = append(names, s.Name)
	}
	return names
}

// printSchema prints the schema of a name; help says where to read more.
func (p *program) printSchema(name, help string) error {
	schemas := record.Schemas()
	i := slices.IndexFunc(schemas, func(s record.Schema) bool { return s.Name == name })
	if i < 0 {
		hint := "Es gibt " + strings.Join(schemaNames(), ", ") + ". " + help
		if near := diag.Nearest(name, schemaNames()); near != "" {
			hint = "Meinten Sie „" + near + "“? " + hint
		}
		return &usageError{fmt.Sprintf("Die Art „%s“ gibt es nicht.", name), hint}
	}
	p.Stdout.Write(schemas[i].JSON)
	return nil
}

// writeSchemas writes all schemas into a folder and says so.
func (p *program) writeSchemas(dir string) error {
	var files []file
	for _, s := range record.Schemas() {
		files = append(files, file{path: filepath.Join(dir, s.File()), data: s.JSON})
	}
	if err := p.write(files...); err != nil {
		return err
	}
	fmt.Fprintln(p.Stdout, number(len(files), "Schema", "Schemas"))
	for _, f := range files {
		fmt.Fprintf(p.Stdout, "  %s\n", f.path)
	}
	return nil
}
