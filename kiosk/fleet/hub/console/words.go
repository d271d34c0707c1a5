package console

import (
	"embed"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/kiosk/fleet/hub/people"
)

// The languages; the first is that of whoever names none.
const (
	chinese = "zh-Hans"
	english = "en"
)

//go:embed lang
var catalogues embed.FS

// words are the sentences of one language, by dotted key.
type words map[string]string

func readWords(lang string) (words, error) {
	data, err := catalogues.ReadFile("lang/" + lang + ".toml")
	if err != nil {
		return nil, err
	}
	var tree map[string]any
	if err := toml.Unmarshal(data, &tree); err != nil {
		return nil, fmt.Errorf("console: %s: %w", lang, err)
	}
	w := words{}
	w.fill("", tree)
	return w, nil
}

func (w words) fill(prefix string, tree map[string]any) {
	for name, v := range tree {
		switch v := v.(type) {
		case map[string]any:
			w.fill(prefix+name+".", v)
		default:
			w[prefix+name] = fmt.Sprint(v)
		}
	}
}

// t is a sentence with its blanks filled in. A key that is missing shows as
// itself, which the tests find.
func (w words) t(key string, args ...any) string {
	text, ok := w[key]
	if !ok {
		return "{" + key + "}"
	}
	for i, a := range args {
		text = strings.ReplaceAll(text, "{"+strconv.Itoa(i)+"}", fmt.Sprint(a))
	}
	return text
}

// or is the word for something that others name, such as a service; one that
// the catalogue does not know is shown as it is.
func (w words) or(group, name string) string {
	if text, ok := w[group+"."+name]; ok {
		return text
	}
	return name
}

const languageCookie = "kioskhub-language"

// languageOf is what somebody has chosen, else what their browser prefers.
func languageOf(r *http.Request) string {
	if c, err := r.Cookie(languageCookie); err == nil && (c.Value == english || c.Value == chinese) {
		return c.Value
	}
	best, most := chinese, 0.0
	for part := range strings.SplitSeq(r.Header.Get("Accept-Language"), ",") {
		tag, rest, _ := strings.Cut(strings.TrimSpace(part), ";")
		q := 1.0
		if value, ok := strings.CutPrefix(strings.TrimSpace(rest), "q="); ok {
			q, _ = strconv.ParseFloat(value, 64) // what cannot be read is not wanted
		}
		base, _, _ := strings.Cut(strings.ToLower(tag), "-")
		if lang := map[string]string{"zh": chinese, "en": english}[base]; lang != "" && q > most {
			best, most = lang, q
		}
	}
	return best
}

// language keeps the choice of a language for a year.
func (c *Console) language(w http.ResponseWriter, r *http.Request) {
	lang := r.PathValue("lang")
	if lang != english {
		lang = chinese
	}
	http.SetCookie(w, &http.Cookie{
		Name: languageCookie, Value: lang, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil, MaxAge: 365 * 24 * 3600,
	})
	http.Redirect(w, r, people.Local(r.URL.Query().Get("next")), http.StatusSeeOther)
}
