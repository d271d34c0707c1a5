// Package hall asks the hall's online government-service API: what can be
// queued for, a number, and what becomes of it.
//
// The contract is openapi.yaml. Types, client and server of package api are
// generated from it; this package adds what a terminal needs on top: a deadline
// for every attempt, repetition only where repeating is safe, an answer that is
// checked against the contract before it is believed, and an error that says
// whether the hall may have done it all the same.
//
// Client never keeps anything of a person and logs nothing.
package hall

import _ "embed"

//go:generate go tool oapi-codegen -config oapi-codegen.yaml openapi.yaml

// Spec is the contract, OpenAPI 3.0.3.
//
//go:embed openapi.yaml
var Spec []byte
