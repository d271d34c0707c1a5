// Command homewindow shows the home page in the terminal's own window, and
// nothing else of the terminal: what is measured is the screens.
package main

import (
	"fmt"
	"os"

	"govkiosk/screens"
	"govkiosk/screens/sample"
)

func main() {
	var app *screens.App
	app, err := screens.New(screens.Options{
		Panel: sample.Column, Fullscreen: true, Class: "homewindow",
		OnMouse: func(p screens.Pointer) { app.Push(p) },
	})
	if err == nil {
		app.Show(sample.Home(screens.Chinese))
		err = app.Run()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "homewindow:", err)
		os.Exit(1)
	}
}
