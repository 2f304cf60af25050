package record

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/charmap"
	"umsetzungsstand/internal/date"
)

// The clerks' manual promises things of the loader: these tests hold them. Its
// example from e-mail to print is held by package build.

const manualFile = "../../sources/LIESMICH.md"

func manual(t *testing.T) string {
	t.Helper()
	data, err := os.ReadFile(manualFile)
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(data), "\r\n", "\n") // as git may check it out
}

// chapter returns the text of the manual below the heading "## n. …", up to
// the next one.
func chapter(t *testing.T, n int) string {
	t.Helper()
	_, rest, ok := strings.Cut(manual(t), fmt.Sprintf("\n## %d. ", n))
	if !ok {
		t.Fatalf("the manual has no chapter %d", n)
	}
	text, _, _ := strings.Cut(rest, "\n## ")
	return text
}

var codeSpan = regexp.MustCompile("`([^`]+)`")

// spans returns the code spans of a text.
func spans(text string) []string {
	var found []string
	for _, m := range codeSpan.FindAllStringSubmatch(text, -1) {
		found = append(found, m[1])
	}
	return found
}

// rows returns the cells of the tables in a text, without their heads.
func rows(text string) [][]string {
	var list [][]string
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		head := i+1 < len(lines) && strings.HasPrefix(lines[i+1], "|---")
		if !strings.HasPrefix(line, "| ") || head {
			continue
		}
		cells := strings.Split(strings.Trim(line, "|"), "|")
		for j := range cells {
			cells[j] = strings.TrimSpace(cells[j])
		}
		list = append(list, cells)
	}
	return list
}

// manualRecord is the partnership to which the manual's entries are added. It
// ends with an [[inhalt]], to which an [[inhalt.stand]] may belong.
const manualRecord = `kurz = "Musterregion"
typ  = "Partnerregion"

[[partner]]
name = "Musterregion"

[[vereinbarung]]
art = "Gemeinsame Erklärung"

[[gremium]]
name = "Lenkungsausschuss"

[[inhalt]]
kennung    = "lenkungsausschuss"
vereinbart = "Ein Lenkungsausschuss begleitet die Zusammenarbeit."
`

const (
	manualRecordFile = "partnerschaften/musterregion.toml"
	manualEdition    = "stichtag = 2023-10-31\nanlass = \"regelmäßig\"\nzustand = \"entwurf\"\nthema = \"Umsetzungsstand\"\n"
)

// manualTree returns a complete folder of sources in which one file has the
// given text. The sender, the ministries and the groups are the real ones.
func manualTree(t *testing.T, file, text string) fstest.MapFS {
	t.Helper()
	tree := fstest.MapFS{
		manualRecordFile:        {Data: []byte(manualRecord)},
		"berichte/2023-Q4.toml": {Data: []byte(manualEdition)},
	}
	for _, name := range []string{"haus.toml", "ressorts.toml", "gruppen/china.toml"} {
		data, err := os.ReadFile("../../sources/" + name)
		if err != nil {
			t.Fatal(err)
		}
		tree[name] = &fstest.MapFile{Data: data}
	}
	tree[file] = &fstest.MapFile{Data: []byte(text)}
	return tree
}

var (
	fence    = regexp.MustCompile("(?ms)^```toml\n(.*?)^```$")
	fileLine = regexp.MustCompile(`^# sources/(\S+\.toml)\n`)
)

// TestManualSnippets: every piece of TOML in the manual loads. One that begins
// with a comment naming a file is that whole file; any other is what a clerk
// adds to the partnership shown before it.
func TestManualSnippets(t *testing.T) {
	pieces := fence.FindAllStringSubmatch(manual(t), -1)
	if len(pieces) < 5 {
		t.Errorf("found only %d pieces of TOML", len(pieces))
	}
	base := ""
	for _, m := range pieces {
		file, content := manualRecordFile, base+"\n"+m[1]
		if name := fileLine.FindStringSubmatch(m[1]); name != nil {
			file, content = name[1], m[1]
			if file == manualRecordFile {
				base = content
			}
		}
		if _, findings := Load(manualTree(t, file, content)); len(findings) > 0 {
			t.Errorf("%s\nmakes the findings\n%s", m[1], findings)
		}
	}
}

