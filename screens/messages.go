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
	lang      Lang
	text      map[string]string
	fromRight bool                       // as Uyghur is written
	says      func() map[string][]string // keys by their sentence; of those without places
}

// directionKey is no sentence: "rtl" where the language is written from the right.
const directionKey = "language.direction"

func readCatalogue(lang Lang, name string, data []byte) (*catalogue, error) {
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return nil, fmt.Errorf("screens: %s: %w", name, err)
	}
	c := &catalogue{lang: lang, text: map[string]string{}}
	c.says = sync.OnceValue(c.sentences)
	err := c.flatten(name, "", tree)
	c.fromRight = c.text[directionKey] == "rtl"
	return c, err
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
// One that the catalogue lacks is said in Chinese; a key that no catalogue has
// shows as itself, so that it is seen in tests.
func (c *catalogue) say(key string, fill ...string) string {
	s, ok := c.text[key]
	if !ok {
		if s, ok = instead(c.lang, key); !ok {
			return key
		}
	}
	for i := 0; i+1 < len(fill); i += 2 {
		s = strings.ReplaceAll(s, "{"+fill[i]+"}", fill[i+1])
	}
	return s
}

// Sentence is what pages say of a reason; ok is false where they have no words
// for it.
func Sentence(lang Lang, r Reason) (says string, ok bool) {
	says, ok = catalogueOf(lang).text["reason."+string(r)+".say"]
	return says, ok
}
