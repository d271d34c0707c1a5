package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/config"
)

// explainFlags are where the configuration is, and which terminal's.
type explainFlags struct {
	paths    []string
	terminal string
	json     bool
}

func configExplain() *cobra.Command {
	var f explainFlags
	c := &cobra.Command{
		Use:   "explain [KEY] --config PATH [--terminal ID]",
		Short: "tell which layer and which line says what a key is",
		Long: `Tell what a key is and who says so: every layer that says something of it, the
widest first; the last one, marked with *, holds. KEY may be a table, and without
it every key is told that some file sets. In a tree of many terminals, --terminal
names the one that is meant.`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, keys []string) error {
			key := ""
			if len(keys) == 1 {
				key = keys[0]
			}
			return explain(c.OutOrStdout(), key, f)
		},
	}
	c.Flags().StringArrayVar(&f.paths, "config", nil, "file, folder of layers, or tree of terminals")
	c.Flags().StringVar(&f.terminal, "terminal", "", "terminal of a tree")
	c.Flags().BoolVar(&f.json, "json", false, "print an array of the settings")
	_ = c.MarkFlagRequired("config")
	return c
}

func explain(w io.Writer, key string, f explainFlags) error {
	whose, err := f.trace()
	if err != nil {
		return err
	}
	settings := settingsOf(whose, key)
	if len(settings) == 0 {
		return fmt.Errorf("%s: nothing says what it is; kioskctl config docs lists every key", key)
	}
	if f.json {
		return failed(json.NewEncoder(w).Encode(settings))
	}
	return failed(printSettings(w, settings))
}

func (f explainFlags) trace() (config.Provenance, error) {
	if len(f.paths) != 1 || !isTree(f.paths[0]) {
		_, whose, err := config.Trace(nil, f.paths...)
		return whose, err
	}
	tree, err := readTree(f.paths[0])
	if err != nil {
		return config.Provenance{}, err
	}
	if _, known := tree.Place(f.terminal); !known {
		return config.Provenance{}, fmt.Errorf("--terminal: want one of %s, got %q", config.PlacesFile, f.terminal)
	}
	_, whose, err := tree.Load(f.terminal, nil)
	return whose, err
}

// settingsOf are those of the keys that are asked for; of all keys those
// only that a file has a word on.
func settingsOf(whose config.Provenance, key string) []config.Setting {
	var out []config.Setting
	for _, k := range whose.Under(key) {
		all := whose.Of(k)
		if key != "" || all[len(all)-1].Layer != config.LayerDefault {
			out = append(out, all...)
		}
	}
	return out
}

func printSettings(w io.Writer, settings []config.Setting) error {
	for i, s := range settings {
		holds := " "
		if i+1 == len(settings) || settings[i+1].Key != s.Key {
			holds = "*"
		}
		from := string(s.Layer)
		if s.File != "" {
			from = strings.TrimSpace(fmt.Sprintf("%s %s:%d", s.Layer, s.File, s.Line))
		}
		if _, err := fmt.Fprintf(w, "%s %s = %s\t(%s)\n", holds, s.Key, s.Value, from); err != nil {
			return err
		}
	}
	return nil
}
