// Package campaign runs roll-outs at the hub: it lets terminals take releases
// in, sees from what they say how it went, opens waves and stops.
//
// A roll-out is kept as its beginning and the changes since, each under the
// next number: who writes number 12 has seen the eleven before it, so that
// several hubs agree without a leader, and an answer to one terminal of a
// hundred thousand is a hundred bytes. Whoever asks at the same time is
// answered by one write.
//
// No terminal is let go before that is on disk. A hub that was killed reads the
// changes again and goes on; terminals that had no answer ask again.
package campaign
