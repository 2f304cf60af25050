// Package templates embeds the ministry's report templates, one file a part
// of the document. It holds the standing phrases and no logic; compose fills
// them.
package templates

import "embed"

// FS holds the *.tmpl files at its root.
//
//go:embed *.tmpl
var FS embed.FS
