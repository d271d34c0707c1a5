package screens

// Intent is what the citizen did, after hit-testing.
type Intent struct {
	Do  Act
	Arg string // of the acts that name something
}

// Act is a thing a citizen can do.
type Act string

const (
	ActStart    Act = "start" // any touch on the attract page
	ActBack     Act = "back"
	ActHome     Act = "home"
	ActText     Act = "text-size"
	ActLang     Act = "language"
	ActSpeech   Act = "speech"
	ActHelp     Act = "help"
	ActService  Act = "service" // Arg: Service.ID
	ActPhone    Act = "by-phone"
	ActNumber   Act = "by-number"
	ActCode     Act = "by-code"
	ActNone     Act = "by-none"
	ActKey      Act = "key" // Arg: the character typed on a pad or keyboard
	ActDelete   Act = "delete"
	ActClear    Act = "clear"
	ActReveal   Act = "reveal"
	ActNext     Act = "next"       // the filled key of a pad
	ActKeyboard Act = "keyboard"   // show or hide the letters
	ActDept     Act = "department" // Arg: code; empty: all
	ActGroup    Act = "group"      // Arg: entry of List.Index; empty: all
	ActBusiness Act = "business"   // Arg: Row.Code
	// ActSheet turns a sheet of choices over, Arg "next" or "back". It stays
	// inside the screens: what comes out is ActAlive.
	ActSheet    Act = "sheet"
	ActWord     Act = "word" // Arg: place in List.Candidates, from "0"
	ActRetry    Act = "retry"
	ActPriority Act = "priority" // toggles
	ActClass    Act = "class"    // ask for a priority class that age does not tell
	ActTake     Act = "take"     // take the number
	ActYes      Act = "yes"      // 出票了
	ActNo       Act = "no"
	ActReprint  Act = "reprint"
	ActCancel   Act = "cancel" // give the number back
	ActAnew     Act = "anew"   // it was called already: take another
	ActLeave    Act = "leave"  // go away for a while, and keep the number
	ActReturn   Act = "return" // back again
	ActKeep     Act = "keep"   // I noted it down; keep the number
	ActAgain    Act = "again"  // one more matter
	ActDone     Act = "done"   // finished: wipe
	ActExtend   Act = "extend" // I am still here
	ActLouder   Act = "louder"
	ActQuieter  Act = "quieter"
	ActAlive    Act = "alive" // a touch that hit nothing: somebody is there
)
