package main

import (
	"bytes"
	"cmp"
	"fmt"
	"image"
	"image/png"
	"io"
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

// receiptOf is what was asked for.
type receiptOf struct {
	kind                                 slip.Kind
	template, config, out, format, maker string
	width                                int
}

func newReceipt() *cobra.Command {
	var r receiptOf
	var kinds []string
	for _, k := range slip.Kinds() {
		kinds = append(kinds, string(k))
	}
	c := &cobra.Command{
		Use:   "receipt KIND --out FILE",
		Short: "draw a slip without a printer",
		Long: `Draw a slip of made-up people. KIND is ` + strings.Join(kinds, ", ") + `.

escpos writes the bytes that the printer receives, png the paper that a
simulated printer makes of those bytes, txt the text alone.

The slip is laid out by the template of --template, else by the one that [slips]
of --config names, else by the built-in one, for the printer of --config. What
is wrong with a template is told with its line, and the exit code is 2.`,
		Args:      cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs),
		ValidArgs: kinds,
		RunE: func(c *cobra.Command, args []string) error {
			r.kind = slip.Kind(args[0])
			return r.draw(c.ErrOrStderr())
		},
	}
	c.Flags().StringVar(&r.out, "out", "", "file to write (required)")
	c.Flags().StringVar(&r.format, "format", "", "escpos, png or txt (default: by the ending of FILE, else escpos)")
	c.Flags().StringVar(&r.template, "template", "", "file of a template to lay the slip out by")
	c.Flags().StringVar(&r.config, "config", "", "configuration of the terminal that prints it (default: the defaults)")
	c.Flags().StringVar(&r.maker, "profile", "", "make of the printer, instead of the configuration's: "+strings.Join(escpos.ProfileNames(), ", "))
	c.Flags().IntVar(&r.width, "width", 0, "width of the paper in dots, 576 or 384, instead of the configuration's")
	return c
}

// draw checks what was asked for, then draws.
func (r receiptOf) draw(stderr io.Writer) error {
	if r.out == "" {
		return fmt.Errorf("kioskctl receipt: --out FILE is missing")
	}
	if r.format == "" {
		r.format = formatOf(r.out)
	}
	if !slices.Contains([]string{asBytes, asPicture, asText}, r.format) {
		return fmt.Errorf("kioskctl receipt: the format is escpos, png or txt, not %q", r.format)
	}
	cfg, err := r.terminal()
	if err != nil {
		return err
	}
	p, ok := escpos.ProfileOf(cfg.Printer.Profile)
	if !ok {
		return fmt.Errorf("kioskctl receipt: there is no profile %q; there are %s", cfg.Printer.Profile, strings.Join(escpos.ProfileNames(), ", "))
	}
	p.Width, p.Encoding = escpos.Dots(cfg.Printer.WidthDots), escpos.Encoding(cfg.Printer.Encoding)
	data, err := r.slip(cfg, p, stderr)
	if err != nil {
		return err
	}
	return failed(os.WriteFile(r.out, data, 0o644))
}

// terminal is the configuration of the terminal that would print the slip.
func (r receiptOf) terminal() (config.Config, error) {
	cfg := config.Default()
	if r.config != "" {
		var err error
		if cfg, err = config.LoadWith(slip.Check, r.config); err != nil {
			return cfg, err
		}
	}
	cfg.Printer.Profile = cmp.Or(r.maker, cfg.Printer.Profile)
	cfg.Printer.WidthDots = cmp.Or(r.width, cfg.Printer.WidthDots)
	if w := escpos.Dots(cfg.Printer.WidthDots); w != escpos.Width80 && w != escpos.Width58 {
		return cfg, fmt.Errorf("kioskctl receipt: paper is %d or %d dots wide, not %d", escpos.Width80, escpos.Width58, w)
	}
	if r.template != "" {
		cfg.Slips = map[string]string{string(r.kind): r.template}
	}
	if found := slip.Check(cfg); len(found) > 0 {
		return cfg, found
	}
	return cfg, nil
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

// slip is the sample in the format that was asked for. Characters that the
// printer lacks are told on stderr.
func (r receiptOf) slip(cfg config.Config, p escpos.Profile, stderr io.Writer) ([]byte, error) {
	paper, err := slip.Sample(r.kind)
	if err != nil {
		return nil, err
	}
	maker, err := slip.New(cfg)
	if err != nil {
		return nil, failed(err)
	}
	doc := maker.Make(paper)
	if err := doc.Err(); err != nil {
		return nil, failed(err)
	}
	if r.format == asText {
		return []byte(doc.Text()), nil
	}
	stream, missing := doc.Encode(p)
	if len(missing) > 0 {
		fmt.Fprintf(stderr, "drawn, for the printer's font has none: %q\n", string(missing))
	}
	if r.format == asPicture {
		return picture(stream, cfg, p)
	}
	return stream, nil
}

// picture is the paper that a printer makes of the stream.
func picture(stream []byte, cfg config.Config, p escpos.Profile) ([]byte, error) {
	var paper image.Image
	var err error
	if p.Confirm == escpos.ConfirmETB {
		paper = sim.RenderStar(stream, cfg.Printer.WidthDots)
	} else {
		paper, err = sim.Render(stream, sim.PaperOpts{
			FontRegular: cfg.Screen.FontRegular, FontBold: cfg.Screen.FontBold, WidthDots: cfg.Printer.WidthDots,
		})
	}
	if err != nil {
		return nil, failed(err)
	}
	var b bytes.Buffer
	err = png.Encode(&b, paper)
	return b.Bytes(), failed(err)
}
