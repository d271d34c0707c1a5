// Package district is the hall's API as the bench plays it: a district with
// departments, windows and hours, numbers that are kept on disk, and queues that
// move while people look.
//
// It answers kiosk/hall/openapi.yaml and knows nothing of the client. What it
// promises holds through kill -9: a number is given out once, an idempotency key
// is answered the same way again, an abandoned key stays abandoned.
//
// The people of its own in the queues come and are served out of a seed and the
// injected clock: the same seed, day and calls give the same queues, whenever
// and how often it is asked.
package district
