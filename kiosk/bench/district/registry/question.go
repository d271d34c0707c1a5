package registry

// Question is what decides whether a material is needed.
type Question struct {
	Text Words `toml:"text"`
	Yes  Words `toml:"yes"`
	No   Words `toml:"no"`
}
