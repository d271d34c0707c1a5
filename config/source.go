package config

import "embed"

// Sources are the files of this package, whose comments are the reference of
// every key, and the example; config/reference reads them. A program that does
// not is linked without them.
//
//go:embed *.go example.toml
var Sources embed.FS
