package decode

import (
	"bytes"
	"strings"
	"testing"
)

func TestParseHex(t *testing.T) {
	for text, want := range map[string][]byte{
		"":                           nil,
		"# nothing but words":        nil,
		"55 4d":                      {0x55, 0x4D},
		"554D":                       {0x55, 0x4D},
		"5 5\r\n4\tD # 99\n# 88\n0A": {0x55, 0x4D, 0x0A},
		"\ufeff01":                   {0x01},
	} {
		if got, err := ParseHex(text); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q: % X %v, want % X", text, got, err, want)
		}
	}
}

func TestParseHexSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"55\n4G":  "line 2: 'G' is no hexadecimal digit",
		"0x55":    "line 1: 'x'",
		"55 4":    "the last byte has one digit, 4",
		"身份证":     "line 1: '身'",
		"5 # 5\n": "the last byte has one digit, 5",
	} {
		if _, err := ParseHex(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}
