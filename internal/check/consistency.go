package check

import (
	"fmt"
	"slices"

	"umsetzungsstand/internal/diag"
)

var consistencyCodes = slices.Concat(peopleCodes, properNameCodes, partnerCodes, twiceCodes, editionDateCodes, weekdayCodes, abbreviationCodes, evidenceCodes)

var consistencyRules = []func(*examiner){
	(*examiner).people,
	(*examiner).placeNames,
	(*examiner).properNames,
	(*examiner).partnerNames,
	(*examiner).sameShort,
	(*examiner).samePartner,
	(*examiner).meetingsTwice,
	(*examiner).entriesTwice,
	(*examiner).sessionNumbers,
	(*examiner).editionDates,
	(*examiner).editionOrder,
	(*examiner).weekdays,
	(*examiner).sentenceDays,
	(*examiner).abbreviations,
	(*examiner).ministriesThen,
	(*examiner).evidence,
}

// elsewhere is how a finding about an entry names another place, to stand
// after „in“.
func elsewhere(from *entry, at diag.Pos) string {
	if at.File == from.Pos.File {
		return fmt.Sprintf("Zeile %d", at.Line)
	}
	return fmt.Sprintf("%s:%d", at.File, at.Line)
}
