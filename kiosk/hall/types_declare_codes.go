package hall

// Form is how a material is handed in.
type Form string

const (
	OnPaper      Form = "1"
	Electronic   Form = "2"
	LicenceReuse Form = "3"
	Deferred     Form = "4" // 容缺
	ByCommitment Form = "7" // 告知承诺
)

// Known reports whether it is one of those above.
func (c Form) Known() bool {
	switch c {
	case OnPaper, Electronic, LicenceReuse, Deferred, ByCommitment:
		return true
	}
	return false
}

// DraftStatus is what has become of a draft.
type DraftStatus string

const (
	DraftOpen      DraftStatus = "open"
	DraftSubmitted DraftStatus = "submitted"
	DraftDiscarded DraftStatus = "discarded"
	DraftExpired   DraftStatus = "expired"
)

// Known reports whether it is one of those above.
func (c DraftStatus) Known() bool {
	switch c {
	case DraftOpen, DraftSubmitted, DraftDiscarded, DraftExpired:
		return true
	}
	return false
}

// MissingKind is what a draft lacks.
type MissingKind string

const (
	MissingMaterial MissingKind = "material"
	MissingField    MissingKind = "field"
	MissingAnswer   MissingKind = "answer"
)

// Known reports whether it is one of those above.
func (c MissingKind) Known() bool {
	switch c {
	case MissingMaterial, MissingField, MissingAnswer:
		return true
	}
	return false
}

// MaterialState is where a material of a draft stands.
type MaterialState string

const (
	MaterialShared    MaterialState = "shared" // departments have it
	MaterialAttached  MaterialState = "attached"
	MaterialUploading MaterialState = "waiting-upload" // the phone has the link
	MaterialDeferred  MaterialState = "deferred"
	MaterialPromised  MaterialState = "promised"
	MaterialPaper     MaterialState = "paper" // is brought
	MaterialMissing   MaterialState = "missing"
)

// Known reports whether it is one of those above.
func (c MaterialState) Known() bool {
	switch c {
	case MaterialShared, MaterialAttached, MaterialUploading, MaterialDeferred, MaterialPromised,
		MaterialPaper, MaterialMissing:
		return true
	}
	return false
}

// FieldKind is how a field is filled in.
type FieldKind string

const (
	FieldText     FieldKind = "text"
	FieldAddress  FieldKind = "address"
	FieldDate     FieldKind = "date"
	FieldChoice   FieldKind = "choice"
	FieldNumber   FieldKind = "number"
	FieldPhone    FieldKind = "phone"
	FieldIDNumber FieldKind = "id-number"
	FieldArea     FieldKind = "area"
	FieldYesNo    FieldKind = "yes-no"
)

// Known reports whether it is one of those above.
func (c FieldKind) Known() bool {
	switch c {
	case FieldText, FieldAddress, FieldDate, FieldChoice, FieldNumber, FieldPhone, FieldIDNumber, FieldArea, FieldYesNo:
		return true
	}
	return false
}

// FieldSource is where the value of a field comes from.
type FieldSource string

const (
	FromIDCard      FieldSource = "id-card"
	FromEarlierCase FieldSource = "earlier-case"
	FromLicence     FieldSource = "e-licence"
	FromSharedData  FieldSource = "shared-data"
	FromCitizen     FieldSource = "citizen"
	FromNowhere     FieldSource = "none" // nothing is filled in
)

// Known reports whether it is one of those above.
func (c FieldSource) Known() bool {
	switch c {
	case FromIDCard, FromEarlierCase, FromLicence, FromSharedData, FromCitizen, FromNowhere:
		return true
	}
	return false
}

// HandoverPurpose is what the phone is for.
type HandoverPurpose string

const (
	ToUpload   HandoverPurpose = "upload"   // one material
	ToContinue HandoverPurpose = "continue" // the whole draft
)

// Known reports whether it is one of those above.
func (c HandoverPurpose) Known() bool {
	switch c {
	case ToUpload, ToContinue:
		return true
	}
	return false
}

// HandoverState is what the phone has done.
type HandoverState string

const (
	HandoverWaiting HandoverState = "waiting"
	HandoverOpened  HandoverState = "opened"
	HandoverDone    HandoverState = "done"
	HandoverExpired HandoverState = "expired"
)

// Known reports whether it is one of those above.
func (c HandoverState) Known() bool {
	switch c {
	case HandoverWaiting, HandoverOpened, HandoverDone, HandoverExpired:
		return true
	}
	return false
}
