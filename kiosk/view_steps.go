package kiosk

import (
	"govkiosk/kiosk/journey"
	"govkiosk/screens"
)

// stepsOf are the steps of each service, as the head of its pages shows them.
var stepsOf = map[journey.Service][]screens.Step{
	journey.ServiceQueue:   {screens.StepIdentify, screens.StepChoose, screens.StepConfirm, screens.StepTake},
	journey.ServiceCheckin: {screens.StepIdentify, screens.StepBooking, screens.StepConfirm, screens.StepTake},
	journey.ServicePickup:  pickupSteps,
	journey.ServiceAppoint: {screens.StepIdentify, screens.StepMatter, screens.StepTime, screens.StepConfirm},
	journey.ServiceDeclare: {screens.StepIdentify, screens.StepMatter, screens.StepPapers, screens.StepConfirm},
}

// steps shows how far the service has come, where it has steps.
func steps(out *screens.View, s journey.State, at int) {
	out.Steps = stepsOf[s.Service]
	out.Current = min(at, max(0, len(out.Steps)-1))
}
