package ui

import (
	"fmt"
	"image/color"
)

// fields are colours by which a screen itself is looked at: the same in every
// theme.
var fields = func() map[Role]color.RGBA {
	all := map[Role]color.RGBA{
		"field.white": {255, 255, 255, 255}, "field.black": {0, 0, 0, 255}, "field.grey": {128, 128, 128, 255},
		"field.red": {255, 0, 0, 255}, "field.green": {0, 255, 0, 255}, "field.blue": {0, 0, 255, 255},
	}
	for i := range 16 {
		v := uint8(i * 17)
		all[Grey(i)] = color.RGBA{v, v, v, 255}
	}
	return all
}()

// Field is the colour of a name: white black grey red green blue.
func Field(name string) Role { return Role("field." + name) }

// Grey is step i of 16 from black to white.
func Grey(i int) Role { return Role(fmt.Sprintf("field.%d", i)) }