// entryOf completes lines, which may begin with a heading, to an entry: without
// heading they are those of a [[begegnung]], whose other required fields are
// added.
func entryOf(lines []string) string {
	if strings.HasPrefix(lines[0], "[") {
		return strings.Join(lines, "\n") + "\n"
	}
	entry := "[[begegnung]]\n"
	for _, line := range []string{"datum = 2023-10-18", "art = \"Gespräch\""} {
		key, _, _ := strings.Cut(line, " ")
		if !slices.ContainsFunc(lines, func(l string) bool { return strings.HasPrefix(l, key+" ") }) {
			entry += line + "\n"
		}
	}
	return entry + strings.Join(lines, "\n") + "\n"
}

// TestManualDecisions: the table „Wohin schreibe ich das?“ names only entries
// and fields that exist, and each row's entry loads as it stands there.
func TestManualDecisions(t *testing.T) {
	list := rows(chapter(t, 3))
	if len(list) < 15 {
		t.Errorf("the table has only %d rows", len(list))
	}
	top := format.file("partnerschaften/*.toml")
	for _, row := range list {
		header := spans(row[1])[0]
		table := top
		for _, key := range strings.Split(strings.Trim(header, "[]"), ".") {
			f := table.field(key)
			if f == nil || f.Table == nil {
				t.Fatalf("%s: there is no %s", row[0], header)
			}
			table = f.Table
		}
		var lines []string
		for _, span := range spans(row[2]) {
			key, _, assigned := strings.Cut(span, " = ")
			if assigned {
				lines = append(lines, span)
			}
			if table.field(key) == nil && !slices.ContainsFunc(format.Common, func(f Field) bool { return f.Key == key }) {
				t.Errorf("%s: %s has no field %q", row[0], header, key)
			}
		}
		if header != "[[begegnung]]" { // which entryOf completes: some rows add to the one before
			lines = slices.Insert(lines, 0, header)
		}
		if _, findings := Load(manualTree(t, manualRecordFile, manualRecord+"\n"+entryOf(lines))); len(findings) > 0 {
			t.Errorf("%s:\n%s", row[0], findings)
		}
	}
}

// TestManualPassages: of several [[text]] the manual says that one holds until
// another with the same kennung and stelle and a later ab takes its place. The
// loader takes such a file, and keeps all of them for the edition to choose from.
func TestManualPassages(t *testing.T) {
	const sentence = "Ein `[[text]]` gilt, bis ein anderer mit derselben `kennung` und `stelle` und späterem `ab` ihn ablöst."
	if !strings.Contains(chapter(t, 2), sentence) {
		t.Fatalf("the manual lacks: %s", sentence)
	}
	fsys := folderOf(readArchive(t, "testdata/grund.txtar"))
	const entry = "[[text]]\nkennung = \"lage\"\nstelle = %q\nab = %s\ntext = %q\n"
	lay(fsys, "", fmt.Sprintf(entry, "umsetzung", "2022", "Anfangs.")+fmt.Sprintf(entry, "umsetzung", "2023-06-01", "Danach.")+
		fmt.Sprintf(entry, "planung", "2022", "An anderer Stelle."))
	set, findings := Load(fsys)
	if len(findings) > 0 {
		t.Fatal(findings)
	}
	var got []string
	for _, p := range set.Partnerships[0].Texts {
		got = append(got, p.ID+" "+p.Place+" "+p.From.String()+" "+p.Text)
	}
	want := []string{"lage umsetzung 2022 Anfangs.", "lage umsetzung 2023-06-01 Danach.", "lage planung 2022 An anderer Stelle."}
	if !slices.Equal(got, want) {
		t.Errorf("%q\nwant\n%q", got, want)
	}
	lay(fsys, "", fmt.Sprintf(entry, "umsetzung", "\"1.6.2023\"", "Noch einmal."))
	_, findings = Load(fsys)
	const text = "Die Kennung „lage“ hat schon der Eintrag in Zeile 16, mit derselben Angabe unter „stelle“ und „ab“."
	if len(findings) != 1 || findings[0].Code != CodeSameID || findings[0].Text != text {
		t.Errorf("%v\nwant\n%s", findings, text)
	}
}

