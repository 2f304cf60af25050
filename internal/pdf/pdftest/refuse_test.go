package pdftest_test

import (
	"strings"
	"testing"

	"umsetzungsstand/internal/pdf/pdftest"
)

// A change of one object of the sample file, and the error it must give.
type fault struct {
	object        int
	before, after string
	want          string
}

func refuse(t *testing.T, faults []fault) {
	t.Helper()
	for _, c := range faults {
		o := tagged()
		o.replace(t, c.object, c.before, c.after)
		_, err := pdftest.Read(o.plain())
		if err == nil || err.Error() != "pdftest: "+c.want {
			t.Errorf("object %d: %s → %s: got %v\nwant pdftest: %s", c.object, c.before, c.after, err, c.want)
		}
	}
}

func TestReadRefusesMarkedContent(t *testing.T) {
	refuse(t, []fault{
		{7, "/MCID 2", "/MCID 1", "page 1: operator BDC before byte 305: MCID 1 twice on the page"},
		{7, "/MCID 2", "/MCID -2", "page 1: operator BDC before byte 306: MCID: -2 where a whole number should be"},
		{7, "EMC ET Q", "ET EMC Q", "page 1: operator ET before byte 326: marked content Link goes on"},
		{7, " /MCID 0 ", "", "page 1: operator Tj before byte 176: content that is neither tagged nor an artifact"},
		{7, "/Artifact BMC", "/Other BMC", "page 1: operator S before byte 366: content that is neither tagged nor an artifact"},
		{7, "/Artifact BMC 1 w 72 36 m 144 36 l S EMC", "1 w 72 36 m 144 36 l S", "page 1: operator S before byte 355: content that is neither tagged nor an artifact"},
		{7, "/Artifact BMC", "/Artifact << /MCID 3 >> BDC", "page 1: operator BDC before byte 360: artifact and MCID 3 in one another"},
		{7, "/Artifact << /Type /Layout >> BDC", "", "page 1: operator f before byte 390: content that is neither tagged nor an artifact"},
		{7, "re f EMC", "re f", "page 1: marked content Artifact has no end"},
		{8, "/Span /Foreign BDC", "/Span << /MCID 9 >> BDC", "page 2: operator BDC before byte 163: MCID 9 inside MCID 1"},
		{8, "/Span /Foreign BDC", "/Artifact BMC", "page 2: operator BMC before byte 153: artifact and MCID 1 in one another"},
		{8, "/Span /Foreign BDC", "/Span /Unknown BDC", "page 2: operator BDC before byte 158: no property list Unknown"},
		{8, "/Span /Foreign BDC", "/Span << /Lang 1 0 R >> BDC", "page 2: operator BDC before byte 167: Lang: 1 is no string"},
		{8, "/Span /Foreign BDC", "/Span << /Lang 999 0 R >> BDC", "page 2: operator BDC before byte 169: Lang: 999 is no string"},
		{8, "/Span /Foreign BDC", "(Span) /Foreign BDC", "page 2: operator BDC before byte 159: operands [[83 112 97 110] Foreign]"},
		{8, "/MCID 3", "/MCID 4", "structure tree: element 28 (TH): MCID 3 is not on page 2"},
	})
}

