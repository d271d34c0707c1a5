// Package speech says texts and plays tones through programs of the machine.
//
// A synthesiser makes a WAV of a text, and a player plays a WAV: both are
// commands of the configuration, espeak-ng and aplay where it says nothing. A
// recording takes the place of a text that it is of. What is said, and where,
// is worked out before any program runs (plan.go); what runs is ended at once
// when it is not wanted any more, with all its children, and waited for.
package speech
