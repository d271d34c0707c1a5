package idcard

import (
	"errors"
	"image"

	"govkiosk/drivers"
)

// PhotoDecoder makes a picture of a WLT block. Every decoder in circulation is
// a vendor's binary with its own licence, so none comes with this package.
type PhotoDecoder interface {
	DecodePhoto(wlt []byte) (image.Image, error)
}

// Portrait decodes the photo: 102 × 126 pixels on every card seen. It is
// Unsupported without a decoder. The text of a record never waits for it nor
// depends on it.
func (r *Record) Portrait(d PhotoDecoder) (image.Image, error) {
	if d == nil {
		return nil, fail("portrait", drivers.Unsupported, errors.New("no decoder for WLT"))
	}
	if len(r.Photo) == 0 {
		return nil, fail("portrait", drivers.Unsupported, errors.New("the card gave no photo"))
	}
	return d.DecodePhoto(r.Photo)
}
