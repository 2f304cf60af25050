package preflight

// RuleCodes returns the codes of all rules, in their order.
func RuleCodes() []string {
	var list []string
	for _, r := range rules() {
		list = append(list, r.code)
	}
	return list
}
