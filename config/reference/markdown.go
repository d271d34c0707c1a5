package reference

import (
	"fmt"
	"io"
	"strings"
)

// Markdown writes the reference of every key: a heading and a table for each
// table of the file.
func Markdown(w io.Writer, entries []Entry) error {
	out := &strings.Builder{}
	out.WriteString("# Configuration of a terminal\n\nFiles are TOML and strict. Durations are written \"300ms\", \"90s\" or \"2m\".\n" +
		"Layers, each over the one before: default, image, province, city, district, hall, model, terminal.\n")
	rows := false
	for _, e := range entries {
		if e.Table {
			heading(out, e)
			rows = false
			continue
		}
		if !rows {
			out.WriteString("\n| key | type | default | |\n|---|---|---|---|\n")
			rows = true
		}
		fmt.Fprintf(out, "| `%s` | %s | %s | %s |\n", e.Key, e.Type, code(e.Default), cell(e.Doc, limit(e)))
	}
	_, err := io.WriteString(w, out.String())
	return err
}

func heading(out *strings.Builder, e Entry) {
	fmt.Fprintf(out, "\n## %s\n", e.Key)
	if e.Doc != "" {
		fmt.Fprintf(out, "\n%s\n", e.Doc)
	}
}

func code(value string) string {
	if value == "" || value == `""` {
		return ""
	}
	return "`" + strings.ReplaceAll(value, "|", `\|`) + "`"
}

// cell joins what is to be said, for a table's cell.
func cell(parts ...string) string {
	var said []string
	for _, p := range parts {
		if p != "" {
			said = append(said, strings.ReplaceAll(p, "|", `\|`))
		}
	}
	return strings.Join(said, ". ")
}

// limit is the range or the choice in words, where the comment has not said it.
func limit(e Entry) string {
	said := ""
	switch {
	case e.Limit.OneOf != nil:
		said = strings.Join(e.Limit.OneOf, ", ")
	case e.Limit.Least != "":
		said = e.Limit.Least + " to " + e.Limit.Most
	}
	if strings.Contains(e.Doc, said) {
		return ""
	}
	return said
}
