package typeset

import "umsetzungsstand/internal/font"

// Format is how one kind of text is set.
type Format struct {
	Size    Length
	Leading Length // from baseline to baseline
	Drop    Length // from the upper edge of a line to its baseline
	Bold    bool   // whole text bold, whatever the runs say

	Balanced  bool // for headings: lines of about equal length, ending between words only
	Justified bool // both edges straight; otherwise ragged right
	Divide    int  // words are divided where a ragged line would be less full than that, in 1/1000 of the measure; 0: never
}

// LineStyle says what makes good lines. Costs are demerits as Knuth and Plass
// count them, badness as well: 100 is what a line should have at most.
type LineStyle struct {
	Rag             int   // a ragged line so much shorter than the measure, in 1/1000 of it, has the badness 100
	Stretch, Shrink int   // what a space gives at a badness of 100, and takes at the most, in 1/1000 of its width
	Tolerance       int   // lines of up to this badness need no division to mend them
	Line            int   // added to the badness of every line: fewer lines are better
	Hyphen          int   // likewise, after a word's own hyphen
	Division        int   // likewise, where a word is divided
	Cut             int   // likewise, within what no line can hold
	Unlike          int64 // of lines of far classes beneath each other
	Forbidden       int64 // of a hyphen more than may follow each other
	RestOfWord      int64 // of a last line that is the rest of a divided word

	Short            int64 // of a last line that is too short
	HyphenBeforeLast int64 // of a hyphen at the end of the last line but one
	ShortLast        int   // a last line shorter than that, in 1/1000 of the measure, is too short

	// A word that is divided has so many letters at least, and so many before
	// the division and after it. So many lines may end with hyphens running,
	// two at the most.
	RaggedWord, RaggedLeft, RaggedRight, RaggedHyphens             int
	JustifiedWord, JustifiedLeft, JustifiedRight, JustifiedHyphens int
}

// Style holds the typographic system's numbers, all of them. Lengths whose
// names end in Base are baselines measured from the page's upper edge.
//
// The system was worked out for Liberation Sans on A4. Its unit is a line of
// 6 mm: text of 12 pt with a line spacing of 1.4 (BITV practice and Berlin's
// PDF standard ask for 12 pt and 1.15 at least, better 1.25), forty lines a
// page.
type Style struct {
	Family  *font.Family
	Kerning bool // letters are kerned

	// The type area. Bodies are set in to 145 mm, about 74 characters, as in
	// the ministry's own reports; headings and tables hang out to the left and
	// so can be found by leafing.
	Hang      Length // left edge of headings, agreements, tables, running header
	Left      Length // left edge of bodies
	Right     Length // right edge of everything
	FirstBase Length // first baseline of a page
	LastBase  Length // last baseline of a page
	Grid      Length // baselines of bodies stand on this grid, so that facing and backing pages register

	Lines LineStyle
	Pages PageStyle

	Body, H1, H2, H3 Format
	Agreement        Format // an agreement's official title and date beneath its heading
	AfterH1          Length // white below H1: with one line of it, the text begins three lines below
	BeforeH2         Length // two blank lines: sections must be told apart at a glance
	BeforeH3         Length // with the line of the heading and AfterH3 three lines, so that the text stands on the grid
	AfterH3          Length // half a line: nearer to its own text than to what comes before
	Narrowest        Length // a body is never set in further than this leaves it

	Contents Format // an entry of the table of contents

	Indent   Length    // of list items, at least
	LabelGap Length    // between a number and its item, at least
	Bullets  [2]string // of the first level and of those within

	BarGap, BarWidth Length // rule beside a question: from its left edge to the text, and how wide

	Cell, CellHead Format
	CellPadding    Length // above and below a row, and on both sides of a gap between columns
	HeadRule       Length
	RowRule        Length
	NarrowestCell  Length // a table whose columns cannot be that wide is not set as a table
	TallestRow     Length // a higher row is split across pages
	TallestHead    Length // a higher table head is not repeated

	Running    Format // running header, page number
	HeaderBase Length
	NumberBase Length

	Title  TitleStyle
	Letter LetterStyle
}

