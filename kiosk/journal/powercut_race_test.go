//go:build race

package journal

// cutEvery thins the sweep out where the race detector makes each state cost
// a dozen times as much and has nothing to find in it.
const cutEvery = 8
