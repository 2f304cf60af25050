package record

import (
	"strings"

	"umsetzungsstand/internal/date"
	"umsetzungsstand/internal/diag"
)

// twice reports what the format allows once, but no single entry can tell:
// agreements entered twice, names of files that two folders share, ministries
// whose times overlap, and a request in an edition that nobody asked for.
func (l *loader) twice() {
	for i := range l.set.Partnerships {
		l.sameAgreements(l.set.Partnerships[i].Agreements)
	}
	l.copiedAgreements()
	l.aheadOfTime()
	l.sameSlugs()
	l.overlaps()
	for i := range l.set.Editions {
		e := &l.set.Editions[i]
		if e.Occasion == "regelmäßig" && !e.Request.Pos.IsZero() {
			report(&l.out, e.Request.Pos, CodeIdleRequest, "Löschen Sie [bitte], oder schreiben Sie anlass = \"Berichtsbitte\".",
				"Diese Ausgabe erscheint regelmäßig; [bitte] wird deshalb nicht gedruckt.")
		}
	}
}

// sameAgreements compares the agreements of one partnership. Versions of one
// entry, which share their kennung, are not compared.
func (l *loader) sameAgreements(list []Agreement) {
	var byTitle, byDay map[string]*Agreement // made for the second agreement
	title := func(a *Agreement) string { return strings.ToLower(a.Title) }
	day := func(a *Agreement) string {
		if a.Signed.Coarse() || a.Signed.IsZero() {
			return ""
		}
		return a.Signed.String()
	}
	for i := range list {
		a := &list[i]
		if i == 1 {
			byTitle, byDay = map[string]*Agreement{title(&list[0]): &list[0]}, map[string]*Agreement{day(&list[0]): &list[0]}
		}
		if i == 0 {
			continue
		}
		other := func(seen map[string]*Agreement, key string) *Agreement {
			b := seen[key]
			if b == nil {
				seen[key] = a
			}
			if key == "" || b == nil || a.ID != "" && a.ID == b.ID {
				return nil
			}
			return b
		}
		t, d := other(byTitle, title(a)), other(byDay, day(a))
		switch {
		case t != nil && (t == d || a.Signed == t.Signed || a.Signed.IsZero() || t.Signed.IsZero()):
			report(&l.out, a.Pos, CodeSameTreaty, "Löschen Sie einen der beiden Einträge, oder geben Sie beiden dieselbe Kennung, wenn es zwei Fassungen sind.",
				"Diese Vereinbarung steht schon in Zeile %d.", t.Pos.Line)
		case t != nil:
			report(&l.out, a.At["titel"], CodeLikeTreaty, "Prüfen Sie, ob es zwei Vereinbarungen sind; ist es eine, löschen Sie einen der beiden Einträge.",
				"Denselben Titel trägt schon die Vereinbarung in Zeile %d.", t.Pos.Line)
		case d != nil:
			report(&l.out, a.At["unterzeichnet"], CodeLikeTreaty, "Prüfen Sie, ob es zwei Vereinbarungen sind; ist es eine, löschen Sie einen der beiden Einträge.",
				"Am selben Tag ist schon die Vereinbarung in Zeile %d unterzeichnet.", d.Pos.Line)
		}
	}
}

// copiedAgreements reports agreements that two files hold, as when a file was
// copied and not changed. Where the partnerships are called the same it is a
// fault; otherwise both may have signed one text.
func (l *loader) copiedAgreements() {
	type treaty struct{ short, title, kind, signed string }
	seen := make(map[treaty]*Partnership, 2*len(l.set.Partnerships))
	for i := range l.set.Partnerships {
		p := &l.set.Partnerships[i]
		for k := range p.Agreements {
			a := &p.Agreements[k]
			if a.Signed.IsZero() || a.Kind == "" {
				continue
			}
			same := treaty{strings.ToLower(p.Short), strings.ToLower(a.Title), a.Kind, a.Signed.String()}
			alike := same
			alike.short = ""
			first, twice := seen[same], same.short != ""
			if first == nil && a.Title != "" {
				first, twice = seen[alike], false
			}
			switch {
			case first == p: // sameAgreements has compared them
			case first == nil:
				seen[same], seen[alike] = p, p
			case twice:
				report(&l.out, a.Pos, CodeSameTreaty, "Prüfen Sie, ob eine der beiden Dateien nur eine Kopie ist, und berichtigen oder entfernen Sie diese.",
					"Dieselbe Vereinbarung mit %s steht schon in %s.", diag.Quote(p.Short), first.Pos.File)
			default:
				report(&l.out, a.At["titel"], CodeLikeTreaty, "Prüfen Sie, ob beide Partnerschaften diese Vereinbarung haben; dann brauchen Sie nichts zu tun.",
					"Denselben Titel und Tag hat schon eine Vereinbarung in %s.", first.Pos.File)
			}
		}
	}
}

