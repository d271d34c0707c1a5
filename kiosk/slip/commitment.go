package slip

// Commitment is a text to sign at the window in place of a proof (告知承诺).
type Commitment struct {
	Frame
	Reprint bool
	Title   string
	Proof   string
	Version string
	Text    []string // paragraphs
	Law     string
	Name    string // masked; empty: to be filled in by hand
	IDCard  string // masked
}

// Kind is a row of the table.
func (Commitment) Kind() Kind { return "commitment" }

func (Commitment) samples() []Paper {
	full := sampleCommitment()
	reprint := full
	reprint.Reprint = true
	bare := Commitment{Frame: Frame{Hall: full.Hall}, Proof: full.Proof, Text: full.Text[:1]}
	return []Paper{full, reprint, bare}
}

func sampleCommitment() Commitment {
	return Commitment{
		Frame: sampleFrame(), Title: "告知承诺书：居住地证明", Proof: "居住地证明", Version: "residence-2026-1",
		Text: []string{
			"一、本事项本来要您提交“居住地证明”。您可以选择不交，改为书面承诺。",
			"二、您承诺所说的情况真实，并愿意由部门核查。",
			"三、如果承诺不实，已作出的决定会被撤销，记入信用记录，并依法承担责任。",
			"四、您也可以不承诺，按原来的办法交材料。",
		},
		Law: "国办发〔2020〕42 号", Name: "张*三", IDCard: "130202********002X",
	}
}
