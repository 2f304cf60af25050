package typography

import (
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// shown writes no-break spaces as tildes, which the tests do not use otherwise.
func shown(s string) string { return strings.ReplaceAll(s, "\u00a0", "~") }

// examples are texts as they are typed and as they are to be set, by rule.
var examples = map[string][][2]string{
	ruleQuotes: {
		{`das "Neue Forum" tagt`, `das „Neue Forum“ tagt`},
		{`"Wort"`, `„Wort“`},
		{`("Wort")`, `(„Wort“)`},
		{`"Wort", "Wort".`, `„Wort“, „Wort“.`},
		{`„Wort"`, `„Wort“`},
		{`„Wort”`, `„Wort“`},
		{`“Wort”`, `„Wort“`},
		{`“Wort"`, `„Wort“`},
		{`"Wort“`, `„Wort“`},
		{`NRW-"Haus"-Tage`, `NRW-„Haus“-Tage`},
		{`"Energiewende"/"Wärme"`, `„Energiewende“/„Wärme“`},
		{`Er sagte: "Das 'Haus' steht."`, `Er sagte: „Das ‚Haus‘ steht.“`},
		{`Er sagte: "'Haus' steht da."`, `Er sagte: „‚Haus‘ steht da.“`},
		{`Thema „Die "Charta"“`, `Thema „Die ‚Charta‘“`},
		{`Thema „Die „Charta“ heute“`, `Thema „Die ‚Charta‘ heute“`},
		{`ein 'Haus'`, `ein ‚Haus‘`},
		{`ein ‘Haus’`, `ein ‚Haus‘`},
		{`"Agenda 2030"`, `„Agenda 2030“`},
		{`"geht's noch?"`, `„geht’s noch?“`},
		{`**"Wort"**`, `**„Wort“**`},
		{`"**Wort**"`, `„**Wort**“`},
		{`"<span lang="en">Urban Art</span>"`, `„<span lang="en">Urban Art</span>“`},
		{`"[Amt](https://nrw.de/"a")"`, `„[Amt](https://nrw.de/"a")“`},
		{`| "a" | b "c" |`, `| „a“ | b „c“ |`},
		{"\"eins\\\nzwei\"", "„eins\\\nzwei“"},
		{`24" und "Modell X"`, `24" und „Modell X“`},
		{`"24" Bildschirm"`, `„24" Bildschirm“`},
		{`"... und Schluss"`, `„… und Schluss“`},
		// Near misses.
		{`ein "Haus`, ``}, {`ein Haus"`, ``}, {`a"b"c`, ``}, {`"" und " "`, ``}, {`" Wort "`, ``},
		{`24" breit`, ``}, {`24" und 27"`, ``}, {`6' 2" groß`, ``}, {`51° 13' 32" N`, ``},
		{`"a" "b`, ``}, {`„a „b ‚c‘“ d“`, ``}, {`„richtig“ und ‚richtig‘`, ``}, {`»richtig« und ›richtig‹`, ``},
		{`| "a | b" |`, ``}, {`\"Wort\"`, ``}, {"`\"Wort\"`", ``}, {`&quot;Wort&quot;`, ``},
		{`<span lang="en">The "Word"</span>`, ``}, {`<span lang="fr">L'"Œuvre"</span>`, ``},
		{`[Amt](https://nrw.de "Das Amt")`, ``}, {`<abbr title="Amt">A</abbr>`, ``}, {`<!-- "Wort" -->`, ``}, {`<!-- us:x --> "Wort"`, ``}, {`so <!-- "a: -->"Wort"`, `so <!-- "a: -->„Wort“`},
		{`[Amt]: https://nrw.de "Das Amt"`, ``}, {`‚Hans‘ und Fritz’ Buch`, ``}, {`‚Hans’ Buch‘`, ``},
		{`<b "Wort">`, ``},
	},
	ruleApostrophe: {
		{`geht's`, `geht’s`}, {`O'Connor und L'Aquila`, `O’Connor und L’Aquila`},
		{`so 'n Ding`, `so ’n Ding`}, {`'s ist gut`, `’s ist gut`},
		{`Grass' Werk`, `Grass’ Werk`}, {`Rock 'n' Roll`, `Rock ’n’ Roll`}, {`'6 Rock 'n'`, `'6 Rock ’n’`},
		{`<span lang="de">geht's</span>`, `<span lang="de">geht’s</span>`},
		{`<span lang="en">It's</span>, wie's scheint`, `<span lang="en">It's</span>, wie’s scheint`},
		{`geht’s`, ``}, {`6' groß`, ``}, {`Wort' tür`, ``}, {`Grass'`, ``}, {`<span lang="en">Europe's</span>`, ``}, {`'90er`, ``},
	},
	ruleDash: {
		{`Nordrhein-Westfalen - Ungarn`, `Nordrhein-Westfalen – Ungarn`},
		{`so -- und so -- ist es`, `so – und so – ist es`},
		{`Im Jahr 2023 - wie vereinbart - kam`, `Im Jahr 2023 – wie vereinbart – kam`},
		{`*so* - **so**`, `*so* – **so**`},
		{`| a - b | c |`, `| a – b | c |`}, {"a~- b", "a~– b"},
		{`- a - b`, `- a – b`}, {`> - a - b`, `> - a – b`},
		{`Ein- und Ausgang`, ``}, {`a -b`, ``}, {`a- b`, ``}, {`5 - 3`, ``}, {`10 -- 12`, ``}, {`a - - b`, ``}, {`a --- b`, ``},
		{`| - | - |`, ``}, {`| -- | -- |`, ``}, {`- a`, ``}, {"a\n- b", ``}, {`a -`, ``}, {`a \- b`, ``},
		{`Aktenzeichen: I A - 4`, ``}, {`Az. XY - Z`, ``}, {"a -\nb", ``}, {`- - -`, ``}, {`a — b`, ``},
		{`1. - b`, ``}, {"\x17 a - b", ``}, {"\u200b - b - c", ``}, {"a\r\nb - c", ``}, {"\xff a - b", ``}, {"`a - b`", ``}, {`<span lang="en">a - b</span>`, ``},
	},
	ruleRange: {
		{`2021-2023`, `2021–2023`}, {`(2021-2023)`, `(2021–2023)`}, {`Haushalt 2021-2023.`, `Haushalt 2021–2023.`},
		{`S. 5-7`, `S.~5–7`}, {`§§ 3-5`, `§§~3–5`}, {`10-12 Uhr`, `10–12~Uhr`}, {`3-5 %`, `3–5~%`}, {`5-10 km`, `5–10~km`},
		{`18.-19. Oktober`, `18.–19.~Oktober`}, {`"2021-2023"`, `„2021–2023“`},
		{`2023-10-31`, ``}, {`2023-10`, ``}, {`18/1234-5`, ``}, {`2023-Q4`, ``}, {`16-jährig`, ``}, {`2:1-Sieg`, ``}, {`3-2`, ``},
		{`2023-2021`, ``}, {`2021-2023-Plan`, ``}, {`0211-8371`, ``}, {`0211 1837-1920`, ``}, {`Tel. 1837-1920`, ``}, {`Tel.: 1837-1920`, ``},
		{`12-10 Uhr`, `12-10~Uhr`}, {`Vorlage 1837-1920`, ``}, {`A2021-2023`, ``}, {`2021-2023/24`, ``}, {`2021-2023-2025`, ``},
		{`978-3-16-148410-0`, ``}, {`x/2021-2023`, ``}, {`[a](b/2021-2023)`, ``}, {`<https://nrw.de/2021-2023>`, ``}, {`12345-12346`, ``},
		{`2021-2023a`, ``}, {`2021-2023.5`, ``}, {`05-07 Uhr`, `05-07~Uhr`},
	},
	ruleEllipsis: {
		{`und so weiter ...`, `und so weiter~…`}, {`Anf...`, `Anf…`}, {`a ... b`, `a~… b`}, {`...`, `…`}, {`a …`, `a~…`},
		{`....`, ``}, {`..`, ``}, {`. . .`, ``}, {`a…`, ``}, {`<span lang="en">Well...</span>`, ``}, {`\...`, ``}, {"`...`", ``},
	},
	ruleShort: {
		{`z. B.`, `z.~B.`}, {`z.B.`, `z.~B.`}, {`Z.B. so`, `Z.~B. so`}, {`(z.B. so)`, `(z.~B. so)`}, {`u.a.`, `u.~a.`}, {`u. a. m.`, `u.~a.~m.`},
		{`i.d.R.`, `i.~d.~R.`}, {`i. d.R.`, `i.~d.~R.`}, {`e.V.`, `e.~V.`}, {`i.V.`, `i.~V.`}, {`i. A.`, `i.~A.`}, {`d.h.`, `d.~h.`},
		{`o.g.`, `o.~g.`}, {`s. o.`, `s.~o.`}, {`44 v.Chr.`, `44 v.~Chr.`}, {`n. Chr.`, `n.~Chr.`}, {`Dr. h. c. Mauer`, `Dr.~h.~c. Mauer`},
		{`z.<span lang="de">B.</span>`, ``}, {`u. U.a.`, `u.~U.a.`}, {`z. *B.*`, `z.~*B.*`}, {`z.\B.`, ``},
		{`z.~B.`, ``}, {`u.a.de`, ``}, {`www.z.B.de`, ``}, {`xz.B.`, ``}, {`z.Bild`, ``}, {`NRW.Global`, ``}, {`1.z.B.`, ``}, {"`z.B.`", ``},
		{`z.\B`, ``}, {`z\.B.`, ``}, {`<span lang="en">e.g. u.a.</span>`, ``},
	},
	ruleDate: {
		{`am 18. Oktober`, `am 18.~Oktober`}, {`18. und 19. Oktober 2023`, `18. und 19.~Oktober 2023`}, {`am 3. Okt.`, `am 3.~Okt.`},
		{`18\. Oktober`, `18\.~Oktober`}, {"Erklärung\\\n4. März 2004", "Erklärung\\\n4.~März 2004"}, {`am **4.** März`, `am **4.**~März`},
		{`## 4. März`, `## 4.~März`},
		{`18. Oktober`, ``}, {`- 4. März`, ``}, {"a\n1. März", ``}, {`das 3. Oktoberfest`, ``}, {`am 1.4. März`, ``}, {`Oktober 2023`, ``},
		{`war 2023. Oktober`, ``}, {`am 18.  Oktober`, ``}, {"am 18.\nOktober", ``}, {`am 18.~Oktober`, ``}, {`<span lang="en">on 18. Mai</span>`, ``},
	},
	ruleOrdinal: {
		{`im 4. Quartal`, `im 4.~Quartal`}, {`die 18. Wahlperiode`, `die 18.~Wahlperiode`}, {`im 2. Halbjahr`, `im 2.~Halbjahr`}, {`der 21. Jugendgipfel`, `der 21.~Jugendgipfel`},
		{`Es waren 4. Quartale sind lang.`, ``}, {`Es waren 21. Danach`, ``}, {`die 2. Chance`, ``},
	},
	ruleName: {
		{`Staatssekretär Dr. Mauer`, `Staatssekretär Dr.~Mauer`}, {`Prof. Dr. Blau`, `Prof.~Dr.~Blau`}, {`J. Müller`, `J.~Müller`}, {`J. R. Müller`, `J.~R.~Müller`},
		{`H.-J. Müller`, `H.-J.~Müller`}, {`„J. Müller“`, `„J.~Müller“`}, {`in St. Petersburg`, `in St.~Petersburg`},
		{`Variante B. Die Kosten`, ``}, {`Herr Müller`, ``}, {`NRW. Müller`, ``}, {`J. MÜLLER`, ``}, {`Dr.`, ``}, {`b. Müller`, ``}, {`xDr. Mauer`, ``},
	},
	ruleReference: {
		{`§ 3`, `§~3`}, {`§§ 3 und 4`, `§§~3 und 4`}, {`Abs. 2`, `Abs.~2`}, {`Art. 5`, `Art.~5`}, {`Nr. 4`, `Nr.~4`}, {`Nr. **4**`, `Nr.~**4**`}, {`S. 5`, `S.~5`},
		{`Drs. 18/1`, `Drs.~18/1`}, {`Drucksache 18/123`, `Drucksache~18/123`}, {`Vorlage 18/123`, `Vorlage~18/123`},
		{`Vorlage 3`, ``}, {`der § und 3`, ``}, {`| § | 3 |`, ``}, {`Nr. vier`, ``}, {`Kurs. 5`, ``}, {`Tischvorlage 18/1`, ``},
	},
	ruleUnit: {
		{`5 km`, `5~km`}, {`3 %`, `3~%`}, {`100 Euro`, `100~Euro`}, {`5 Mio. Euro`, `5~Mio.~Euro`}, {`3,5 Mrd. €`, `3,5~Mrd.~€`}, {`10 Uhr`, `10~Uhr`}, {`20 °C`, `20~°C`},
		{`3 \%`, `3~\%`}, {`5 Millionen Menschen`, `5~Millionen Menschen`},
		{`3%`, ``}, {`5 kmh`, ``}, {`5 Jahre`, ``}, {`5 mal`, ``}, {`fünf Euro`, ``}, {`5 Europäer`, ``},
	},
	ruleGroups: {
		{`10 000`, `10~000`}, {`1 234 567 Menschen`, `1~234~567 Menschen`}, {`(10 000)`, `(10~000)`}, {`10 000 Euro`, `10~000~Euro`},
		{`0211 837 100`, ``}, {`2023 500`, ``}, {`10 0000`, ``}, {`10 00`, ``}, {`1 2345 678`, ``}, {`01 234`, ``}, {`1 234-5`, ``}, {`18/1 234`, ``}, {`3,1 234`, ``},
		{`40 221 Düsseldorf und 12`, `40~221 Düsseldorf und 12`},
	},
}

// TestExamples: what is typed becomes what is to be set, and that stays; ""
// means that it stays as it is typed.
func TestExamples(t *testing.T) {
	for _, rule := range Rules() {
		if len(examples[rule.Name]) == 0 {
			t.Errorf("rule %s has no examples", rule.Name)
		}
		applied := false
		for _, e := range examples[rule.Name] {
			in, want := strings.ReplaceAll(e[0], "~", "\u00a0"), e[1]
			if want == "" {
				want = e[0]
			}
			got, changes := Normalise(in)
			if shown(got) != want {
				t.Errorf("%s: %s becomes %s, want %s", rule.Name, shown(in), shown(got), want)
			}
			for _, c := range changes {
				applied = applied || c.Rule == rule.Name
			}
			check(t, in)
		}
		if !applied {
			t.Errorf("no example shows rule %s at work", rule.Name)
		}
	}
	for name := range examples {
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.Name == name }) {
			t.Errorf("examples of %s, which is no rule", name)
		}
	}
}