// PageStyle says what makes good pages: what it costs to end one at a place,
// and to leave white at its foot. White of n lines costs n² × White.
type PageStyle struct {
	White        int64
	Between      int64 // paragraphs, items, rows; nothing before a heading
	Within       int64 // the lines of a paragraph
	Alone        int64 // a single line of a paragraph at the foot or the head of a page
	LoneRow      int64 // the first or last row of a table from the others
	Introduction int64 // a line that ends with a colon, and what it introduces
	Divided      int64 // a word
	Together     int64 // a heading and its text, the lines of a row, closing and name
	Contents     int64 // below the table of contents: less than nothing, so that the report begins on a page of its own
	Last         int64 // for each line that a part's last page lacks
	Fewest       int   // of so many that it should hold
}

// TitleStyle is the title page. It stands flush left on the edge of the bodies.
type TitleStyle struct {
	Sender, Kind, Office, Topic, Date, Mark Format
	KindBase                                Length // „Bericht“: a little above the optical middle
	DateBase                                Length // at the earliest
	MarkBase                                Length // ENTWURF, Muster; at the earliest
	Zone                                    Length // white between groups
	Paragraph                               Length // white between the paragraphs of a group
}

// LetterStyle is the letter, after DIN 5008:2020, form B (measures in mm from
// the upper left corner of the sheet: address field 20, 45, 85 × 45, of which
// 5 return line, 12.7 notes, 27.3 address; information block 125, 50, 75 wide;
// subject at 98.46). The Landtag stamps its Vorlage number into the rectangle
// x 120–200, y 10–45: nothing of ours stands there.
type LetterStyle struct {
	Text, Subject, Address, Return Format
	Left, Right                    Length
	AddressRight                   Length // of sender, return line and address
	InfoLeft, InfoRight            Length
	SenderBase                     Length
	ReturnBase                     Length
	AddressBase                    Length
	InfoBase                       Length
	SubjectBase                    Length // at the earliest
	SenderLines                    int    // end above the address field
	ReturnLines                    int
	AddressLines                   int    // DIN 5008: address zone of six lines
	InfoLines                      int    // end above the subject
	BelowSubject                   Length // two blank lines
	Signature                      Length // white for the signature
	BeforeEnclosures               Length
	Marks                          []Rule // fold marks at 105 and 210, hole mark at 148.5
	MarkBase                       Length // „Muster“, „ENTWURF“: above the sender, left of the Landtag's rectangle
}

func pt(tenths int64) Length { return Length(tenths * 100) }

