package main

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"umsetzungsstand/internal/build"
	"umsetzungsstand/internal/check"
	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

func (p *program) check() *cobra.Command {
	var from editionFlags
	var pdf, code string
	var asJSON, checklist, strict, spelling bool
	cmd := &cobra.Command{
		Use:   "check [AUSGABE] [Optionen]",
		Short: "Vor dem Versand prüfen, was eine Ausgabe sagt; oder ein PDF prüfen",
		Long: `check prüft, was eine Ausgabe des Berichts sagt, ohne Angabe die neueste: welche der
sechs Fragen des Ausschusses zu jeder Vereinbarung ohne Antwort bleiben, welche
Planungen verstrichen sind, was sich widerspricht und was sprachlich nicht stimmt.
Am Bericht ändert das nichts. Auch generate prüft so, nennt aber nur die Zahl der
Meldungen; nur ein Fehler verhindert dort den Bericht.

Was eine Meldung bedeutet, erklärt check --explain mit ihrem Kürzel. Eine Meldung, mit
der das Haus lebt, lässt sich in der Quelle hinnehmen ([[hingenommen]], siehe
LIESMICH.md); sie kommt wieder, sobald sich der Eintrag ändert.

check --pdf prüft ein PDF, woher es auch kommt: ob es barrierefrei ist (PDF/UA-1,
ISO 14289-1) und sich archivieren lässt (PDF/A-2a, ISO 19005-2). Jede Meldung nennt
die Seite und die Stelle der Norm. generate und render prüfen ihr PDF ebenso, bevor
sie es schreiben, und vergleichen es außerdem mit dem Entwurf. Das ist eine
Selbstprüfung und kein Zertifikat. Was nur ein Mensch beurteilen kann, etwa die
Lesereihenfolge, fragt die Prüfliste ab, die --checkliste ausgibt: zum Ankreuzen und
Unterschreiben, als Markdown.

Mit --json ist die Ausgabe ein JSON-Objekt. Immer gibt es findings (je Meldung
severity, code, text und hint) und counts (error, warning, hint); severity ist error,
warning oder hint. Zu einer Ausgabe kommen edition, asOf (Stichtag), coverage (je
Vereinbarung partner und answers: je Frage answered, nil oder unanswered), accepted
(hingenommene Meldungen) und je Meldung file, line und column; zu einem PDF file,
sha256, rules (Zahl der Regeln) und je Meldung page und clause. Was es nicht gibt,
fehlt. Die Namen und die Kürzel in code ändern sich nicht.

Rückgabewert: 0 ohne Fehler, 1 mit Fehlern (mit --streng auch mit Warnungen), 2 bei
einem falschen Aufruf.`,
		Example: `  umsetzungsstand check
  umsetzungsstand check 2023-Q4 --alle
  umsetzungsstand check --explain frage-offen
  umsetzungsstand check --pdf out/2023-Q4/umsetzungsstand-2023-Q4.pdf
  umsetzungsstand check --pdf bericht.pdf --checkliste > pruefliste.md`,
		Args: func(cmd *cobra.Command, args []string) error {
			set := cmd.Flags().Changed
			for _, pair := range [][2]string{{"json", "checkliste"}, {"pdf", "sources"}, {"pdf", "templates"}, {"pdf", "stichtag"}, {"pdf", "rechtschreibung"},
				{"explain", "pdf"}, {"explain", "json"}, {"explain", "checkliste"}, {"explain", "rechtschreibung"}, {"explain", "streng"}} {
				if set(pair[0]) && set(pair[1]) {
					return &usageError{fmt.Sprintf("Die Optionen --%s und --%s schließen einander aus.", pair[0], pair[1]), moreHelp(cmd)}
				}
			}
			switch {
			case set("pdf") && len(args) > 0:
				return &usageError{fmt.Sprintf("Die Angabe „%s“ ist zu viel: Geprüft wird nur das PDF nach --pdf.", args[0]), moreHelp(cmd)}
			case set("explain") && len(args) > 0:
				return &usageError{fmt.Sprintf("Die Angabe „%s“ ist zu viel: Erklärt wird nur die Meldung nach --explain.", args[0]), moreHelp(cmd)}
			case set("pdf"), set("explain"):
				return nil
			case set("checkliste"):
				return &usageError{"Die Prüfliste gehört zu einem PDF.", "Nennen Sie das PDF, etwa mit --pdf bericht.pdf. " + moreHelp(cmd)}
			case len(args) > 0 && strings.HasSuffix(strings.ToLower(args[0]), ".pdf"):
				return &usageError{fmt.Sprintf("„%s“ ist keine Ausgabe.", args[0]), fmt.Sprintf("Ein PDF nennen Sie so: --pdf %s. ", args[0]) + moreHelp(cmd)}
			}
			return arguments(0, 1, "eine Ausgabe wie „2023-Q4“")(cmd, args)
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if cmd.Flags().Changed("explain") {
				return p.explain(code)
			}
			var findings diag.List
			var err error
			if pdf != "" {
				findings, err = p.examinePDF(pdf, asJSON, checklist)
			} else {
				findings, err = p.checkEdition(&from, args, asJSON, spelling)
			}
			if err == nil && (findings.Failed() || strict && findings.Count(diag.Warning) > 0) {
				err = errFindings
			}
			return err
		},
	}
	flags := cmd.Flags()
	from.register(flags)
	flags.BoolVar(&strict, "streng", false, "auch bei Warnungen mit dem Rückgabewert 1 enden")
	flags.BoolVar(&spelling, "rechtschreibung", false, "auch die Rechtschreibung prüfen, mit dem Programm hunspell")
	flags.StringVar(&code, "explain", "", "nur sagen, was eine Meldung mit diesem `CODE` bedeutet")
	flags.Var((*onceValue)(&pdf), "pdf", "`DATEI`, die statt einer Ausgabe geprüft wird")
	flags.BoolVar(&checklist, "checkliste", false, "zu einem PDF die Prüfliste für Menschen ausgeben")
	flags.BoolVar(&asJSON, "json", false, "die Meldungen als JSON ausgeben")
	p.allFlag(cmd)
	return cmd
}

