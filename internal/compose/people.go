package compose

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"umsetzungsstand/internal/record"
)

// Person takes part in a meeting or a measure.
type Person struct {
	whole
	Named bool
	who   Text // nominative
	with  Text // dative
	many  bool
	role  string
}

// People are persons of one side.
type People []Person

// Who lists them in the nominative: „Nathanael Liminski (Europaminister) und …“.
// A person's office stands at its first mention in a section only.
func (p People) Who() Text {
	list := make([]Text, len(p))
	for i := range p {
		list[i] = p[i].who
	}
	return enumerate(list)
}

// With lists them in the dative.
func (p People) With() Text {
	list := make([]Text, len(p))
	for i := range p {
		list[i] = p[i].with
	}
	return enumerate(list)
}

// Named reports whether all have names, so that nominative, dative and
// accusative are the same.
func (p People) Named() bool {
	for _, q := range p {
		if !q.Named {
			return false
		}
	}
	return true
}

// Many reports whether the verb stands in the plural.
func (p People) Many() bool { return len(p) > 1 || len(p) == 1 && p[0].many }

// Chairs are those who preside.
func (p People) Chairs() People { return p.in("Vorsitz") }

// Main are those of whom the sentence tells: neither guests nor escorts.
func (p People) Main() People { return p.in("", "Vorsitz") }

// Guests take part beside them.
func (p People) Guests() People { return p.in("Teilnahme") }

// Seated are those at the table who do not preside.
func (p People) Seated() People { return p.in("", "Teilnahme", "Begleitung") }

// Escorts accompany.
func (p People) Escorts() People { return p.in("Begleitung") }

// Present are all but the escorts.
func (p People) Present() People { return p.in("", "Vorsitz", "Teilnahme") }

func (p People) in(roles ...string) People {
	var some People
	for _, q := range p {
		if among(q.role, roles) {
			some = append(some, q)
		}
	}
	return some
}

// And joins both sides.
func (p People) And(q People) People { return append(p[:len(p):len(p)], q...) }

func (v *viewer) people(e *record.Entry, key string, list []record.Person) People {
	var people People
	for i, r := range list {
		at := func(field string) string { return fmt.Sprintf("%s[%d].%s", key, i, field) }
		p := Person{Named: r.Name != "", many: r.Plural, role: r.Role}
		if p.Named {
			v.person(r.Name)
			p.who = v.text(e, at("name"), r.Name)
			if r.Office != "" {
				p.who = append(p.who, v.office(r.Name, r.Office))
			}
			p.with = p.who
		} else {
			p.who = v.text(e, at("wer"), r.Who)
			p.with = v.text(e, at("mit"), r.With)
			if p.with == nil {
				p.with = p.who
			}
		}
		people = append(people, p)
	}
	return people
}

// person remembers a name, so that its words are not divided in print. What has
// less than four letters cannot be.
func (v *viewer) person(name string) {
	for _, word := range strings.Fields(name) {
		strange := strings.ContainsFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '-' && r != '’' })
		if utf8.RuneCountInString(word) >= 4 && !strange {
			v.names = append(v.names, word)
		}
	}
}

// office returns „ (Amt)“, printed at the person's first mention in a section.
func (v *viewer) office(name, office string) fragment {
	key := name + "\x00" + office
	id, ok := v.once[key]
	if !ok {
		id = len(v.once) + 1
		v.once[key] = id
	}
	return fragment{s: " (" + plain(office) + ")", once: id}
}