func TestReadRefusesStructure(t *testing.T) {
	refuse(t, []fault{
		{1, "/StructTreeRoot 20 0 R", "", "the file is marked as tagged, but has no structure tree"},
		{1, "/Marked true", "/Marked (yes)", "page 1: MarkInfo: Marked is neither true nor false"},
		{20, "/K [21 0 R]", "/K [21 0 R 22 0 R]", "structure tree: 2 elements at its top, not one"},
		{20, "/Type /StructTreeRoot", "/Type /Root", "structure tree: its Type is Root"},
		{20, "/Text /P", "/Text /Absatz", "structure tree: the role map leads Absatz in a circle"},
		{20, "/Text /P", "/Text /P /H1 /P", "structure tree: the role map changes the standard type H1"},
		{20, "/Text /P", "/Text /Nichts", "structure tree: the role map leads Absatz to no standard type"},
		{22, "/S /H1", "/S /Heading", "structure tree: element 22 (Heading): the role map leads Heading to no standard type"},
		{22, "/P 21 0 R", "/P 20 0 R", "structure tree: element 22 (H1): its P is 20, but it is a kid of 21"},
		{22, "/K 0", "/K 7", "structure tree: element 22 (H1): MCID 7 is not on page 1"},
		{22, "/K 0", "", "page 1: MCID 0 belongs to no element"},
		{22, "/K 0", "/K [0 0]", "structure tree: element 22 (H1): MCID 0 of page 1 belongs to element 22 (H1) already"},
		{22, "/K 0", "/K [0 1]", "structure tree: element 23 (Absatz): MCID 1 of page 1 belongs to element 22 (H1) already"},
		{22, "/K 0", "/K [0 22 0 R]", "structure tree: element 22: is met twice"},
		{22, "/K 0", "/K /0", "structure tree: element 22 (H1): kid: the name 0 where a number should be"},
		{22, "/Pg 5 0 R", "", "structure tree: element 22 (H1): MCID 0 is on no page"},
		{22, "/Pg 5 0 R", "/Pg 6 0 R", "structure tree: element 24 (Link): MCID 0 of page 2 belongs to element 22 (H1) already"},
		{22, "/ID (h)", "/C /Klasse", "structure tree: element 22 (H1): has a class"},
		{22, "/ID (h)", "/ID (\xfc)", `structure tree: element 22 (H1): ID: string "\xfc" is neither ASCII nor UTF-16 with its mark`},
		{24, "/Obj 14 0 R", "/Obj 13 0 R", "structure tree: element 24 (Link): refers to the object 13, which is no annotation of a page"},
		{24, "/Type /OBJR", "/Type /OBJR /Pg 6 0 R", "structure tree: element 24 (Link): refers to annotation 14 with the wrong page"},
		{24, "<< /Type /OBJR /Obj 14 0 R >>", "", "page 1: annotation 14 belongs to no element"},
		{25, "/Obj 15 0 R", "/Obj 14 0 R /Pg 5 0 R", "structure tree: element 25 (Link): annotation 14 belongs to element 24 (Link) already"},
		{28, "/O /List", "/O /Table /ColSpan 2", "structure tree: element 28 (TH): attributes: Table ColSpan twice"},
		{28, "/O /List", "", "structure tree: element 28 (TH): attributes: no owner"},

		{31, "33 0 R", "[24 0 R 23 0 R 25 0 R 29 0 R]", "parent tree: page 2: MCID 3 belongs to 29, but to element 28 (TH) in the structure tree"},
		{33, "28 0 R", "", "parent tree: page 2: 3 entries, none for MCID 3"},
		{33, "28 0 R", "28 0 R 29 0 R", "parent tree: page 2: an entry for MCID 4, which is not on the page"},
		{32, "2 24 0 R", "2 23 0 R", "parent tree: annotation 14: belongs to 23, but to element 24 (Link) in the structure tree"},
		{32, "/Limits [2 3]", "/Limits [2 4]", "parent tree: tree node 32: Limits from 2 to 4, but its keys go from 2 to 3"},
		{32, "/Limits [2 3]", "", "parent tree: tree node 32: no Limits"},
		{32, "[2 24 0 R 3 25 0 R]", "[3 25 0 R 2 24 0 R]", "parent tree: tree node 32: the key 2 is out of order"},
		{32, "[2 3] /Nums [2 24 0 R 3 25 0 R]", "[2 4] /Nums [2 24 0 R 3 25 0 R 4 25 0 R]", "parent tree: entry 4 is nobody's"},
		{20, "/ParentTreeNextKey 5", "/ParentTreeNextKey 3", "parent tree: ParentTreeNextKey is 3, its last key 3"},
		{20, "/ParentTree 30 0 R", "", "parent tree: page 1: StructParents: no entry 0"},
		{5, "/StructParents 0", "", "parent tree: page 1: StructParents: nothing where a number should be"},
		{5, "/StructParents 0", "/StructParents 1", "parent tree: page 1: MCID 0 belongs to 24, but to element 22 (H1) in the structure tree"},
		{6, "/StructParents 1", "/StructParents 0", "parent tree: page 2: StructParents: entry 0 is another's already"},
		{14, "/StructParent 2", "", "parent tree: annotation 14: StructParent: nothing where a number should be"},
		{14, "/StructParent 2", "/StructParent 3", "parent tree: annotation 14: belongs to 25, but to element 24 (Link) in the structure tree"},
	})
}