// check checks what is true of every text.
func check(t *testing.T, s string) {
	t.Helper()
	got, changes := Normalise(s)
	if again, more := Normalise(got); again != got {
		t.Errorf("%q becomes %q, and that %q (%v)", s, got, again, more)
	}
	if utf8.ValidString(s) != utf8.ValidString(got) {
		t.Errorf("%q becomes %q", s, got)
	}
	if a, b := words(s), words(got); a != b {
		t.Errorf("%q becomes %q, which has other words", s, got)
	}
	if (len(changes) == 0) != (got == s) {
		t.Errorf("%q becomes %q by the changes %v", s, got, changes)
	}
	from := 0
	rest := got
	for _, c := range changes {
		if c.Start < from || c.End < c.Start || c.End > len(s) || c.New == s[c.Start:c.End] {
			t.Errorf("%q: changes %v", s, changes)
			return
		}
		if !slices.ContainsFunc(Rules(), func(r Rule) bool { return r.Name == c.Rule }) {
			t.Errorf("%q: there is no rule %q", s, c.Rule)
		}
		if c.Start < c.End && got[Move(changes, c.Start):Move(changes, c.End)] != c.New {
			t.Errorf("%q: change %v moves to %q", s, c, got[Move(changes, c.Start):Move(changes, c.End)])
		}
		kept := s[from:c.Start] + c.New
		if !strings.HasPrefix(rest, kept) {
			t.Errorf("%q becomes %q, not what the changes say: %v", s, got, changes)
			return
		}
		rest, from = rest[len(kept):], c.End
	}
	if rest != s[from:] {
		t.Errorf("%q becomes %q, not what the changes say: %v", s, got, changes)
	}
}

