package diag

// Code is a code of findings with its explanation.
type Code struct {
	Name     string   // as in Finding.Code
	Severity Severity // of its findings, where they all have the same
	Explain  string   // German, two to four sentences: what is found, why it matters, what to do
}