// DefaultStyle returns the house style.
func DefaultStyle() *Style {
	body := Format{Size: pt(120), Leading: MM(600), Drop: MM(450), Divide: 850}
	plain := body // names and offices stand in it, which are not divided
	plain.Divide = 0
	bold := plain
	bold.Bold = true
	agreement := plain
	agreement.Balanced = true
	// Cells are narrow: two words a line are no fault.
	cell := Format{Size: pt(105), Leading: MM(500), Drop: MM(370), Divide: 350}
	cellHead := cell
	cellHead.Bold = true
	letter := Format{Size: pt(110), Leading: MM(500), Drop: MM(380), Divide: 850}
	subject := letter
	subject.Bold, subject.Balanced = true, true
	mark := func(y, w int64) Rule { return Rule{X: MM(500), Y: MM(y), W: MM(w), H: MM(18)} }

	return &Style{
		Family:  font.Liberation,
		Kerning: true,

		Hang:      MM(2500),
		Left:      MM(4000),
		Right:     MM(18500),
		FirstBase: MM(3600),
		LastBase:  MM(3600) + 39*MM(600), // 270 mm but for roundings, which must not cost a line
		Grid:      MM(600),

		Lines: LineStyle{
			Rag:     150,
			Stretch: 500, Shrink: 250,
			Tolerance: 100,
			Line:      10, Hyphen: 30, Division: 100, Cut: 500,
			Unlike:           10_000,
			Forbidden:        10_000_000_000_000, // more than any loose line
			RestOfWord:       5_000_000,          // as much as a space two and a half times as wide as it should be
			Short:            50_000,
			HyphenBeforeLast: 30_000,
			ShortLast:        80,

			RaggedWord: 8, RaggedLeft: 3, RaggedRight: 3, RaggedHyphens: 1,
			JustifiedWord: 5, JustifiedLeft: 2, JustifiedRight: 3, JustifiedHyphens: 2,
		},

		Pages: PageStyle{
			White: 10, Between: 30, Within: 80,
			Alone: 1_000_000, LoneRow: 2_000, Introduction: 1_000_000, Divided: 1_000_000,
			Together: 100_000_000,
			Contents: -3_000,
			Last:     10_000, Fewest: 5,
		},

		Body:      body,
		H1:        Format{Size: pt(200), Leading: MM(900), Drop: MM(450), Bold: true, Balanced: true},
		H2:        Format{Size: pt(140), Leading: MM(600), Drop: MM(450), Bold: true, Balanced: true},
		H3:        Format{Size: pt(120), Leading: MM(600), Drop: MM(450), Bold: true, Balanced: true},
		Agreement: agreement,
		AfterH1:   MM(900),
		BeforeH2:  MM(1200),
		BeforeH3:  MM(900),
		AfterH3:   MM(300),
		Narrowest: MM(6000),

		Contents: plain,

		Indent:   MM(600),
		LabelGap: MM(150),
		// A dash would be taken for one of thought, and screen readers name the
		// bullet as what it is.
		Bullets: [2]string{"•", "–"},

		BarGap:   MM(400),
		BarWidth: MM(50),

		Cell:          cell,
		CellHead:      cellHead,
		CellPadding:   MM(150),
		HeadRule:      MM(35),
		RowRule:       MM(18),
		NarrowestCell: MM(1200),
		TallestRow:    MM(12000),
		TallestHead:   MM(6000),

		Running:    Format{Size: pt(90), Leading: MM(400), Drop: MM(300)},
		HeaderBase: MM(1800),
		NumberBase: MM(28200),

		Title: TitleStyle{
			Sender:    plain,
			Kind:      Format{Size: pt(300), Leading: MM(1300), Drop: MM(960), Bold: true},
			Office:    Format{Size: pt(140), Leading: MM(750), Drop: MM(550)},
			Topic:     Format{Size: pt(180), Leading: MM(900), Drop: MM(650), Bold: true, Balanced: true},
			Date:      Format{Size: pt(140), Leading: MM(750), Drop: MM(550)},
			Mark:      bold,
			KindBase:  MM(10200),
			DateBase:  MM(22800),
			MarkBase:  MM(25200),
			Zone:      MM(900),
			Paragraph: MM(600),
		},
		Letter: LetterStyle{
			Text:             letter,
			Subject:          subject,
			Address:          Format{Size: pt(110), Leading: MM(455), Drop: MM(360)},
			Return:           Format{Size: pt(80), Leading: MM(350), Drop: MM(260)},
			Left:             MM(2500),
			Right:            MM(19000),
			AddressRight:     MM(10500),
			InfoLeft:         MM(12500),
			InfoRight:        MM(20000),
			SenderBase:       MM(2000),
			ReturnBase:       MM(4880),
			AddressBase:      MM(6620),
			InfoBase:         MM(5380),
			SubjectBase:      MM(10220),
			SenderLines:      5,
			ReturnLines:      1,
			AddressLines:     6,
			InfoLines:        9,
			BelowSubject:     MM(1000),
			Signature:        MM(1500),
			BeforeEnclosures: MM(1000),
			Marks:            []Rule{mark(10500, 500), mark(14850, 700), mark(21000, 500)},
			MarkBase:         MM(1200),
		},
	}
}

// face returns the face of a run in text of a format.
func (s *Style) face(f Format, bold, italic bool) *font.Face {
	return s.Family.Face(bold || f.Bold, italic)
}

// bottom is the lower edge of the area that lines may fill.
func (s *Style) bottom() Length { return s.LastBase + s.Body.Leading - s.Body.Drop }

// Room returns how far apart the baselines of the style's tightest lines stand,
// in 1/1000 of their size. Where a family's letters reach further, from their
// highest to their lowest, those of one line can touch those of the next:
// leading is not stretched for them, or the letter would outgrow its fields.
func (s *Style) Room() int {
	t, l := &s.Title, &s.Letter
	room := Length(1 << 20)
	for _, f := range []Format{
		s.Body, s.H1, s.H2, s.H3, s.Agreement, s.Contents, s.Cell, s.CellHead, s.Running,
		t.Sender, t.Kind, t.Office, t.Topic, t.Date, t.Mark, l.Text, l.Subject, l.Address, l.Return,
	} {
		room = min(room, f.Leading*1000/f.Size)
	}
	return int(room)
}
