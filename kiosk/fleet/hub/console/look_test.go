package console

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var token = regexp.MustCompile(`--([a-z0-9-]+): #([0-9A-F]{6});`)

// luminance is that of a colour, 0 to 1 (WCAG 2).
func luminance(hex string) float64 {
	sum := 0.0
	for i, weight := range []float64{0.2126, 0.7152, 0.0722} {
		v := float64(must(strconv.ParseUint(hex[2*i:2*i+2], 16, 8))) / 255
		if v <= 0.04045 {
			v /= 12.92
		} else {
			v = math.Pow((v+0.055)/1.055, 2.4)
		}
		sum += weight * v
	}
	return sum
}

// Whatever is written can be read, by day and by night.
func TestColoursCanBeRead(t *testing.T) {
	css := string(must(files.ReadFile("web/console.css")))
	day, night, found := strings.Cut(css, "prefers-color-scheme: dark")
	if !found {
		t.Fatal("there is no night")
	}
	for name, part := range map[string]string{"day": day, "night": night} {
		colour := map[string]string{}
		for _, m := range token.FindAllStringSubmatch(part, -1) {
			if colour[m[1]] == "" {
				colour[m[1]] = m[2]
			}
		}
		for _, pair := range []string{
			"ink page", "ink surface", "ink sunken", "ink2 page", "ink2 surface", "ink2 sunken", "touch page", "touch surface", "touch sunken", "on-touch touch", "on-touch touch-pressed",
			"touch touch-tint", "ink touch-tint", "well well-tint", "well-mark surface", "danger surface", "danger danger-tint", "on-danger danger", "warn warn-tint", "warn-mark surface", "line-strong surface",
		} {
			front, back, _ := strings.Cut(pair, " ")
			a, b := luminance(colour[front]), luminance(colour[back])
			if ratio := (max(a, b) + 0.05) / (min(a, b) + 0.05); ratio < 4.5 {
				t.Errorf("%s: %s has %.2f", name, pair, ratio)
			}
		}
	}
}
