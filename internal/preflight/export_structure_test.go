package preflight

import "slices"

// StructureCodes are the codes of the rules about structure, tables, links and
// navigation.
var StructureCodes = codesOf(structureRules, headingRules, languageRules)

// PartCodes are those of tables and lists, LinkCodes those of links and
// annotations, NavigationCodes those of bookmarks, destinations and views.
var (
	PartCodes       = codesOf(tableRules, listRules)
	LinkCodes       = codesOf(linkRules, annotationRules)
	NavigationCodes = codesOf(navigationRules, viewRules)
)

// Numeral and LanguageTag are tested by themselves.
var (
	Numeral     = numeral
	LanguageTag = languageTag.MatchString
)

func codesOf(groups ...[]rule) (list []string) {
	for _, r := range slices.Concat(groups...) {
		list = append(list, r.code)
	}
	return list
}

// RuleTexts are the code, the clause and the sentence of all rules.
func RuleTexts() (list [][3]string) {
	for _, r := range rules() {
		list = append(list, [3]string{r.code, r.clause, r.says})
	}
	return list
}
