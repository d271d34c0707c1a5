package screens

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// library is the catalogues that there are: the two that are built in, and
// those of a folder.
type library struct {
	sync.RWMutex
	by map[Lang]*catalogue
}

var catalogues = sync.OnceValue(func() *library {
	out := &library{by: map[Lang]*catalogue{}}
	for _, lang := range []Lang{Chinese, English} {
		name := "lang/" + string(lang) + ".toml"
		data, err := langFiles.ReadFile(name)
		if err == nil {
			out.by[lang], err = readCatalogue(lang, name, data)
		}
		if err != nil {
			panic(err) // embedded: the tests read the same file
		}
	}
	return out
})

func (l *library) add(c *catalogue) {
	l.Lock()
	defer l.Unlock()
	l.by[c.lang] = c
}

// catalogueOf is Chinese where there is no such language.
func catalogueOf(lang Lang) *catalogue {
	l := catalogues()
	l.RLock()
	defer l.RUnlock()
	if c, ok := l.by[lang]; ok {
		return c
	}
	return l.by[Chinese]
}

// LoadLanguages adds the catalogues of a folder: ug.toml is the language "ug",
// with the keys that zh-Hans.toml has. A sentence that one lacks is shown in
// Chinese and counted; a key that Chinese lacks is an error, since it would
// never be shown.
func LoadLanguages(dir string) error {
	files, err := filepath.Glob(filepath.Join(dir, "*.toml"))
	if err != nil || len(files) == 0 {
		return fmt.Errorf("screens: no catalogue NAME.toml in %s", dir)
	}
	for _, file := range files {
		lang := Lang(strings.TrimSuffix(filepath.Base(file), ".toml"))
		data, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("screens: %w", err)
		}
		c, err := readCatalogue(lang, file, data)
		if err != nil {
			return err
		}
		if err := c.known(file); err != nil {
			return err
		}
		catalogues().add(c)
	}
	return nil
}

// known checks that Chinese has every key of a catalogue.
func (c *catalogue) known(file string) error {
	base := catalogueOf(Chinese)
	for key := range c.text {
		if _, ok := base.text[key]; !ok && key != directionKey {
			return fmt.Errorf("screens: %s: %s: no page says that", file, key)
		}
	}
	return nil
}

// untranslated counts the sentences that were shown in Chinese instead.
var untranslated = struct {
	sync.Mutex
	by map[Lang]map[string]int
}{by: map[Lang]map[string]int{}}

// Untranslated tells by language which sentences were shown in Chinese, since
// the catalogue lacks them, and how often they were laid out so.
func Untranslated() map[Lang]map[string]int {
	untranslated.Lock()
	defer untranslated.Unlock()
	out := map[Lang]map[string]int{}
	for lang, keys := range untranslated.by {
		out[lang] = maps.Clone(keys)
	}
	return out
}

// instead is a sentence in Chinese for a language that lacks it.
func instead(lang Lang, key string) (string, bool) {
	s, ok := catalogueOf(Chinese).text[key]
	if !ok || lang == Chinese {
		return "", false
	}
	untranslated.Lock()
	defer untranslated.Unlock()
	if untranslated.by[lang] == nil {
		untranslated.by[lang] = map[string]int{}
	}
	untranslated.by[lang][key]++
	return s, true
}

// languagesOf loads what is asked for and checks that nothing lacks.
func languagesOf(o Options) error {
	if o.Languages != "" {
		if err := LoadLanguages(o.Languages); err != nil {
			return err
		}
	}
	for _, lang := range o.Langs {
		if catalogueOf(lang).lang != lang {
			return fmt.Errorf("screens: language %s has no catalogue: neither built in nor %s", lang, filepath.Join(o.Languages, string(lang)+".toml"))
		}
	}
	return nil
}
