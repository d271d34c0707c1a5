// Package api is what people's programs and the hub say to each other: JSON
// under /api/v1 of the port for people, with a bearer token or the session of
// the console. kioskctl speaks it; the console shows the same values.
//
//	POST /login                       Login; Token
//	GET  /me                          Person
//	GET  /summary                     Summary
//	GET  /terminals                   Terminals; ?hall= &district= &city= &province= &model= &state= &label=name=value &after= &limit=
//	GET  /terminals/{id}              Detail
//	GET  /terminals/{id}/events       []Event; ?before= &limit=
//	POST /terminals/{id}/revoke       Why; 204
//	GET  /alerts                      []Alert; who acts first
//	GET  /paper                       []Paper; the first to run out first
//	GET  /services                    []Availability
//	GET  /rollouts                    []Rollout, the newest first
//	POST /rollouts                    Plan; Rollout
//	POST /rollouts/preview            Plan; Preview
//	GET  /rollouts/{id}               Rollout
//	POST /rollouts/{id}/pause         Why; Rollout
//	POST /rollouts/{id}/resume        Why; Rollout
//	POST /rollouts/{id}/abort         Why; Rollout
//	GET  /stop                        Stop
//	POST /stop                        Why; Stop: nobody takes a release in any more
//	DELETE /stop                      Why; Stop: the roll-outs stay paused
//	GET  /commands                    []Command, the newest first; ?terminal= &limit=
//	POST /commands                    Order; Command
//	GET  /commands/{id}               Command
//	GET  /commands/{id}/{terminal}    the file that it collected
//	POST /codes                       NewCode; Code
//	GET  /audit                       []Act, the newest first; ?before= &limit=
//	GET  /live                        text/event-stream of Change
//
// An error is a wire.Problem with its HTTP status. 401: nobody has signed in;
// 403: the person's role or place does not reach so far; 409: it is not in a
// state for that; 503: the hub cannot keep it now.
package api