// TestManualDates: every notation in the table of dates loads and prints as
// the row says.
func TestManualDates(t *testing.T) {
	list := rows(chapter(t, 4))
	if len(list) < 14 {
		t.Errorf("the table has only %d rows", len(list))
	}
	for _, row := range list {
		for _, value := range spans(row[1]) {
			line, entry := "datum = "+value, "[[begegnung]]\nart = \"Gespräch\"\n"
			printed := func(p *Partnership) string { return p.Meetings[0].Date.On() }
			switch {
			case strings.HasPrefix(value, "seit = "):
				line = value
				printed = func(p *Partnership) string { return p.Meetings[0].Since.Since() }
			case strings.HasPrefix(value, "bis = "):
				line, entry = value, "[[planung]]\nwas = \"ein Treffen\"\nstand = 2023-10-31\n"
				printed = func(p *Partnership) string { return p.Plans[0].By.Until() }
			}
			set, findings := Load(manualTree(t, manualRecordFile, manualRecord+"\n"+entry+line+"\n"))
			if len(findings) > 0 {
				t.Errorf("%s:\n%s", line, findings)
			} else if got := printed(&set.Partnerships[0]); got != row[2] {
				t.Errorf("%s prints %q, the manual says %q", line, got, row[2])
			}
		}
	}
}

// TestManualRefusedDates: what the manual says is refused, is refused.
func TestManualRefusedDates(t *testing.T) {
	_, text, ok := strings.Cut(chapter(t, 4), "Nicht angenommen wird")
	if !ok {
		t.Fatal("the manual does not say which dates are refused")
	}
	text, _, _ = strings.Cut(text, "\n\n")
	refused := spans(text)
	if len(refused) < 3 {
		t.Errorf("found only %q", refused)
	}
	for _, value := range refused {
		_, err := date.Parse(strings.Trim(value, `"`))
		if e, _ := err.(*date.ParseError); e == nil || e.Code != date.CodeAmbiguous {
			t.Errorf("%s is not ambiguous: %v", value, err)
		}
	}
}

// TestManualMarkup: chapter 5 names exactly the fields that may hold markup.
func TestManualMarkup(t *testing.T) {
	_, text, ok := strings.Cut(chapter(t, 5), "**Hervorhebungen**")
	text, _, _ = strings.Cut(text, " Dort wird ")
	if !ok {
		t.Fatal("the manual does not say where markup is possible")
	}
	var named, want []string
	for _, span := range spans(text) {
		if !strings.HasPrefix(span, "[") {
			named = append(named, span)
		}
	}
	d := Format()
	d.each(func(_ string, table *Table) {
		for _, f := range table.Fields {
			if f.Kind == Markdown && !slices.Contains(want, f.Key) {
				want = append(want, f.Key)
			}
		}
	})
	slices.Sort(named)
	slices.Sort(want)
	if !slices.Equal(named, want) {
		t.Errorf("the manual names %q, the format has %q", named, want)
	}
}

// TestManualFaults: each row of the commonest faults makes the finding that it
// quotes, and none once it is mended.
func TestManualFaults(t *testing.T) {
	list := rows(chapter(t, 9))
	if len(list) != 10 {
		t.Errorf("the table has %d rows, not ten", len(list))
	}
	for _, row := range list {
		wrong := manualRecord + "\n" + entryOf(spans(row[0]))
		right := manualRecord + "\n" + entryOf(spans(row[2]))
		if strings.Contains(row[0], "ANSI") {
			var err error
			if wrong, err = charmap.Windows1252.NewEncoder().String(wrong); err != nil {
				t.Fatal(err)
			}
		}
		_, findings := Load(manualTree(t, manualRecordFile, wrong))
		got := ""
		for _, f := range findings {
			got += fmt.Sprintf("%s [%s]\n", f.Text, f.Code)
		}
		if want := row[1] + "\n"; got != want {
			t.Errorf("%s\nmakes the findings\n%sthe manual says\n%s", row[0], got, want)
		}
		if _, findings := Load(manualTree(t, manualRecordFile, right)); len(findings) > 0 {
			t.Errorf("%s\nmakes the findings\n%s", row[2], findings)
		}
	}
}

