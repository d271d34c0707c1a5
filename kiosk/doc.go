// Package kiosk joins the terminal: one loop owns the visit's state, devices
// and the hall's API answer to it in events, its effects run here, and every
// state becomes a View for the screens.
//
//	devices, hall, timers ──events──► loop: journey.Step ──► View ──► screens
//	                                        └──► effects ──► devices, hall, journal
//
// The paper promise lives in promise.go, what a restart owes to the people of
// before it in recover.go, and what the terminal can do right now in
// health.go.
package kiosk
