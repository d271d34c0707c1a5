package main

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"govkiosk/config"
	"govkiosk/drivers/escpos"
	"govkiosk/drivers/sim"
	"govkiosk/kiosk/slip"
)

// Formats of a slip's file.
const (
	asBytes   = "escpos" // what the printer receives
	asPicture = "png"    // the paper that a printer makes of those bytes
	asText    = "txt"
)

func newReceipt() *cobra.Command {
	c := &cobra.Command{
		Use:   "receipt",
		Short: "draw a slip without a printer",
		RunE:  needsCommand,
		Args:  cobra.ArbitraryArgs,
	}
	c.AddCommand(newReceiptTicket())
	return c
}

func newReceiptTicket() *cobra.Command {
	var out, format, profile string
	c := &cobra.Command{
		Use:   "ticket --out FILE",
		Short: "draw a ticket of a made-up person",
		Long: `Draw a queue ticket of a made-up person.

escpos writes the bytes that the printer receives, png the paper that a
simulated printer makes of those bytes, txt the text alone.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return drawTicket(out, format, profile)
		},
	}
	c.Flags().StringVar(&out, "out", "", "file to write (required)")
	c.Flags().StringVar(&format, "format", "", "escpos, png or txt (default: by the ending of FILE, else escpos)")
	c.Flags().StringVar(&profile, "profile", config.Default().Printer.Profile, "make of the printer: "+strings.Join(escpos.ProfileNames(), ", "))
	return c
}

// drawTicket checks what was asked for, then draws.
func drawTicket(out, format, profile string) error {
	if out == "" {
		return fmt.Errorf("kioskctl receipt ticket: --out FILE is missing")
	}
	if format == "" {
		format = formatOf(out)
	}
	if !slices.Contains([]string{asBytes, asPicture, asText}, format) {
		return fmt.Errorf("kioskctl receipt ticket: the format is escpos, png or txt, not %q", format)
	}
	p, ok := escpos.ProfileOf(profile)
	if !ok {
		return fmt.Errorf("kioskctl receipt ticket: there is no profile %q; there are %s", profile, strings.Join(escpos.ProfileNames(), ", "))
	}
	data, err := ticket(format, p)
	if err != nil {
		return failed(err)
	}
	return failed(os.WriteFile(out, data, 0o644))
}

func formatOf(path string) string {
	switch filepath.Ext(path) {
	case ".png":
		return asPicture
	case ".txt":
		return asText
	}
	return asBytes
}

// ticket is the sample ticket in one of the formats.
func ticket(format string, p escpos.Profile) ([]byte, error) {
	font := config.Default().Screen
	maker, err := slip.New(font.FontBold, font.FontRegular, font.FontFamily)
	if err != nil {
		return nil, err
	}
	doc := maker.Ticket(slip.Sample())
	if err := doc.Err(); err != nil {
		return nil, err
	}
	if format == asText {
		return []byte(doc.Text()), nil
	}
	stream, missing := doc.Encode(p)
	if len(missing) > 0 {
		return nil, fmt.Errorf("kioskctl receipt ticket: neither printer nor font has %q", string(missing))
	}
	if format == asPicture {
		return picture(stream, p)
	}
	return stream, nil
}

// picture is the paper that a printer makes of the stream.
func picture(stream []byte, p escpos.Profile) ([]byte, error) {
	font := config.Default().Screen
	paper, err := sim.Render(stream, sim.PaperOpts{
		FontRegular: font.FontRegular, FontBold: font.FontBold, WidthDots: int(p.Width),
	})
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = png.Encode(&b, paper)
	return b.Bytes(), err
}
