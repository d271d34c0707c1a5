package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

// logoTimeout is how long a printer may take to store pictures.
const logoTimeout = time.Minute

func newLogo() *cobra.Command {
	var at target
	c := &cobra.Command{
		Use:   "logo PICTURE.png...",
		Short: "store pictures in the printer for good, for slip templates to print by number",
		Long: "Stores PNG pictures in the printer, numbered from 1, in place of all that were there.\n" +
			"A slip template prints one with \"logo 1\". Such memory bears few writings: do it\n" +
			"when a picture changes. The terminal must run, with nobody at it.",
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, files []string) error {
			socket, err := at.control()
			if err != nil {
				return err
			}
			return failed(storeLogos(c.Context(), c.OutOrStdout(), socket, files))
		},
	}
	at.flags(c)
	return c
}

func storeLogos(ctx context.Context, out io.Writer, socket string, files []string) error {
	ctx, cancel := context.WithTimeout(ctx, logoTimeout)
	defer cancel()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("kioskctl: %w", err)
		}
		part, err := form.CreateFormFile("picture", filepath.Base(name))
		if err != nil {
			return err
		}
		part.Write(data) // into memory: it cannot fail
	}
	if err := form.Close(); err != nil {
		return err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, controlURL+"printer/logos", &body)
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", form.FormDataContentType())
	response, err := controlClient(socket).Do(request)
	if err != nil {
		return fmt.Errorf("kioskctl: the terminal does not answer: %w", err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(io.LimitReader(response.Body, 1<<16))
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("kioskctl: logo: %s", strings.TrimSpace(string(text)))
	}
	_, err = out.Write(text)
	return err
}
