package markdown

import (
	"bytes"
	"strings"
)

// WithoutNotes returns a draft without what its clerks have noted for
// themselves: the comments that are no marks. ok is false where that would
// change what the draft says, as a note in the middle of a line may; then
// nothing is returned.
func WithoutNotes(draft []byte) (without []byte, ok bool) {
	var b bytes.Buffer
	for rest := draft; ; {
		i := noteIn(rest)
		if i < 0 {
			b.Write(rest)
			break
		}
		size := commentEnd(rest[i:])
		if size < 0 {
			return nil, false
		}
		b.Write(rest[:i])
		if _, mark := markName(comment(string(rest[i : i+size]))); mark {
			b.Write(rest[i : i+size])
		}
		rest = rest[i+size:]
	}
	before, faults := Parse(draft, "")
	after, more := Parse(b.Bytes(), "")
	if faults.Failed() || more.Failed() || !bytes.Equal(said(before), said(after)) {
		return nil, false
	}
	return b.Bytes(), true
}

func said(doc *Document) []byte { return []byte(strings.Join(Plain(doc), "\x00")) }
