// Package check says, before an edition is sent, what a careful head of unit
// would ask about it: which of the committee's questions stay unanswered, which
// plans have silently lapsed, what contradicts itself, what does not read well.
// Start with [Examine]; [Codes] lists what it may find.
//
// The package is pure: records and edition in, findings out. It changes and
// blocks nothing, and it judges what the edition tells, not what the records
// hold beside it. That a record can be read at all, and that its dates exist,
// is the affair of package record; what an edition tells, that of package
// report, which also says what answers a question.
//
// A rule is a function of an examiner; it adds what it finds by
// [examiner.report], under a code that has its explanation in a table beside
// the rule. A finding that nobody can mend, or that is right as often as not,
// is none: the clerk who has read ten false ones does not read the eleventh.
package check

import (
	"fmt"
	"slices"
	"strings"

	"umsetzungsstand/internal/diag"
	"umsetzungsstand/internal/report"
)

// Result is what an examination has brought to light.
type Result struct {
	Findings diag.List // sorted; without the accepted ones
	Accepted diag.List // the findings that a record accepts ([[hingenommen]]), sorted
	Coverage []Row     // in the report's order, groups last
}

// Examine examines an edition. before is the edition that was sent before it,
// as of its own Stichtag; nil where there is none.
func Examine(ed, before *report.Edition) *Result {
	x := newExaminer(ed, before)
	for _, rule := range rules {
		rule(x)
	}
	r := &Result{Coverage: x.coverage()}
	r.Findings, r.Accepted = x.accept()
	r.Findings.Sort()
	r.Accepted.Sort()
	return r
}

// rules are all rules, in no particular order: findings are sorted.
var rules = slices.Concat(coverageRules, timeRules, consistencyRules, languageRules)

// examiner is the edition as the rules see it, and what they have found.
type examiner struct {
	ed, before *report.Edition   // before may be nil
	sections   []*report.Section // those in groups included, in the report's order
	entries    []*entry          // all that the edition tells, in the report's order
	mentions   []mention         // the persons among them
	lexicon    *lexicon
	found      []found
}

// found is a finding and the entry that it is about.
type found struct {
	diag.Finding
	entry *entry
}

func newExaminer(ed, before *report.Edition) *examiner {
	x := &examiner{ed: ed, before: before, lexicon: newLexicon(&ed.Set.Words)}
	for i := range ed.Sections {
		x.sections = append(x.sections, &ed.Sections[i])
	}
	for i := range ed.Groups {
		for j := range ed.Groups[i].Sections {
			x.sections = append(x.sections, &ed.Groups[i].Sections[j])
		}
	}
	x.collect()
	x.mentions = x.findMentions()
	return x
}

// report adds a finding about a value of an entry; an empty key, or one that
// the entry does not have, means the entry as a whole.
func (x *examiner) report(code string, e *entry, key, hint, format string, args ...any) {
	severity, ok := severities[code]
	if !ok {
		panic("check: code without explanation: " + code)
	}
	x.found = append(x.found, found{diag.Finding{Pos: e.at(key), Severity: severity, Code: code, Text: fmt.Sprintf(format, args...), Hint: hint}, e})
}

// Code is a diag.Code in the tables beside the rules.
type Code diag.Code

var codes = slices.Concat(coverageCodes, timeCodes, consistencyCodes, languageCodes, acceptanceCodes)

// severities holds the severity of each code.
var severities = func() map[string]diag.Severity {
	m := make(map[string]diag.Severity, len(codes))
	for _, c := range codes {
		m[c.Name] = c.Severity
	}
	return m
}()

// Codes returns every code that Examine can report, by name.
func Codes() []diag.Code {
	all := make([]diag.Code, len(codes))
	for i, c := range codes {
		all[i] = diag.Code(c)
	}
	slices.SortFunc(all, func(a, b diag.Code) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// partnerName is how a finding calls a partnership.
func partnerName(s *report.Section) string { return "„" + s.Partnership.Short + "“" }
