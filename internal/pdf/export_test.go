package pdf

// The two halves of Write, for tests that come between them.
var (
	Draw     = draw
	Document = document
)
