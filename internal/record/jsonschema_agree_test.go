package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// jsonOf returns a decoded TOML value as Taplo hands it to its validator, but
// for what text makes of each string.
func jsonOf(v any, text func(string) string) any {
	switch v := v.(type) {
	case string:
		return text(v)
	case map[string]any:
		m := make(map[string]any, len(v))
		for key, inner := range v {
			m[key] = jsonOf(inner, text)
		}
		return m
	case []map[string]any:
		list := make([]any, len(v))
		for i, m := range v {
			list[i] = jsonOf(m, text)
		}
		return list
	case []any:
		list := make([]any, len(v))
		for i, inner := range v {
			list[i] = jsonOf(inner, text)
		}
		return list
	case time.Time:
		switch v.Location().String() {
		case "date-local":
			return v.Format(time.DateOnly)
		case "time-local":
			return v.Format(time.TimeOnly)
		case "datetime-local":
			return v.Format("2006-01-02T15:04:05")
		}
		return v.Format(time.RFC3339)
	}
	return v
}

// verdict is what a schema says of a file, by lines.
type verdict struct {
	lines  map[int]string // where it finds faults, with one of them
	lacks  map[int]bool   // where it finds that a field is missing
	hidden map[int]bool   // below a value of the wrong type, into which it does not look
}

// judge holds a file against its schema. ok is false where it is no TOML.
func judge(s *jsonschema.Schema, src string, text func(string) string) (v verdict, ok bool) {
	var m map[string]any
	if _, err := toml.Decode(src, &m); err != nil {
		return v, false
	}
	v = verdict{make(map[int]string), make(map[int]bool), make(map[int]bool)}
	var ve *jsonschema.ValidationError
	if err := s.Validate(jsonOf(m, text)); !errors.As(err, &ve) {
		return v, true
	}
	ix := indexOf(src)
	if ix == nil {
		return v, false
	}
	v.add(ix, ve)
	return v, true
}

func (v *verdict) add(ix *index, e *jsonschema.ValidationError) {
	for _, cause := range e.Causes {
		v.add(ix, cause)
	}
	if len(e.Causes) > 0 {
		return
	}
	around, id := ix.find(e.InstanceLocation)
	note := func(p place) {
		v.lines[int(p.line)] = fmt.Sprintf("%s: %v", strings.Join(e.InstanceLocation, "."), e.Error())
	}
	switch k := e.ErrorKind.(type) {
	case *kind.AdditionalProperties:
		for _, key := range k.Properties {
			_, child := ix.find(append(slices.Clone(e.InstanceLocation), key))
			note(ix.nodes[child].at)
			v.hide(ix, child)
		}
	case *kind.Required:
		note(ix.nodes[id].at)
		v.lacks[int(ix.nodes[id].at.line)] = true
	case *kind.MinItems: // an empty list is one that is missing
		note(ix.nodes[around].at)
	case *kind.MaxItems: // the first that is too many
		_, child := ix.find(append(slices.Clone(e.InstanceLocation), strconv.Itoa(k.Want)))
		note(ix.nodes[child].value)
	default:
		note(ix.nodes[id].value)
		v.hide(ix, id)
	}
}

// hide notes the lines of all that is below a node.
func (v *verdict) hide(ix *index, id int32) {
	for c := ix.nodes[id].first; c != 0; c = ix.nodes[c].next {
		v.hidden[int(ix.nodes[c].at.line)] = true
		v.hidden[int(ix.nodes[c].value.line)] = true
		v.hide(ix, c)
	}
}

// find returns the node to which a path leads, and the one around it.
func (ix *index) find(path []string) (around, id int32) {
	for _, key := range path {
		around, id = id, ix.nodes[id].first
		if ix.nodes[around].shape == array {
			for n, _ := strconv.Atoi(key); n > 0; n-- {
				id = ix.nodes[id].next
			}
			continue
		}
		for ix.nodes[id].key != key {
			id = ix.nodes[id].next
		}
	}
	return around, id
}

