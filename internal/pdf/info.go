package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"
)

// textString encodes a text for the information dictionary: UTF-16BE with a
// byte order mark (ISO 32000-1, 7.9.2.2), "" for "". gofpdf's own encoding, for
// which maroto's isUTF8 asks, garbles characters above U+FFFF.
func textString(s string) string {
	if s == "" {
		return ""
	}
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return string(b)
}

// stampDates overwrites, in place, the two dates of the information
// dictionary. maroto offers only the first, CreationDate, and both are the
// clock's where none is given. The dates become date, which is EDTF
// (2023-10-31, 2023-10, 2023), to its own precision; for any other notation,
// and for "", the keys are blanked out, for they are optional (ISO 32000-1,
// table 317). The length of the file and all offsets stay.
func stampDates(pdf []byte, date string) error {
	for _, key := range []string{"/CreationDate", "/ModDate"} {
		// Nothing but the document's texts could hold the key as well, and they
		// are compressed, or in UTF-16.
		at := bytes.LastIndex(pdf, []byte(key+" (D:"))
		if at < 0 {
			return fmt.Errorf("pdf: gofpdf hat kein %s geschrieben", key)
		}
		end := bytes.IndexByte(pdf[at:], ')')
		if end < 0 {
			return errors.New("pdf: gofpdf hat ein Datum ohne Ende geschrieben")
		}
		entry := pdf[at : at+end+1]
		digits := pdfDate(date)
		if digits == "" {
			copy(entry, strings.Repeat(" ", len(entry)))
			continue
		}
		copy(entry, fmt.Sprintf("%-*s", len(entry), key+" (D:"+digits+")"))
	}
	return nil
}

// pdfDate returns an EDTF day, month or year as the digits of a PDF date, in
// which all but the year may be left out (ISO 32000-1, 7.9.4); "" for any
// other notation, and for what the calendar does not have.
func pdfDate(edtf string) string {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		if _, err := time.Parse(layout, edtf); err == nil {
			return strings.ReplaceAll(edtf, "-", "")
		}
	}
	return ""
}