// checkEdition examines what an edition says and prints it.
func (p *program) checkEdition(from *editionFlags, args []string, asJSON, spelling bool) (diag.List, error) {
	in, err := from.input(args)
	if err != nil {
		return nil, err
	}
	r, findings := build.Check(in)
	if err := callMistake(findings); err != nil {
		return nil, err
	}
	if r.Check != nil && spelling {
		list, err := misspelled(check.Words(r.Edition))
		if err != nil {
			return nil, err
		}
		findings = append(findings, in.Placed(list)...)
		findings.Sort()
	}
	if asJSON {
		p.Stdout.Write(checkedJSON(r, findings))
		return findings, nil
	}
	p.printChecked(r, findings)
	return findings, nil
}

// printChecked prints what was found in the records of an edition, for that is
// what was asked for, and how the questions are answered.
func (p *program) printChecked(r *build.Result, findings diag.List) {
	out := bufio.NewWriter(p.Stdout)
	if r.Check != nil {
		printCoverage(out, r.Edition, r.Check.Coverage)
	}
	out.Flush()
	if r.Check == nil {
		p.show(p.Stdout, findings)
		fmt.Fprintln(p.Stdout, "Was die Ausgabe sagt, ist noch nicht geprüft: Zuerst müssen die Fehler behoben sein.")
		return
	}
	// The table shows what is not answered; its findings say where to answer it.
	isQuestion := func(f diag.Finding) bool { return strings.HasPrefix(f.Code, "frage-") }
	if p.All || !slices.ContainsFunc(findings, isQuestion) {
		p.show(p.Stdout, findings)
	} else {
		p.show(p.Stdout, slices.DeleteFunc(slices.Clone(findings), isQuestion))
		fmt.Fprintln(p.Stdout, "Wo die fehlenden Antworten einzutragen sind, sagt --alle.")
	}
	fmt.Fprintf(p.Stdout, "%s.\n", cmp.Or(countedAll(findings), "Keine Meldungen"))
	if n := len(r.Check.Accepted); n > 0 {
		fmt.Fprintf(p.Stdout, "%s hingenommen.\n", number(n, "Meldung ist", "Meldungen sind"))
	}
}

// countedAll says how many findings there are of each kind, "" without any.
func countedAll(findings diag.List) string {
	list := []string{counted(findings)}
	if n := findings.Count(diag.Hint); n > 0 {
		list = append(list, number(n, "Hinweis", "Hinweise"))
	}
	return strings.TrimPrefix(strings.Join(list, ", "), ", ")
}

// printCoverage prints a row for each agreement and a column for each question,
// in at most 80 columns and without colours.
func printCoverage(w io.Writer, ed *report.Edition, rows []check.Row) {
	const width = 38 // of the partners' names
	fmt.Fprintf(w, "Ausgabe %s, Stichtag %s: Antworten auf die sechs Fragen\n\n", visible(ed.Record.Name), ed.AsOf.Long())
	fmt.Fprintf(w, "%-*s%s\n", width, "", "Inhalt umges. offen  Plan   Begeg. Ergeb.")
	var sums [3]int
	for _, row := range rows {
		name := []rune(visible(row.Partner))
		if len(name) > width-2 {
			name = append(name[:width-3:width-3], '…')
		}
		line := fmt.Sprintf("%-*s", width, string(name))
		for _, a := range row.Answers {
			sums[a]++
			line += fmt.Sprintf("%-7s", answerWords[a])
		}
		fmt.Fprintln(w, strings.TrimRight(line, " "))
	}
	fmt.Fprintf(w, "\nja: beantwortet (%d), FA: Fehlanzeige (%d), –: ohne Antwort (%d)\n\n", sums[report.Answered], sums[report.Nil], sums[report.Unanswered])
}

var answerWords = [...]string{report.Unanswered: "–", report.Nil: "FA", report.Answered: "ja"}

// checkedJSON returns an examination as a JSON object. Other programs read it:
// names stay as they are.
func checkedJSON(r *build.Result, findings diag.List) []byte {
	type row struct {
		Partner string            `json:"partner"`
		Answers map[string]string `json:"answers"`
	}
	var out struct {
		Edition  string        `json:"edition,omitempty"`
		AsOf     string        `json:"asOf,omitempty"`
		Coverage []row         `json:"coverage,omitempty"`
		Findings []findingJSON `json:"findings"`
		Accepted []findingJSON `json:"accepted,omitempty"`
		Counts   countsJSON    `json:"counts"`
	}
	out.Findings, out.Counts = findingsJSON(findings), counts(findings)
	if r.Check != nil {
		out.Edition, out.AsOf = r.Edition.Record.Name, r.Edition.AsOf.String()
		out.Accepted = findingsJSON(r.Check.Accepted)
		names := [...]string{report.Unanswered: "unanswered", report.Nil: "nil", report.Answered: "answered"}
		for _, c := range r.Check.Coverage {
			answers := make(map[string]string, len(c.Answers))
			for i, q := range report.Questions() {
				answers[string(q)] = names[c.Answers[i]]
			}
			out.Coverage = append(out.Coverage, row{c.Partner, answers})
		}
	}
	return encodeJSON(out)
}
