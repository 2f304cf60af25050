package preflight

// OurCodes returns the codes of the rules for reports of ours.
func OurCodes() []string {
	var codes []string
	for _, group := range [][]rule{geometryRules, letterRules, wordingRules, contentsRules} {
		for _, r := range group {
			codes = append(codes, r.code)
		}
	}
	return codes
}
