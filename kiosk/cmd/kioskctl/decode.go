package main

import (
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/drivers/touch"
	"govkiosk/kiosk/decode"
)

func newDecode() *cobra.Command {
	c := &cobra.Command{
		Use:   "decode FORMAT [FILE]",
		Short: "explain bytes seen on a device's line, one JSON object a line",
		Long: `Explain bytes seen on a device's line, one JSON object for each thing found.

FILE, or standard input, holds the bytes as hexadecimal text: spaces and line
breaks are free, # begins a remark. Names and numbers of people are masked.
Transfers on a bus are lines of "w HEX" and "r HEX" instead, and events may be
lines with the kernel's names.

The exit code is 0 when everything could be read, 3 when something could not
(it is reported as {"kind":"error","offset":...,"reason":...}), 2 when the
command was used wrongly.`,
		RunE: needsCommand,
		Args: cobra.ArbitraryArgs,
	}
	var o decode.Opts
	c.PersistentFlags().StringVar((*string)(&o.From), "from", string(decode.Device), "who sent the bytes: device or host")
	c.PersistentFlags().BoolVar(&o.Reveal, "reveal", false, "show names and numbers of people")
	for _, format := range decode.Formats() {
		c.AddCommand(newDecodeFormat(format, &o))
	}
	return c
}

func newDecodeFormat(format string, o *decode.Opts) *cobra.Command {
	c := &cobra.Command{
		Use:   format + " [FILE]",
		Short: "explain " + decode.About(format),
		Args:  cobra.MaximumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return decodeText(c, format, args, *o)
		},
	}
	if format == "elo" {
		c.Flags().StringVar((*string)(&o.Protocol), "protocol", string(touch.SmartSet), "of the board: smartset, e281a-4002 or e271-140")
	}
	return c
}

// decodeText reads the text and explains what is in it.
func decodeText(c *cobra.Command, format string, args []string, o decode.Opts) error {
	text, err := input(c, args)
	if err != nil {
		return err
	}
	stream, err := decode.Input(format, text)
	if err != nil {
		return err
	}
	whole, err := decode.Stream(c.OutOrStdout(), format, stream, o)
	if err == nil && !whole {
		return coded{code: exitUnread}
	}
	return err
}

// input is the text of the file that args names, else of standard input.
func input(c *cobra.Command, args []string) (string, error) {
	var text strings.Builder
	if len(args) == 0 || args[0] == "-" {
		_, err := io.Copy(&text, c.InOrStdin())
		return text.String(), failed(err)
	}
	data, err := os.ReadFile(args[0])
	return string(data), err
}
