package edid

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
)

// Sys is where the kernel keeps the connectors, below /sys.
const Sys = "class/drm"

// Find asks the connected panel for its size. Of several it takes the only one
// with that many pixels. sys is /sys.
func Find(sys fs.FS, widthPx, heightPx int) (Panel, error) {
	all, err := connected(sys)
	var fit []Panel
	for _, p := range all {
		if p.fits(widthPx, heightPx) {
			fit = append(fit, p)
		}
	}
	switch {
	case len(fit) == 1:
		return fit[0], nil
	case len(all) == 0:
		return Panel{}, errors.Join(errors.New("edid: no connected panel tells its size"), err)
	case len(fit) == 0:
		return Panel{}, fmt.Errorf("edid: no panel of %d × %d px, only %v", widthPx, heightPx, all)
	}
	return Panel{}, fmt.Errorf("edid: several panels of %d × %d px: %v", widthPx, heightPx, fit)
}

// connected lists the panels that tell their size, and why others do not.
func connected(sys fs.FS) ([]Panel, error) {
	files, err := fs.Glob(sys, path.Join(Sys, "card*-*", "edid"))
	if err != nil {
		return nil, err
	}
	var out []Panel
	var errs []error
	for _, name := range files {
		dir := path.Dir(name)
		status, err := fs.ReadFile(sys, path.Join(dir, "status"))
		if err != nil || strings.TrimSpace(string(status)) != "connected" {
			continue
		}
		p, err := read(sys, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", path.Base(dir), err))
			continue
		}
		p.Output = path.Base(dir)
		out = append(out, p)
	}
	return out, errors.Join(errs...)
}

func read(sys fs.FS, name string) (Panel, error) {
	data, err := fs.ReadFile(sys, name)
	if err != nil {
		return Panel{}, err
	}
	return Parse(data)
}