func TestReadRefusesNavigation(t *testing.T) {
	refuse(t, []fault{
		{14, "/Subtype /Link", "/Subtype /Text", "page 1: annotation 1, object 14: is Text, not Link"},
		{14, "/Dest (ungarn)", "/Dest (italien)", `page 1: link to the destination "italien", which does not exist`},
		{14, "/Dest (ungarn)", "/Dest [5 0 R /XYZ 0 0 0]", "page 1: annotation 1, object 14: its destination is an array, not a named one"},
		{14, "/Dest (ungarn)", "", "page 1: annotation 1, object 14: its destination is nothing, not a named one"},
		{14, "/Rect [72 268", "/Rect [72 281", "page 1: annotation 1, object 14: its Rect [72 281 110 280] is empty or upside down"},
		{14, "72 268 110 268]", "72 268 111 268]", "page 1: annotation 1, object 14: QuadPoints: point 111 268 is outside Rect"},
		{14, "72 268 110 268]", "72 268]", "page 1: annotation 1, object 14: QuadPoints: 6 numbers"},
		{14, "/Border [0 0 0]", "/Border [0 0]", "page 1: annotation 1, object 14: its Border: 2 numbers where 3 should be"},
		{15, "/S /URI", "/S /Launch", "page 2: annotation 1, object 15: action Launch"},
		{15, "/F 4", "/F 4.5", "page 2: annotation 1, object 15: its F: 4.5 where a whole number should be"},
		{6, "15 0 R", "14 0 R", "page 2: annotation 1, object 14: stands on a page already"},
		{6, "15 0 R", "<< /Subtype /Link >>", "page 2: annotation 1: is no reference"},

		{40, "[41 0 R 42 0 R]", "[42 0 R 41 0 R]", "destinations: tree node 41: the key polen is out of order"},
		{40, "[41 0 R 42 0 R]", "[41 0 R 41 0 R]", "destinations: tree node 41: is met twice"},
		{40, "/Kids", "/Limits [(polen) (ungarn)] /Kids", "destinations: tree node 40: its root has Limits"},
		{41, "/Limits [(polen) (polen)]", "/Limits [(polen) (q)]", "destinations: tree node 41: Limits from polen to q, but its keys go from polen to polen"},
		{41, "/Names", "/Nums", "destinations: tree node 41: should have either Kids or Names"},
		{41, "null]", "null] (z)", "destinations: tree node 41: Names has a key without a value"},
		{42, "[6 0 R /XYZ", "[7 0 R /XYZ", "destinations: ungarn: destination [7 XYZ 72 288 0]: is on no page"},
		{42, "[6 0 R /XYZ", "[6 0 R /Fit", "destinations: ungarn: destination [6 Fit 72 288 0]"},

		{50, "/Count 3", "/Count 4", "outline: its Count is 4, not 3"},
		{50, "/Last 52 0 R", "/Last 51 0 R", "outline: item 50: its Last is 51, not 52"},
		{51, "/Count 1", "/Count -1", "outline: its Count is 3, not 2"},
		{51, "/Next 52 0 R", "/Next 51 0 R", "outline: item 51: is met twice"},
		{51, "/Dest (titel)", "/Dest (title)", `outline: item 51: the destination "title" does not exist`},
		{51, "/Dest (titel)", "", "outline: item 51: neither Dest nor an action GoTo"},
		{52, "/Prev 51 0 R", "", "outline: item 52: its Prev is <nil>, not 51"},
		{53, "/Parent 51 0 R", "/Parent 50 0 R", "outline: item 53: its Parent is not 51"},

		{1, "0 << /S /r >>", "", "page labels: none for the first page"},
		{1, "1 << /S /D", "2 << /S /D", "page labels: for page 3 of 2"},
		{1, "/S /r", "/S /x", "page labels: style x"},
		{1, "/St 7", "/St 0", "page labels: its St 0"},
	})
}

func TestReadRefusesFonts(t *testing.T) {
	refuse(t, []fault{
		{13, "2 beginbfchar", "3 beginbfchar", "page 1: font F1: ToUnicode: endbfchar before byte 187: 3 entries announced, 4 operands"},
		{13, "<0001>", "<0002>", "page 1: font F1: ToUnicode: endbfchar before byte 187: code 0002 twice"},
		{13, "<0001> <00AD>", "<0003> <00AD>", "page 1: operator Tj before byte 323: code 0001 is not in the ToUnicode of font ABCDEF+Sans Bold"},
		{13, "<0001> <00AD>", "<0001> <AD>", "page 1: font F1: ToUnicode: endbfchar before byte 185: code 0001 is ad"},
		{13, "<0120> <0160>", "<0020> <0160>", "page 1: font F1: ToUnicode: endbfrange before byte 431: range from 0020 to 0160"},
		{13, "<0161> <017E>", "<0161> <017F>", "page 1: font F1: ToUnicode: endbfrange before byte 431: range from 0161 to 017F with 30 texts"},
		{13, "<0120> <0160> <0020>", "<0120> <0160> <00F0>", "page 1: font F1: ToUnicode: endbfrange before byte 431: code 0130 is 00f0"},
		{13, "<0000> <FFFF>", "<00> <FF>", "page 1: font F1: ToUnicode: codespace range [00 ff]"},
		{13, "1 begincodespacerange <0000> <FFFF> endcodespacerange", "", "page 1: font F1: ToUnicode: no codespace range"},
		{11, "/CIDToGIDMap 12 0 R", "/CIDToGIDMap /Identity", "page 1: font F1: CIDToGIDMap: the name Identity where a stream should be"},
		{11, "[288 382 500]", "[288 382]", "page 1: font F1: range from 288 to 382 in W"},
	})
}

