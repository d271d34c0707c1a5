// Package panel chooses the driver of a touch panel and keeps it running, so
// that a program need not know which of them its panel needs.
package panel