// words returns the letters and digits.
func words(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

func TestMove(t *testing.T) {
	changes := []Change{{2, 2, "\u00a0", ruleShort}, {5, 8, "…", ruleEllipsis}, {9, 10, "\u00a0", ruleDate}}
	for at, want := range []int{0, 1, 2, 5, 6, 7, 7, 7, 10, 11, 13, 14} {
		if got := Move(changes, at); got != want {
			t.Errorf("Move(%d) = %d, want %d", at, got, want)
		}
	}
}

func TestRules(t *testing.T) {
	for _, r := range Rules() {
		if r.Name == "" || !strings.HasSuffix(r.Text, ".") && !strings.HasSuffix(r.Text, "“.") || r.Source == "" {
			t.Errorf("rule without name, sentence or source: %+v", r)
		}
		if got, _ := Normalise(r.Text); got != r.Text {
			t.Errorf("rule %s says itself %q", r.Name, r.Text)
		}
	}
	Rules()[0].Name = "x"
	if Rules()[0].Name == "x" {
		t.Error("the rules can be changed from outside")
	}
}

const rightAlready = `Zuletzt reiste Nathanael Liminski (Europaminister) am 18. und 19.` + "\u00a0" + `Oktober 2023 im Rahmen der „<span lang="en">Urban Art</span>“ nach Ungarn – und sprach dort mit Levente Magyar (stellvertretender Außenminister).`

func TestAllocations(t *testing.T) {
	if forgetful {
		t.Skip("the memory is kept in a sync.Pool, which forgets at random under the race detector")
	}
	if n := testing.AllocsPerRun(100, func() { Normalise(rightAlready) }); n > 0.5 {
		t.Errorf("%v allocations for a line that needs no change", n)
	}
}

func FuzzNormalise(f *testing.F) {
	for _, list := range examples {
		for _, e := range list {
			f.Add(strings.ReplaceAll(e[0], "~", "\u00a0"))
		}
	}
	f.Add(rightAlready)
	f.Fuzz(check)
}

func BenchmarkNormalise(b *testing.B) {
	typed := strings.NewReplacer("\u00a0", " ", "„", `"`, "“", `"`, "–", "-").Replace(rightAlready)
	for name, s := range map[string]string{"right": rightAlready, "typed": typed, "quotes": strings.Repeat(`"`, 10000), "hostile": strings.Repeat("`<[\"- 1 000 z.", 1000)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				Normalise(s)
			}
		})
	}
}
