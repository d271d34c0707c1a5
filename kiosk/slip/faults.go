package slip

// Faults is the readiness report in short, for whoever stands at the terminal
// with somebody on the phone. Nothing of a person is on it.
type Faults struct {
	Frame
	Verdict string // 可用, 部分停用, 停用
	Faults  []FaultLine
	More    int    // faults that are not listed
	Failed  string // tests that did not pass; empty: none
	Code    string // all of it for the other one's phone
}

// FaultLine is one fault: its code, what is wrong, what to do and who does it.
type FaultLine struct {
	Code  string // PRN-PAPER-OUT
	Since string // 09:10, or 6月11日 09:10
	Says  string
	Act   string
	Who   string // 现场人员
}

// Kind is a row of the table.
func (Faults) Kind() Kind { return "faults" }

func (Faults) samples() []Paper {
	full := sampleFaults()
	well := Faults{Frame: full.Frame, Verdict: "可用", Code: "LN-F1-03 ready 2026-06-12 09:36"}
	bare := Faults{Frame: Frame{Hall: full.Hall}, Verdict: "停用", Faults: []FaultLine{{Code: "TCH-GONE"}}, More: 3}
	return []Paper{full, well, bare}
}

func sampleFaults() Faults {
	return Faults{
		Frame: sampleFrame(), Verdict: "部分停用",
		Faults: []FaultLine{
			{"PRN-PAPER-LOW", "09:10", "打印机的纸快用完了，还能打几十张。", "今天换一卷新纸。", "现场人员"},
			{"CAB-SILENT", "6月11日 17:42", "证照柜的锁控板不答话。", "看锁控板电源灯和 12 伏电源；查 A、B 两线和板号拨码。", "技术员"},
		},
		Failed: "cabinet.doors",
		Code: "LN-F1-03 limited 2026-06-12 09:36; CAB-SILENT error technician 06-11 17:42; PRN-PAPER-LOW warning site 06-12 09:10; " +
			"cabinet.doors fail no-answer",
	}
}
