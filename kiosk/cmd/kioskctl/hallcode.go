package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/kiosk/hall"
)

// levels of an item's code.
var levels = map[byte]string{'1': "country", '2': "province", '3': "city", '4': "county", '5': "township", '6': "village"}

func newHallCode() *cobra.Command {
	return &cobra.Command{
		Use:   "code CODE...",
		Short: "say what a unit's, item's or e-licence's code holds, and whether it is right",
		Long: `Say what a code holds: 统一社会信用代码 (18 characters), 实施编码 (31),
业务办理项编码 (33) or an e-licence id (GB/T 36904). The exit code is 1 when one
of them is wrong.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, codes []string) error {
			wrong := false
			for _, code := range codes {
				says, right := readCode(code)
				wrong = wrong || !right
				if _, err := fmt.Fprintf(c.OutOrStdout(), "%s: %s\n", code, says); err != nil {
					return failed(err)
				}
			}
			if wrong {
				return coded{code: exitFailed}
			}
			return nil
		},
	}
}

// readCode says what a code is.
func readCode(code string) (says string, right bool) {
	switch {
	case strings.Contains(code, "."):
		if hall.ValidLicence(code) {
			return "e-licence, the check character is right", true
		}
		return "e-licence, the check character or the parts are wrong", false
	case len(code) == 18:
		return readUnit(code)
	}
	c, err := hall.ParseItemCode(code)
	if err != nil {
		return strings.TrimPrefix(err.Error(), "hall: "), false
	}
	says = fmt.Sprintf("unit %s, level %c %s, basic code %s", c.Unit, c.Level, levels[c.Level], c.Basic)
	if c.Handle != "" {
		says += ", handling item " + c.Handle
	}
	return says, true
}

func readUnit(code string) (says string, right bool) {
	check, err := hall.UnitCheck(code[:17])
	switch {
	case err != nil:
		return strings.TrimPrefix(err.Error(), "hall: "), false
	case check != code[17]:
		return fmt.Sprintf("unit, the check character would be %c", check), false
	}
	return "unit, the check character is right", true
}