// What a schema cannot say, by code and with the reason. Faults of the codes
// in never it never finds, of those in partly some.
var (
	never = map[string]string{
		CodeSyntax: noTOML, CodeOpenText: noTOML, CodeQuoteStyle: noTOML, CodeQuoteInText: noTOML,
		CodeBareText: noTOML, CodeBareDate: noTOML, CodeBackslash: noTOML, CodeOpenList: noTOML, CodeHeader: noTOML,
		CodeNoPair: noTOML, CodeNoValue: noTOML, CodeKeyCharacter: noTOML, CodeMergeMarks: noTOML, CodeSameKey: noTOML,
		CodeTooDeep: "the loader looks no further, so there is no place to compare",

		CodeMissingFile: oneFile, CodeNoEdition: oneFile, CodeNoPartnership: oneFile,
		CodeFileName: oneFile, CodeSameName: oneFile, CodeSameSlug: oneFile, CodeLink: oneFile, CodeTooManyFiles: oneFile,

		CodeMinistry: elsewhere, CodeGroup: elsewhere, CodeCommittee: elsewhere, CodeCommitment: elsewhere,
		CodeSameID: elsewhere, CodeSameMinistry: elsewhere, CodeOverlap: elsewhere, CodeSameTreaty: elsewhere,

		CodeCharacter: "an editor would show the pattern, and of the character nothing",
		CodeOrder:     elsewhere,
		CodeGarbled:   "it knows no language",
		CodeEscape:    "it sees the text and not how it was written",
	}
	partly = map[string]string{
		date.CodeMalformed:  dates,
		date.CodeImpossible: dates,
		date.CodeAmbiguous:  dates,
		date.CodeImprecise:  dates,
		CodeNoHeader:        "it sees that keys do not belong where they stand, and not what lacks above them",
		CodeType:            "JSON has no dates: Taplo makes a string of one, which may stand where a text has to",
	}
)

const (
	noTOML    = "what is no TOML, no schema sees"
	oneFile   = "a schema sees one file, and not its name"
	elsewhere = "it compares nothing with what stands elsewhere"
	dates     = "the pattern of dates is generous: it knows neither words nor the calendar"
)

// strayed are the codes of keys whose absence elsewhere the loader does not
// report as well.
var strayed = map[string]bool{CodeUnknownKey: true, CodeSlidKey: true, CodeOtherTable: true, CodeNoHeader: true}

// between returns the lines of a source from one to another, with the line
// feed before them.
func between(src string, from, to int) string {
	lines := strings.Split(src, "\n")
	return "\n" + strings.Join(lines[from-1:to], "\n")
}

// schemaCase is a folder of sources.
type schemaCase struct {
	name string
	fsys fstest.MapFS
}