// TestManualMessage: the message on which the manual explains how to read one
// is the loader's, printed as the program prints it on Windows.
func TestManualMessage(t *testing.T) {
	_, rest, ok := strings.Cut(chapter(t, 1), "```text\nsources\\")
	if !ok {
		t.Fatal("the manual shows no message")
	}
	want, _, _ := strings.Cut(rest, "\n```")
	faulty := manualRecord + "\n[[begegnung]]\ndatum = \"18.10.23\"\nart   = \"Gespräch\"\n"
	_, findings := Load(manualTree(t, manualRecordFile, faulty))
	if got := findings.String(); got != strings.ReplaceAll(want, `\`, "/") {
		t.Errorf("the loader says\n%s\nthe manual says\n%s", got, want)
	}
}

// The field reference.

const (
	referenceBegin = "<!-- Feldverzeichnis, Anfang: aus dem Programm erzeugt, bitte nicht von Hand ändern -->\n"
	referenceEnd   = "<!-- Feldverzeichnis, Ende -->\n"
)

// reference divides the manual into what is written by hand, a form feed in
// place of the reference, and the reference.
func reference(t *testing.T, text string) (hand, generated string) {
	t.Helper()
	before, rest, ok := strings.Cut(text, referenceBegin)
	generated, after, closed := strings.Cut(rest, referenceEnd)
	if !ok || !closed {
		t.Fatalf("the manual lacks a line\n%sor\n%s", referenceBegin, referenceEnd)
	}
	return before + referenceBegin + "\f" + referenceEnd + after, generated
}

// TestManualReference: the manual's reference of fields is the description of
// the format; -update rewrites it.
func TestManualReference(t *testing.T) {
	hand, got := reference(t, manual(t))
	d := Format()
	var b referenceWriter
	b.all(&d)
	want := b.String()
	if got == want {
		return
	}
	if !*update {
		t.Error("the reference of fields is not that of the format; -update rewrites it")
		return
	}
	if err := os.WriteFile(manualFile, []byte(strings.Replace(hand, "\f", want, 1)), 0o666); err != nil {
		t.Fatal(err)
	}
}

type referenceWriter struct {
	strings.Builder
	seen map[string]string // tables of the file at hand: name by contents
}

func (b *referenceWriter) all(d *Description) {
	b.WriteString("\nArten von Werten:\n\n")
	for k := Text; k <= Many; k++ {
		fmt.Fprintf(b, "- **%s**: %s%s\n", kindWord(k), k, kindNote(k))
	}
	b.WriteString("\n### Felder, die jeder Eintrag haben kann\n\n")
	fmt.Fprintf(b, "Sie sind überall erlaubt, auch am Anfang einer Datei. Ausgenommen sind nur %s.\n\n", strings.Join(without(d), ", "))
	b.table(&Table{Fields: d.Common}, "")
	for _, f := range d.Files {
		b.seen = make(map[string]string)
		fmt.Fprintf(b, "### `%s`\n\n%s\n\n", f.Pattern, f.Table.Explain)
		b.table(f.Table, "")
		b.below(f.Table, "")
	}
}

// without names the tables that do not allow the common fields.
func without(d *Description) []string {
	var names []string
	var within func(t *Table, path string)
	within = func(t *Table, path string) {
		for _, f := range t.Fields {
			if f.Table != nil {
				if name := "`" + header(&f, path) + "`"; !f.Table.Common && !slices.Contains(names, name) {
					names = append(names, name)
				}
				within(f.Table, path+f.Key+".")
			}
		}
	}
	for _, f := range d.Files {
		if !f.Table.Common {
			names = append(names, "der Anfang von `"+f.Pattern+"`")
		}
		within(f.Table, "")
	}
	return names
}

// below writes the tables within a table.
func (b *referenceWriter) below(t *Table, path string) {
	for _, f := range t.Fields {
		if f.Table == nil || b.seen[contents(f.Table)] != header(&f, path) {
			continue // nothing within, or the same as one written before
		}
		inline := ""
		if !f.Table.Common {
			inline = fmt.Sprintf(" Geschrieben wird `%s`.", inlineExample(&f))
		}
		fmt.Fprintf(b, "#### `%s`\n\n%s%s\n\n", header(&f, path), f.Table.Explain, inline)
		b.table(f.Table, path+f.Key+".")
		b.below(f.Table, path+f.Key+".")
	}
}

// table writes the fields of a table and how they hang together.
func (b *referenceWriter) table(t *Table, path string) {
	b.WriteString("| Feld | Art | Pflicht | Bedeutung | Beispiel |\n|---|---|---|---|---|\n")
	for _, f := range t.Fields {
		required, explain, example := "nein", f.Explain, "`"+f.Example+"`"
		if f.Required {
			required = "ja"
		}
		for _, r := range t.Rules {
			if r.Kind == AtLeastOne && slices.Contains(r.Keys, f.Key) {
				required = "siehe unten"
			}
		}
		if len(f.Values) > 0 {
			explain += " Erlaubt: `\"" + strings.Join(f.Values, "\"`, `\"") + "\"`."
		}
		if f.Ref == RefMinistry {
			explain += " Jede Abkürzung muss in `ressorts.toml` stehen."
		}
		if f.Table != nil {
			name := header(&f, path)
			if first, ok := b.seen[contents(f.Table)]; ok {
				name = first
			} else {
				b.seen[contents(f.Table)] = name
			}
			example = "siehe `" + name + "`"
		}
		fmt.Fprintf(b, "| `%s` | %s | %s | %s | %s |\n", f.Key, kindWord(f.Kind), required, cell(explain), cell(example))
	}
	b.WriteByte('\n')
	for _, r := range t.Rules {
		b.WriteString("- " + ruleSentence(t, r) + "\n")
	}
	if s := versionSentence(t); s != "" {
		b.WriteString("- " + s + "\n")
	}
	if len(t.Rules) > 0 || len(t.Version) > 0 {
		b.WriteByte('\n')
	}
}

