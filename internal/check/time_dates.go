package check

import (
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

var proseDateCodes = []Code{
	{"datum-kuenftig", diag.Warning, "Ein Satz erzählt von Vergangenem, aber sein Datum liegt nach dem Stichtag. Meist ist das Jahr verschrieben. Prüfen Sie das Datum; liegt das Ereignis noch bevor, gehört es in eine [[planung]] oder eine angekündigte [[begegnung]]."},
	{"datum-vorbei", diag.Warning, "Ein Satz kündigt etwas an oder sagt, dass es läuft, aber sein Datum liegt vor dem Stichtag. Entweder ist das Jahr verschrieben, oder der Satz ist überholt. Prüfen Sie das Datum, oder tragen Sie ein, was daraus geworden ist."},
}

const (
	monthNames = `Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember`
	aMonth     = `(?:` + monthNames + `)`
)

// proseDate finds a date with what stands before it: its preposition (1) and
// the notation (2), for date.Parse to read. A year alone („Gipfel 2022“) is a
// name as often as not.
var proseDate = pattern(`(?:\b([Aa]m|[Vv]om|[Zz]um|[Ii]m|[Ii]n|[Ff]ür|[Bb]is|[Ss]eit|[Aa]b) (?:(?:zum|zur|dem|den|das) )?)?` +
	`\b((?:\d{1,2}\.(?: ?` + aMonth + `| ?\d{1,2}\.)?(?: ?\d{4})? ?(?:bis|und|–|-) ?)?\d{1,2}\. ?(?:` + aMonth + `|\d{1,2}\.) ?\d{4}` +
	`|(?:(?:Anfang|Mitte|Ende) )?` + aMonth + ` \d{4}` +
	`|(?:Frühjahr|Frühling|Sommer|Herbst) \d{4}` +
	`|Winter \d{4}/\d{2,4}` +
	`|(?:[1-4]\.|ersten?|zweiten?|dritten?|vierten?) (?:Quartal|Halbjahr) \d{4}` +
	`|(?:Anfang|Mitte|Ende|Jahr) \d{4}` +
	`|(?:19|20)\d\d)\b`)

// dated is a date in a sentence.
type dated struct {
	date.Date
	preposition    string      // in lower case; "" where there is none
	before, behind string      // of the sentence
	words          string      // as they stand there
	past           func() bool // whether the sentence has a verb in a past tense
}

// datesIn returns the dates of a sentence that stand as the time of something.
func datesIn(s string) (list []dated) {
	past := sync.OnceValue(func() bool { return pastVerb(s) })
	for _, at := range proseDate().FindAllStringSubmatchIndex(s, -1) {
		notation := s[at[4]:at[5]]
		d := dated{before: s[:at[0]], behind: s[at[1]:], words: s[at[0]:at[1]], past: past}
		if at[2] >= 0 {
			d.preposition = strings.ToLower(s[at[2]:at[3]])
		}
		bare := len(notation) == len("2023")
		part := strings.HasPrefix(notation, "Anfang") || strings.HasPrefix(notation, "Mitte") || strings.HasPrefix(notation, "Ende")
		if d.preposition == "" && !part || bare && d.preposition != "bis" && d.preposition != "für" && d.preposition != "in" {
			continue
		}
		var err error
		if d.Date, err = date.Parse(notation); err == nil {
			list = append(list, d)
		}
	}
	return list
}

var (
	// participle is what makes of a date part of a name: „im März 2023
	// verabschiedete Maßnahmenplan“.
	participle = pattern(`^ (?:[a-zäöüß]+ )?(?:[a-zäöüß]+(?:te|ene|ende)[mnrs]?|[a-zäöüß]+ten) (?:[\p{L}„]|$)`)
	article    = pattern(`^ (?:de[rmns]|die|das|eine[mnrs]?|ein|kein\w*|zwei|drei|zweite[nrs]?|dritte[nrs]?|erste[nrs]?|letzte[nrs]?|nächste[nrs]?|weitere[nrs]?)\b`)

	// between is what may stand between a verb and the date that is its own:
	// no preposition, no object.
	notBetween = pattern(`(?i)(?:^|[ (])(?:den|dem|einen|einem|zum|zur|für|über|um|auf|an|am|von|vom|mit|bei|beim|in|im|nach|aus|zu|als|wie|dass|und|oder|seit|bis|ab|gegen|ohne|durch|unter|vor|anlässlich|sowie)(?:$|[ ,])|[,;:]`)
	subject    = pattern(`(?i)(?:^|[ (])(?:die|das|eine|ein|einen)(?:$|[ ,])`)

	// opening is what may stand before a date at the beginning of a sentence.
	opening = pattern(`^(?:(?:Zuletzt|Bereits|Schon|Erst|Zudem|Außerdem|Auch|Noch|Erneut|Spätestens|Voraussichtlich) )?$`)

	toCome   = pattern(`(?i)\b(?:soll|sollen|sollten?|wird|werden|würden?|will|wollen|geplant\w*|vorgesehen\w*|angekündigt\w*|beabsichtig\w*|terminiert|angesetzt|nächste[nrsm]?|künftig\w*|kommende[nrsm]?|eingeplant|Aussicht)\b`)
	planned  = pattern(`\b(?:geplant|vorgesehen|angesetzt|terminiert|beabsichtigt|anberaumt|in Aussicht genommen|angedacht|angekündigt)\b`)
	intended = pattern(`\b(?:[Ss]oll|[Ss]ollen|geplant|vorgesehen|angesetzt|terminiert|anberaumt|angedacht)\b`)
	hearsay  = pattern(`(?:t|en) (?:worden )?(?:sein|haben)[.!]?$`)
	modal    = pattern(`\b(?:[Ss]oll|[Ss]ollen|[Ww]ird|[Ww]erden|will|wollen|ist|sind|plant|planen|findet|finden|beginnt|beginnen|folgt|folgen|tagt|tagen|reist|reisen)\b`)
	runs     = pattern(`\b(?:läuft|laufen|dauert|dauern|gilt|gelten|ist|sind|wird|werden|fördert|fördern|unterstützt|unterstützen|finanziert|bleibt|bleiben)\b`)

	// pastWords are verbs in a past tense that do not end in „-te(n)“, and
	// auxiliaries.
	pastWords = pattern(`\b(?:war|waren|wurde|wurden|worden|hat|haben|hatte|hatten|fand|fanden|sprach|sprachen|traf|trafen|kam|kamen|ging|gingen|nahm|nahmen|gab|gaben|lud|luden|begann|begannen|beschloss|beschlossen|trat|traten|stand|standen|besprach|besprachen|beriet|berieten|empfing|empfingen|unterschrieb|unterschrieben|schloss|schlossen|bot|boten|hielt|hielten|zog|zogen|lief|liefen|erhielt|erhielten|wies|wiesen|rief|riefen|blieb|blieben|ließ|ließen|fuhr|fuhren|flog|flogen|verlieh|verliehen|sah|sahen|bestand|bestanden|entstand|entstanden)\b`)
	weakVerb  = pattern(`(?:^|[^\p{L}])([a-zäöüß]{2,}(?:te|ten))(?:$|[^\p{L}])`)
)

// noPast are words in „-te(n)“ that are no verbs in a past tense.
var noPast = wordSet(`heute erste ersten zweite zweiten dritte dritten vierte vierten fünfte fünften sechste sechsten achte
	achten neunte neunten zehnte zehnten letzte letzten nächste nächsten beste besten konkrete konkreten
	geplante geplanten gute guten weiten weite breite breiten gesamte gesamten bekannte bekannten arbeiten
	erarbeiten zusammenarbeiten leisten bieten bereiten vorbereiten leiten gestalten enthalten halten erhalten
	vertreten begleiten treten beraten gelten betrachten richten ausrichten berichten bewerten starten
	erwarten warten mitten könnte könnten sollte sollten möchte möchten unterhalten einrichten errichten`)

// pastVerb reports whether a sentence has a verb in a past tense.
func pastVerb(s string) bool { return pastWords().MatchString(s) || weakPast(s) != nil }

// weakPast returns where the verbs in „-te(n)“ end.
func weakPast(s string) (ends []int) {
	for from := 0; from < len(s); {
		at := weakVerb().FindStringSubmatchIndex(s[from:])
		if at == nil {
			break
		}
		if !noPast[s[from+at[2]:from+at[3]]] {
			ends = append(ends, from+at[3])
		}
		from += at[3] // what parts two words may belong to both
	}
	return ends
}

// proseDates reports dates in sentences that belong to another time than the
// sentence.
func (x *examiner) proseDates() {
	for _, e := range x.entries {
		for i := range e.texts {
			t := &e.texts[i]
			if !t.prose() || !t.whole() || !strings.Contains(t.plain, "20") && !strings.Contains(t.plain, "19") {
				continue
			}
			tells := (t.tense == past || t.tense == present || t.tense == timeless) && (e.kind == meeting || e.kind == measure || e.kind == progress || e.kind == passage)
			runs := t.tense == present || t.tense == timeless && e.kind == passage
			// What the house says itself, and no event, may be out of date.
			says := runs || t.tense == timeless && e.kind == measure || t.tense == past && (e.kind == passage || e.kind == progress)
			if !tells && !runs && t.tense != ahead {
				continue
			}
			for _, s := range t.sentences() {
				for _, d := range datesIn(s) {
					switch {
					case tells && d.First().Compare(x.ed.AsOf) > 0 && d.toldAsPast(s):
						x.report("datum-kuenftig", e, t.Key, "Prüfen Sie das Jahr; liegt es noch bevor, tragen Sie es als [[planung]] ein.",
							"Der Satz erzählt von Vergangenem, aber „%s“ liegt nach dem Stichtag (%s).", d.words, x.ed.AsOf.Long())
					case t.tense == ahead && d.Last().Compare(x.ed.AsOf) < 0 && d.toldAsAhead(s),
						runs && d.Last().Compare(x.ed.AsOf) < 0 && d.toldAsRunning(s),
						says && d.Last().Compare(x.ed.AsOf) < 0 && d.saidToCome(s):
						x.report("datum-vorbei", e, t.Key, "Prüfen Sie das Jahr; stimmt es, sagen Sie, was daraus geworden ist.",
							"Der Satz spricht von der Zeit nach dem Stichtag (%s), aber „%s“ liegt davor.", x.ed.AsOf.Long(), d.words)
					}
				}
			}
		}
	}
}

// toldAsPast reports whether the date is the time of a verb in a past tense:
// it begins the sentence, or stands right behind the verb and its subject.
func (d dated) toldAsPast(s string) bool {
	switch d.preposition {
	case "am", "im", "in", "vom", "":
	default:
		return false
	}
	if toCome().MatchString(s) {
		return false
	}
	if opening().MatchString(d.before) {
		return pastVerb(firstClause(d.behind))
	}
	ends := weakPast(d.before)
	free := -1
	for _, at := range pastWords().FindAllStringIndex(d.before, -1) {
		switch d.before[at[0]:at[1]] {
		case "war", "waren": // „Thema war die Wahl im Mai 2024“
			if strings.TrimSpace(d.before[at[1]:]) != "" {
				continue
			}
		case "wurde", "wurden", "fand", "fanden": // have no object
			free = at[1]
		}
		ends = append(ends, at[1])
	}
	return !d.named() && d.follows(ends, free)
}

// toldAsAhead reports whether the date is the time of something intended.
func (d dated) toldAsAhead(s string) bool {
	switch d.preposition {
	case "am", "im", "in", "für", "bis", "zum", "":
	default:
		return false
	}
	if d.past() || d.named() {
		return false
	}
	at := modal().FindStringIndex(s)
	if at == nil {
		return false
	}
	verb := s[at[0]:at[1]]
	if (verb == "ist" || verb == "sind") && !planned().MatchString(s) {
		return false
	}
	if opening().MatchString(d.before) {
		return true
	}
	ends := d.endsOf(modal())
	last := -1
	if len(ends) > 0 {
		last = ends[len(ends)-1]
	}
	return d.follows(ends, last)
}

// saidToCome reports whether the house itself says that something is intended
// for the date: it is no hearsay, like „im Jahr 2023 sollen 4.000 Menschen
// eingewandert sein“.
func (d dated) saidToCome(s string) bool {
	return intended().MatchString(s) && d.toldAsAhead(s) && (d.preposition == "bis" || !hearsay().MatchString(s))
}

// toldAsRunning reports whether the date is the end of something that runs.
func (d dated) toldAsRunning(s string) bool {
	if d.preposition != "bis" || d.past() || d.named() || planned().MatchString(s) {
		return false
	}
	if strings.Contains(d.before, "von ") || strings.Contains(d.before, "vom ") {
		return false
	}
	ends := d.endsOf(runs())
	if len(ends) == 0 {
		return false
	}
	return d.follows(ends, ends[len(ends)-1])
}

// named reports whether the date is part of what it stands before („im März
// 2023 verabschiedete Plan“).
func (d dated) named() bool {
	return participle().MatchString(d.behind) && !article().MatchString(d.behind)
}

// reach is how many characters may stand between a verb and its date.
const reach = 120

// endsOf returns where verbs end that stand within reach before the date.
func (d dated) endsOf(verb *regexp.Regexp) (ends []int) {
	from := max(0, len(d.before)-utf8.UTFMax*reach)
	if from > 0 {
		from += strings.IndexByte(d.before[from:], ' ') + 1
	}
	for _, at := range verb.FindAllStringIndex(d.before[from:], -1) {
		ends = append(ends, from+at[1])
	}
	return ends
}

// follows reports whether the date stands behind a verb, of which ends are the
// ends, with nothing but its subject between them. Behind the verb that ends
// at free the subject may have an article that an object could have as well.
func (d dated) follows(ends []int, free int) bool {
	for _, end := range ends {
		gap := d.before[end:]
		if utf8.RuneCountInString(gap) < reach && !notBetween().MatchString(gap) && (end == free || !subject().MatchString(gap)) {
			return true
		}
	}
	return false
}

// firstClause returns what stands before the first comma or semicolon.
func firstClause(s string) string {
	if i := strings.IndexAny(s, ",;:"); i >= 0 {
		return s[:i]
	}
	return s
}