// TestSchemaAgrees holds loader and schemas against each other, on the sources,
// the good folders and every faulty one: what a schema refuses, the loader
// reports in the same line, and not with a code in never; what the loader
// reports, the schema refuses there, but for the codes in never and partly. Texts
// that are not canonical a schema may refuse.
func TestSchemaAgrees(t *testing.T) {
	schemas := Schemas()
	compiled := make(map[string]*jsonschema.Schema) // by name
	for c, i := compiler(t), 0; i < len(schemas); i++ {
		var err error
		if compiled[schemas[i].Name], err = c.Compile(schemas[i].File()); err != nil {
			t.Fatal(err)
		}
	}
	found, missed := make(map[string]int), make(map[string]int)
	for _, test := range schemaCases(t) {
		_, findings := Load(test.fsys)
		verdicts := make(map[string]verdict)
		broken := make(map[string]bool) // no TOML, though the loader may read it; an editor says so by itself
		for name, file := range test.fsys {
			s := schemaOf(schemas, name)
			if s == nil {
				continue
			}
			src := strings.ReplaceAll(strings.TrimPrefix(string(file.Data), "\ufeff"), "\r\n", "\n")
			v, ok := judge(compiled[s.Name], src, func(s string) string { return s })
			verdicts[name], broken[name] = v, !ok
			canonical, _ := judge(compiled[s.Name], src, Canonical)
			for line, fault := range canonical.lines {
				if !slices.ContainsFunc(findings, func(f diag.Finding) bool {
					there := f.Line == line || f.Code == CodeNoHeader && line > f.Line && !strings.Contains(between(src, f.Line, line), "\n[") || canonical.lacks[line] && strayed[f.Code]
					return f.Severity == diag.Error && f.File == name && there && never[f.Code] == ""
				}) {
					t.Errorf("%s: %s:%d: the schema refuses what the loader takes, or what is in the list never: %s", test.name, name, line, fault)
				}
			}
		}
		for _, f := range findings {
			if f.Severity != diag.Error {
				continue
			}
			v := verdicts[f.File]
			switch {
			case v.lines[f.Line] != "":
				found[f.Code]++
			case never[f.Code] != "" || partly[f.Code] != "":
				missed[f.Code]++
			case broken[f.File] || v.hidden[f.Line]:
			default:
				t.Errorf("%s: the schema does not refuse\n%v", test.name, f)
			}
		}
	}
	if len(found) < 8 {
		t.Errorf("the schemas found only faults of %d codes", len(found))
	}
	for code := range partly {
		if found[code] == 0 || missed[code] == 0 {
			t.Errorf("%s: found %d times, missed %d times; it does not belong into the list partly", code, found[code], missed[code])
		}
	}
}

// schemaCases returns the sources, the good folders and all that TestFaults and
// TestCases make of archives.
func schemaCases(t *testing.T) []schemaCase {
	t.Helper()
	sources := fstest.MapFS{}
	root := os.DirFS("../../sources")
	err := fs.WalkDir(root, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		sources[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	base := readArchive(t, "testdata/grund.txtar")
	cases := []schemaCase{{"sources", sources}, {"grund", folderOf(base)}, {"gut", folderOf(readArchive(t, "testdata/gut.txtar"))}}
	several := folderOf(base)
	f := several["partnerschaften/ungarn.toml"]
	for _, d := range []string{`"Winter 2022"`, `"18.10.23"`, `"3/2023"`, `"2023-13"`, `0999-10-18`, `"am Sonntag, 2023"`} {
		f.Data = append(f.Data, "\n[[begegnung]]\nart = \"Treffen\"\ndatum = "+d+"\n"...)
	}
	cases = append(cases, schemaCase{"dates", several})
	files, err := filepath.Glob("testdata/fehler/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		a := readArchive(t, file)
		fsys := folderOf(base, a)
		for line := range strings.Lines(a.comment) {
			if name, ok := strings.CutPrefix(strings.TrimSpace(line), "ohne:"); ok {
				delete(fsys, strings.TrimSpace(name))
			}
		}
		cases = append(cases, schemaCase{file, fsys})
	}
	for _, c := range Codes() {
		if c.Example != "" {
			cases = append(cases,
				schemaCase{c.Name + "/Wrong", overlay(base, c.Example, c.Wrong).(fstest.MapFS)},
				schemaCase{c.Name + "/Right", overlay(base, c.Example, c.Right).(fstest.MapFS)})
		}
	}
	files, err = filepath.Glob("testdata/faelle/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		before := ""
		for _, f := range readArchive(t, file).files {
			name, target, _ := strings.Cut(f.name, " ")
			if name != before {
				cases = append(cases, schemaCase{file + "/" + name, folderOf(base)})
			}
			before = name
			lay(cases[len(cases)-1].fsys, target, f.text)
		}
	}
	return cases
}

// indexOf returns the index of a file, or nil where there is none.
func indexOf(src string) *index {
	ix, _, fault := scan(src, nil)
	if fault != nil {
		return nil
	}
	return ix
}
