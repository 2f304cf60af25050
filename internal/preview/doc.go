// Package preview shows drafts as a page in the browser: from the same document
// tree as the PDF, beside them what the check has to say, and each passage with
// the place in the records that it came from. [Make] makes a draft from the
// records, [Draft.HTML] the page as a file, [New] a server that keeps pages up
// to date, [Watch] tells it when.
//
// The package opens and writes no file of its own accord and starts no program;
// it listens where it is told to. What the report says and how the PDF looks is
// decided elsewhere: the page is a view of both.
package preview
