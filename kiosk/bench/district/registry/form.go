package registry

import (
	"fmt"
	"strings"
)

// Form is what a matter asks beyond who applies.
type Form struct {
	Item   string      `toml:"item"` // basic code
	Name   Words       `toml:"name"`
	Fields []FormField `toml:"field"`
}

// FormField is one field of it.
type FormField struct {
	Code    string   `toml:"code"`
	Kind    string   `toml:"kind"` // the contract's: text, address, date, ...
	Label   Words    `toml:"label"`
	Hint    Words    `toml:"hint"`
	Must    bool     `toml:"must"`
	Longest int      `toml:"longest"` // characters; 0: as many as the contract lets
	Choices []Option `toml:"choices"`
	From    *int     `toml:"from"` // of a date, in days from today; nil: any
	Until   *int     `toml:"until"`
}

// Option is one answer that may be chosen.
type Option struct {
	Code string
	Name Words
}

// UnmarshalText reads "code | Chinese | English".
func (o *Option) UnmarshalText(text []byte) error {
	code, name, _ := strings.Cut(string(text), "|")
	o.Code = strings.TrimSpace(code)
	return o.Name.UnmarshalText([]byte(name))
}

// tieForms checks that every form belongs to a matter and that its fields are
// of kinds that can be filled in.
func (r *Registry) tieForms() error {
	kinds := map[string]bool{"text": true, "address": true, "date": true, "choice": true, "number": true, "phone": true, "id-number": true, "area": true, "yes-no": true}
	for _, f := range r.Forms {
		if r.Item(f.Item) == nil {
			return fmt.Errorf("registry: forms: no item %s", f.Item)
		}
		for _, one := range f.Fields {
			if !kinds[one.Kind] || one.Kind == "choice" && len(one.Choices) == 0 {
				return fmt.Errorf("registry: form of %s: field %s cannot be filled in", f.Item, one.Code)
			}
		}
	}
	return nil
}