// header returns the heading of a field's table as messages name it.
func header(f *Field, path string) string {
	if f.Kind == One {
		return "[" + path + f.Key + "]"
	}
	return "[[" + path + f.Key + "]]"
}

// contents tells tables apart by what they allow.
func contents(t *Table) string { return fmt.Sprintf("%+v", *t) }

func inlineExample(f *Field) string {
	first := f.Table.Fields[0]
	return fmt.Sprintf("%s = [{ %s = %s }]", f.Key, first.Key, first.Example)
}

// cell escapes what would end a table's cell.
func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

// versionSentence says what tells the versions of one kennung apart where it is
// not stand.
func versionSentence(t *Table) string {
	switch {
	case len(t.Version) == 0:
		return ""
	case t.Version[0] == "kennung":
		return "Jede `kennung` ist nur einmal möglich."
	}
	return "Einträge mit derselben `kennung` unterscheidet nicht `stand`, sondern `" + strings.Join(t.Version, "` und `") + "`."
}

func ruleSentence(t *Table, r Rule) string {
	keys := make([]string, len(r.Keys))
	for i, key := range r.Keys {
		keys[i] = "`" + key + "`"
	}
	when := ""
	if c := r.When; c != nil {
		is := "Bei"
		if c.Not {
			is = "Außer bei"
		}
		when = fmt.Sprintf("%s `%s = \"%s\"`: ", is, c.Key, c.Value)
	}
	switch r.Kind {
	case AtLeastOne:
		if len(keys) == 1 {
			return when + keys[0] + " ist nötig."
		}
		return when + "Mindestens eine dieser Angaben ist nötig: " + strings.Join(keys, ", ") + "."
	case Needed:
		return when + "Wo " + strings.Join(keys[1:], " oder ") + " angegeben ist, ist auch " + keys[0] + " nötig."
	case AtMostOne:
		return when + "Höchstens eine dieser Angaben ist möglich: " + strings.Join(keys, ", ") + "."
	case Barred:
		return when + r.Why + " Nicht möglich sind deshalb: " + strings.Join(keys, ", ") + "."
	case InOrder:
		return when + keys[1] + " darf nicht vor " + keys[0] + " liegen."
	}
	panic(fmt.Sprintf("unknown rule %d", r.Kind))
}

func kindWord(k Kind) string {
	switch k {
	case Text:
		return "Text"
	case Markdown:
		return "Sätze"
	case Moment:
		return "Datum"
	case Day:
		return "Tag"
	case Flag:
		return "Ja/Nein"
	case Number:
		return "Zahl"
	case Amount:
		return "Anzahl"
	case List:
		return "Liste"
	case Choice:
		return "Auswahl"
	case One:
		return "Tabelle"
	case Many:
		return "Einträge"
	}
	panic(fmt.Sprintf("unknown kind %d", k))
}

// kindNote says of a kind what its name does not.
func kindNote(k Kind) string {
	switch k {
	case Markdown:
		return ", mit Hervorhebungen, Absätzen und Listen (Abschnitt 5)"
	case Moment:
		return ", so genau wie bekannt (Abschnitt 4)"
	case Flag:
		return "; true heißt ja"
	case Choice:
		return ", in Anführungszeichen"
	case One:
		return ", die mit einer Überschrift in einfachen eckigen Klammern beginnt"
	case Many:
		return ", die je mit einer Überschrift in doppelten eckigen Klammern beginnen"
	}
	return ""
}
