package bench

import (
	"fmt"
	"maps"
	"os"

	"github.com/pelletier/go-toml/v2"

	"govkiosk/config"
)

// Names within the run directory.
const (
	readerLine  = "reader"
	printerLine = "printer"
	touchLine   = "touch"
	scannerLine = "scanner"
	cabinetLine = "cabinet"
	keysLine    = "keys"
	saidName    = "said.jsonl"
	socketName  = "control.sock"
	configName  = "kioskd.toml"
	logName     = "kioskd.log"
)

// Glass is the panel that the bench builds the terminal with: the 21.5 inch
// column of the halls.
const (
	GlassWidth  = 1080
	GlassHeight = 1920
	GlassInches = 21.5
)

// terminalID is this terminal's name at the district.
const terminalID = "BENCH-01"

// windowClass is the WM_CLASS of the terminal's window.
const windowClass = "kioskd"

// inHand are the businesses whose numbers the terminal has in hand for the
// time without the network: 不动产转移登记, 不动产登记信息查询, 社会保障卡申领、补换.
var inHand = []string{
	"12130202000001062N4000700401001", "12130202000001089E4002100421001", "1213020200000104614002100301001",
}

type table = map[string]any

// settings is the terminal's configuration on this bench: the simulated
// devices and the district's address. What it leaves out is the default, so
// that the bench plays with what halls get. A window that does not cover the
// screen is scaled down to fit ordinary displays.
func (d rundir) settings(apiURL string, fullscreen bool, voice string) table {
	return table{
		"terminal": table{"id": terminalID, "place": words("一楼大厅 3 号机", "Ground floor, terminal 3")},
		"hall":     table{"name": words("路南区政务服务中心", "Lunan District Service Centre"), "phone": "0315-0000000"},
		"screen":   table{"width_px": GlassWidth, "height_px": GlassHeight, "diagonal_in": GlassInches, "fullscreen": fullscreen, "window_scale": 0.45},
		"reader":   table{"port": d.file(readerLine)},
		"printer":  table{"port": d.file(printerLine)},
		"touch":    table{"port": d.file(touchLine)},
		"scanner":  table{"port": d.file(scannerLine), "model": "gm65", "trigger": true},
		"keys":     table{"port": d.file(keysLine)},
		"speech":   d.speech(voice),
		"cabinet":  d.cabinetTable(),
		"panel":    table{"lights": d.lights(), "contacts": table{"service": table{"pin": "file:" + d.file(switchName), "active": "low", "normal": "normally-open"}}},
		"service":  table{"technicians": d.file(techniciansName)},
		"selftest": table{"before": "0s"}, // kioskctl selftest runs one
		"api":      table{"url": apiURL},
		"offline":  table{"businesses": inHand, "block": 5, "low_water": 3},
		"journal":  table{"path": d.file("journal.db")},
		"machine":  table{"sys": d.file(sysFolder), "dev": d.file(devFolder), "low_mb": 2, "full_mb": 1},
		"control":  table{"socket": d.file(socketName)},
		"services": services(),
	}
}

// services offers all that a terminal can do.
func services() table {
	out := table{}
	for _, id := range config.ServiceIDs {
		out[id] = table{"offered": true}
	}
	return out
}

func words(zh, en string) table { return table{"zh": zh, "en": en} }

// writeSettings puts the configuration into the run directory and returns its
// path.
func (d rundir) writeSettings(apiURL string, fullscreen bool, voice string, more table) (string, error) {
	all := d.settings(apiURL, fullscreen, voice)
	maps.Copy(all, more)
	text, err := toml.Marshal(all)
	if err != nil {
		return "", fmt.Errorf("bench: terminal's configuration: %w", err)
	}
	path := d.file(configName)
	if err := os.WriteFile(path, text, 0o600); err != nil {
		return "", fmt.Errorf("bench: terminal's configuration: %w", err)
	}
	return path, nil
}
