package build

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/pdf/pdftest"
	"umsetzungsstand/internal/typeset"
)

// kind is what makes a text hard to find.
type kind string

const (
	divided  kind = "divided words"             // Energiesouverä|nität
	compound kind = "compounds at their hyphen" // Fotografie-|Ausstellung
	plain    kind = "names and dates"           // with letters that few fonts have, and no-break spaces
	absent   kind = "what is not in the report" // or a reader that finds everything would pass
)

// question asks how often a text is found on a page.
type question struct {
	Page int    `json:"page"`
	Text string `json:"text"`
	kind kind
	at   int // where it stands in the page's text
	want int
}

// What one types into a find bar is found, and what one copies is whole: words
// that are divided at a line's end, names, and dates, which hold no-break
// spaces that nobody can type.
func TestReadersFindWhatIsDivided(t *testing.T) {
	r := resultOf(t, sampleSet(t), "2023-Q4")
	file := filepath.Join(t.TempDir(), "bericht.pdf")
	if err := os.WriteFile(file, r.PDF, 0o666); err != nil {
		t.Fatal(err)
	}
	pages, questions := ask(r.Layout)
	count := map[kind]int{}
	for _, q := range questions {
		count[q.kind]++
	}
	if count[divided] < 10 || count[compound] < 1 || count[plain] < 3 {
		t.Fatalf("the sample report has too little to search for: %v", count)
	}

	// A kind with a known reason need not be found; the reason goes when all of
	// the kind are.
	for _, reader := range []struct {
		name  string
		about func([]string, []question) []question
		ask   func(testing.TB, string, []question) []int
		known map[kind]string
	}{
		{"poppler", perPage, askPoppler, map[kind]string{
			compound: "pdftotext drops every U+002D at a line's end; Evince's search finds the compound",
		}},
		{"pdf.js", perPage, askNode("pdfjs"), nil},
		{"PDFium", perPage, askNode("pdfium"), map[kind]string{
			divided:  "PDFium's text has U+FFFE for the hyphen, and its own search does not pass over that; Chromium's does",
			compound: "PDFium takes every hyphen at a line's end for one that divides",
		}},
		{"Chromium", onlyOnes, askNode("chromium-find"), map[kind]string{
			compound: "PDFium takes every hyphen at a line's end for one that divides",
		}},
		{"copied from Chromium", inAll, askNode("chromium-copy"), map[kind]string{
			compound: "PDFium takes every hyphen at a line's end for one that divides",
		}},
	} {
		t.Run(reader.name, func(t *testing.T) {
			questions := reader.about(pages, questions)
			answers := reader.ask(t, file, questions)
			if len(answers) != len(questions) {
				t.Fatalf("%d answers to %d questions", len(answers), len(questions))
			}
			asked, failed := map[kind]int{}, map[kind]int{}
			for i, q := range questions {
				asked[q.kind]++
				if answers[i] == q.want {
					continue
				}
				failed[q.kind]++
				if reader.known[q.kind] == "" {
					t.Errorf("page %d: %q is found %d times, stands there %d times", q.Page, q.Text, answers[i], q.want)
				}
			}
			for kind, reason := range reader.known {
				if failed[kind] == 0 {
					t.Errorf("%s are found now: take this reason off the list: %s", kind, reason)
				}
			}
			t.Logf("asked %v, not found %v", asked, failed)
			if asked[divided] < 10 {
				t.Errorf("only %d divided words", asked[divided])
			}
		})
	}
}

var aDate = regexp.MustCompile(`[0-9]{1,2}\.\x{A0}\pL{3,}[ \x{A0}][0-9]{4}`)