// aheadOfTime reports agreements that were signed long after the day of the
// newest edition. The loader knows no clock, and what was signed since then may
// be entered before the next edition is; beyond a year it is a typing error.
func (l *loader) aheadOfTime() {
	var newest date.Day
	for i := range l.set.Editions {
		if day := l.set.Editions[i].AsOfDay.Last(); day.Compare(newest) > 0 {
			newest = day
		}
	}
	if newest.IsZero() {
		return
	}
	limit := newest
	limit.Year++
	for i := range l.set.Partnerships {
		for k := range l.set.Partnerships[i].Agreements {
			a := &l.set.Partnerships[i].Agreements[k]
			if !a.Signed.First().IsZero() && a.Signed.First().Compare(limit) > 0 {
				report(&l.out, a.At["unterzeichnet"], CodeAhead, "Prüfen Sie das Jahr; stimmt es, brauchen Sie nichts zu tun.",
					"Diese Vereinbarung wäre erst %s unterzeichnet, lange nach dem jüngsten Stichtag, dem %s.", a.Signed.On(), newest.Long())
			}
		}
	}
}

// sameSlugs reports partnerships that bear the name of a group: both are
// anchors in one document.
func (l *loader) sameSlugs() {
	groups := make(map[string]string, len(l.set.Groups))
	for i := range l.set.Groups {
		slug := l.set.Groups[i].Slug
		groups[folded(slug)] = slug
	}
	for i := range l.set.Partnerships {
		slug := l.set.Partnerships[i].Slug
		if group, ok := groups[folded(slug)]; ok {
			report(&l.out, diag.Pos{File: partnershipFolder + "/" + slug + ".toml"}, CodeSameSlug,
				"Benennen Sie eine der beiden Dateien um; bei einer Gruppe ändert sich damit auch, was unter gruppe steht.",
				"Denselben Namen hat schon die Gruppe %s/%s.toml.", groupFolder, group)
		}
	}
}

// overlaps reports entries of one ministry that hold at the same time. One
// without an end ends where the next begins.
func (l *loader) overlaps() {
	byShort := make(map[string][]*Ministry)
	for i := range l.set.Ministries {
		m := &l.set.Ministries[i]
		for _, o := range byShort[m.Short] {
			first, second := o, m
			if second.From.Compare(first.From) < 0 {
				first, second = m, o
			}
			if m.Short == "" || m.ID != "" && m.ID == o.ID || m.From == o.From || !overlap(first.Until, second.From) {
				continue
			}
			pos, ok := first.At["bis"]
			if !ok {
				pos = first.Pos
			}
			report(&l.out, pos, CodeOverlap, "Prüfen Sie bis und ab der beiden Einträge: Der frühere muss enden, bevor der spätere beginnt.",
				"Das Ressort %s hat zwei Einträge, die gleichzeitig gelten (Zeilen %d und %d).", diag.Quote(m.Short), first.Pos.Line, second.Pos.Line)
			break
		}
		byShort[m.Short] = append(byShort[m.Short], m)
	}
}

// overlap reports whether what ends with until certainly lasts beyond the day
// on which what begins with from has begun.
func overlap(until, from date.Date) bool {
	return !until.IsZero() && !until.First().IsZero() && !from.Last().IsZero() && until.First().Compare(from.Last()) > 0
}
