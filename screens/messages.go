package screens

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
)

//go:embed lang/*.toml
var langFiles embed.FS

// catalogue is every sentence of one language by its key: "bar.back".
type catalogue struct {
	lang Lang
	text map[string]string
	says func() map[string][]string // keys by their sentence; of those without places
}

var catalogues = sync.OnceValue(func() map[Lang]*catalogue {
	out := map[Lang]*catalogue{}
	for _, lang := range []Lang{Chinese, English} {
		c, err := readCatalogue(lang)
		if err != nil {
			panic(err) // embedded: the tests read the same file
		}
		out[lang] = c
	}
	return out
})

func catalogueOf(lang Lang) *catalogue {
	if c, ok := catalogues()[lang]; ok {
		return c
	}
	return catalogues()[Chinese]
}

func readCatalogue(lang Lang) (*catalogue, error) {
	name := "lang/" + string(lang) + ".toml"
	data, err := langFiles.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("screens: %w", err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return nil, fmt.Errorf("screens: %s: %w", name, err)
	}
	c := &catalogue{lang: lang, text: map[string]string{}}
	c.says = sync.OnceValue(c.sentences)
	return c, c.flatten(name, "", tree)
}

func (c *catalogue) flatten(file, prefix string, tree map[string]any) error {
	for k, v := range tree {
		switch v := v.(type) {
		case string:
			c.text[prefix+k] = v
		case map[string]any:
			if err := c.flatten(file, prefix+k+".", v); err != nil {
				return err
			}
		default:
			return fmt.Errorf("screens: %s: %s%s: a sentence is text, not %T", file, prefix, k, v)
		}
	}
	return nil
}

// sentences are the keys of every sentence that has no place for data.
func (c *catalogue) sentences() map[string][]string {
	out := map[string][]string{}
	for key, s := range c.text {
		if !strings.Contains(s, "{") {
			out[s] = append(out[s], key)
		}
	}
	for _, keys := range out {
		slices.Sort(keys)
	}
	return out
}

// keys are the messages that say just this.
func (c *catalogue) keys(sentence string) []string { return c.says()[sentence] }

// say returns a sentence with its places filled: say("pad.missing", "n", "3").
// A key that the catalogue lacks shows as itself, so that it is seen in tests.
func (c *catalogue) say(key string, fill ...string) string {
	s, ok := c.text[key]
	if !ok {
		return key
	}
	for i := 0; i+1 < len(fill); i += 2 {
		s = strings.ReplaceAll(s, "{"+fill[i]+"}", fill[i+1])
	}
	return s
}
