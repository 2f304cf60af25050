package archive

import (
	"bytes"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Info is what a bag-info.txt says, in its order (RFC 8493, 2.2.2).
type Info []Field

// Field is one of its lines. The label is ASCII without a colon; the value is
// one line, however it was broken.
type Field struct{ Label, Value string }

// Get returns the value of a label, the first where it stands there more than
// once, "" where it does not. Capitals make no difference (2.2.2).
func (in Info) Get(label string) string {
	for _, f := range in {
		if strings.EqualFold(f.Label, label) {
			return f.Value
		}
	}
	return ""
}

// All returns the values of a label.
func (in Info) All(label string) []string {
	var values []string
	for _, f := range in {
		if strings.EqualFold(f.Label, label) {
			values = append(values, f.Value)
		}
	}
	return values
}

func (in Info) count(label string) int { return len(in.All(label)) }

// lineWidth is the length in characters that lines should not exceed (2.2.2).
const lineWidth = 79

// format writes the fields as a tag file. Long values go on in indented lines.
func (in Info) format() []byte {
	var b bytes.Buffer
	for _, f := range in {
		words := strings.Fields(f.Value)
		column := utf8.RuneCountInString(f.Label) + 1
		b.WriteString(f.Label + ":")
		for i, word := range words {
			n := utf8.RuneCountInString(word)
			if i > 0 && column+1+n > lineWidth {
				b.WriteString("\n ")
				column = 1
			}
			b.WriteString(" " + word)
			column += 1 + n
		}
		b.WriteByte('\n')
	}
	return b.Bytes()
}

// lineFault is what is wrong with a line of a tag file, as a German sentence.
type lineFault struct {
	line int
	text string
}

// parseInfo reads a bag-info.txt.
func parseInfo(data []byte) (Info, []lineFault) {
	var in Info
	var faults []lineFault
	if !utf8.Valid(data) {
		return nil, []lineFault{{0, "Die Angaben zum Paket sind nicht in UTF-8 geschrieben."}}
	}
	for i, line := range lines(data) {
		if continued := strings.TrimLeft(line, " \t"); continued != line && len(in) > 0 {
			last := &in[len(in)-1]
			last.Value = strings.TrimSpace(last.Value + " " + strings.TrimSpace(continued))
			continue
		}
		label, value, ok := strings.Cut(line, ":")
		if !ok || label == "" || label != strings.TrimSpace(label) {
			faults = append(faults, lineFault{i + 1, "Die Zeile ist keine Angabe der Form „Name: Wert“."})
			if len(faults) == mostFaults {
				break
			}
			continue
		}
		in = append(in, Field{label, strings.TrimSpace(value)})
	}
	return in, faults
}

// mostFaults is how many faults of one file are told.
const mostFaults = 20

// lines divides a tag file into its lines, which may end in LF, CR or CRLF
// (RFC 8493, 2.3).
func lines(data []byte) []string {
	text := strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(string(data))
	text = strings.TrimSuffix(text, "\n")
	if text == "" {
		return nil
	}
	return strings.Split(text, "\n")
}

// oxum is the size of a payload: octets and files ("octetstream sum", 2.2.2).
type oxum struct {
	octets int64
	files  int
}

func (o oxum) String() string { return fmt.Sprintf("%d.%d", o.octets, o.files) }

// Size returns the size of the payload in bytes and the number of its files, as
// the bag gives them.
func (e Entry) Size() (octets int64, files int) {
	fmt.Sscanf(e.Info.Get(LabelOxum), "%d.%d", &octets, &files)
	return octets, files
}