func TestReadRefusesFiles(t *testing.T) {
	refuse(t, []fault{
		{4, "/Count 1", "/Count 2", "page tree, object 4: its Count is 2, but it has 1 pages"},
		{5, "/Parent 4 0 R", "/Parent 2 0 R", "page tree, object 5: its Parent is not the node that has it among its Kids"},
		{2, "[4 0 R 6 0 R]", "[4 0 R 4 0 R]", "page tree, object 2: Kids [4 4]"},
		{4, "/Type /Pages", "/Type /Katalog", "page tree, object 4: its Type is Katalog"},
		{5, "/Tabs /S", "/Tabs 99 0 R", "object 5: Tabs: object 99 does not exist"},
		{5, "/Tabs /S", "/Tabs 19 0 R", "object 5: Tabs: object 19 does not exist"},
		{5, "/Tabs /S", "/Tabs /S /Tabs /R", "object 5: dictionary key Tabs twice before byte 618"},
		{5, "/Tabs /S", "/Tabs /#", "object 5: name with # before byte 589"},
		{5, "/Tabs /S", "/Tabs " + strings.Repeat("[", 101), "object 5: more than 100 arrays and dictionaries in one another at byte 687"},
		{33, "[24 0 R 23 0 R 25 0 R 28 0 R]", "21 0 R", "object 33 is a reference"},
		{3, "<< /Type", "<< /Filter /LZWDecode /Type", "object 3: unknown filter LZWDecode"},
		{3, "<< /Type", "<< /Filter /FlateDecode /Type", "object 3: zlib: invalid header"},
	})

	table, streams := string(tagged().plain()), string(tagged().packed())
	for _, c := range []struct{ file, before, after, want string }{
		{table, "%PDF-1.7\n", "%PDF-1.7 ", "no PDF header"},
		{table, "/Size 55", "/Size 54", "the trailer's Size is 54, but the cross-reference has 55 objects"},
		{table, "/Root 1 0 R", "/Prev 9 /Root 1 0 R", "the trailer has Prev"},
		{table, "%%EOF", "%%EOF %", `"%%EOF %" after startxref, not %%EOF`},
		{table, "65535 f", "65535 n", "cross-reference entry [0 65535 n]"},
		{table, "0000000009 00000 n", "0000000009 00000 f", "trailer: Root: object 1 does not exist"},
		{table, "0000000009 00000 n", "0000000008 00000 n", "object 1 is not at byte 8"},
		{table, "0000000009 00000 n", "9999999999 00000 n", "cross-reference entry [9.999999999e+09 0 n]"},
		{table, "/Length 4 >>", "/Length 3 >>", "object 3: stream's length is wrong"},
		{table, "/Length 4 >>", "/Length 5 >>", "object 3: stream's length is wrong"},
		{table, "stream\n<x/>", "stream\r<x/>", "object 3: no line feed after the keyword stream"},
		{table, "<x/>\nendstream\nendobj", "<x/>\nendstream\nendobi", "object 3: no endobj at byte 409"},
		{streams, "/Size 57", "/Size 56", "cross-reference stream: object 56 is outside Size 56"},
		{streams, "/Size 57", "/Size 58", "cross-reference stream: object 57 has no entry"},
		{streams, "/W [1 2 1]", "/W [1 2 2]", "cross-reference stream: object 2 has the entry [55 257 9]"},
		{streams, "/W [1 2 1]", "/W [1 9 1]", "cross-reference stream: its W: [1 9 1]"},
		{streams, "/Index [0 2 2 55]", "/Index [0 2 1 55]", "cross-reference stream: object 1 twice"},
		{streams, "/Index [0 2 2 55]", "/Index [0 2 2 54]", "cross-reference stream: 4 bytes after its last entry"},
		{streams, "/Index [0 2 2 55]", "/Index [0 2 2 56]", "cross-reference stream: object 57 is outside Size 57"},
		{streams, "/Type /ObjStm", "/Type /ObjStn", "32 objects are in no object stream"},
		{streams, "/First", "/Furst", "object stream 55: nothing where a number should be"},
	} {
		if strings.Count(c.file, c.before) != 1 {
			t.Errorf("%q occurs %d times", c.before, strings.Count(c.file, c.before))
			continue
		}
		_, err := pdftest.Read([]byte(strings.Replace(c.file, c.before, c.after, 1)))
		if err == nil || err.Error() != "pdftest: "+c.want {
			t.Errorf("%s → %s: got %v\nwant pdftest: %s", c.before, c.after, err, c.want)
		}
	}
}