// ask returns the text of each page as one would type it, blocks on lines of
// their own, and what to search for, page after page. Words that a page's end
// divides are not searched for: no reader joins them.
func ask(layout *typeset.Layout) ([]string, []question) {
	var pages []string
	var questions []question
	for i, page := range layout.Pages {
		var text, beside strings.Builder
		breaks := map[int]kind{}
		var last typeset.Fragment
		for _, f := range page.Fragments {
			if f.Artifact != typeset.NoArtifact {
				beside.WriteString(f.Text)
				continue
			}
			if breaks[text.Len()] == "" && !strings.HasSuffix(last.Text, " ") && (f.Y != last.Y || f.X != last.X+last.Width) {
				text.WriteString("\n") // another block
			}
			last = f
			whole, isDivided := strings.CutSuffix(f.Text, "\u00AD")
			text.WriteString(whole)
			switch {
			case isDivided:
				breaks[text.Len()] = divided
			case strings.HasSuffix(whole, "-"):
				breaks[text.Len()] = compound
			}
		}
		raw := text.String() + beside.String()
		typed := strings.NewReplacer("\u00A0", " ", "\u2011", "-")
		add := func(kind kind, from, to int) {
			questions = append(questions, question{
				Page: i + 1, Text: typed.Replace(raw[from:to]), kind: kind, at: len(typed.Replace(raw[:from])),
				want: strings.Count(typed.Replace(raw), typed.Replace(raw[from:to])),
			})
		}
		for at := range raw {
			if kind, ok := breaks[at]; ok && at < text.Len() {
				ofWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '-' }
				from := len(strings.TrimRightFunc(raw[:at], ofWord))
				to := len(raw) - len(strings.TrimLeftFunc(raw[at:], ofWord))
				if from < at && at < to {
					add(kind, from, to)
				}
			}
		}
		for _, name := range []string{"Łukasz Czopik", "Chełstowski"} {
			if at := strings.Index(raw, name); at >= 0 {
				add(plain, at, at+len(name))
			}
		}
		if at := aDate.FindStringIndex(raw); at != nil {
			add(plain, at[0], at[1])
		}
		pages = append(pages, typed.Replace(raw))
	}
	return pages, append(questions, question{Page: 2, Text: "Regenbogenfernsprechamt", kind: absent})
}

func perPage(_ []string, questions []question) []question { return questions }

// inAll asks about the report as if it were one page.
func inAll(pages []string, questions []question) []question {
	var all []question
	for _, q := range questions {
		q.want = 0
		for _, text := range pages {
			q.want += strings.Count(text, q.Text)
		}
		all = append(all, q)
	}
	return all
}

// onlyOnes adds to each text as many of the words behind it as make it the only
// one of its kind in the report, for a reader that shows the first place only, of
// whatever case.
// It leaves out what has no such words.
func onlyOnes(pages []string, questions []question) []question {
	report := strings.ToLower(strings.Join(pages, "\n"))
	isWord := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
	noWord := func(r rune) bool { return !isWord(r) }
	var ones []question
	for _, q := range questions {
		block, _, _ := strings.Cut(pages[q.Page-1][q.at:], "\n")
		for q.kind != absent && strings.Count(report, strings.ToLower(q.Text)) > 1 {
			rest := strings.TrimLeftFunc(strings.TrimLeftFunc(block[len(q.Text):], noWord), isWord)
			if len(q.Text) == len(block)-len(rest) {
				break
			}
			q.Text, q.want = block[:len(block)-len(rest)], 1
		}
		if strings.Count(report, strings.ToLower(q.Text)) <= 1 {
			ones = append(ones, q)
		}
	}
	return ones
}

func askPoppler(t testing.TB, file string, questions []question) []int {
	t.Helper()
	out := run(t, exec.Command(pdftest.Tool(t, "pdftotext"), "-enc", "UTF-8", file, "-"), nil)
	pages := strings.Split(strings.ReplaceAll(string(out), "\n", " "), "\f")
	var answers []int
	for _, q := range questions {
		answers = append(answers, strings.Count(pages[q.Page-1], q.Text))
	}
	return answers
}

// askNode asks by way of testdata/search.mjs, which says what the readers do.
func askNode(reader string) func(testing.TB, string, []question) []int {
	return func(t testing.TB, file string, questions []question) []int {
		t.Helper()
		cmd := exec.Command(pdftest.Tool(t, "node"), "testdata/search.mjs", reader, file)
		cmd.Env = os.Environ()
		if strings.HasPrefix(reader, "chromium") {
			cmd.Env = append(cmd.Env, "CHROMIUM="+pdftest.Tool(t, "chromium", "chromium-browser", "google-chrome"))
		} else {
			pdftest.NodeModules(t, "pdfjs-dist", "@embedpdf/pdfium")
		}
		in, err := json.Marshal(questions)
		if err != nil {
			t.Fatal(err)
		}
		var answers []int
		if err := json.Unmarshal(run(t, cmd, in), &answers); err != nil {
			t.Fatal(err)
		}
		return answers
	}
}

func run(t testing.TB, cmd *exec.Cmd, in []byte) []byte {
	t.Helper()
	var stderr bytes.Buffer
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, &stderr)
	}
	if !utf8.Valid(out) {
		t.Fatalf("%s: its answer is not UTF-8", cmd.Args[0])
	}
	return out
}
