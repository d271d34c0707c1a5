// Package config holds what an installation of the terminal may choose: the
// types, their defaults, and how a file is read and checked.
//
// Files are TOML and strict: an unknown key, a wrong type and an impossible
// value are errors, all of them reported at once with file, line and key.
package config

import "time"

// Config is one terminal's configuration.
type Config struct {
	Terminal Terminal           `toml:"terminal"`
	Hall     Hall               `toml:"hall"`
	Screen   Screen             `toml:"screen"`
	Reader   Reader             `toml:"reader"`
	Printer  Printer            `toml:"printer"`
	Touch    Touch              `toml:"touch"`
	Scanner  Scanner            `toml:"scanner"`
	Keys     Keys               `toml:"keys"`
	Speech   Speech             `toml:"speech"`
	Cabinet  Cabinet            `toml:"cabinet"`
	API      API                `toml:"api"`
	Journal  Journal            `toml:"journal"`
	Panel    Panel              `toml:"panel"`
	Machine  Machine            `toml:"machine"`
	Control  Control            `toml:"control"`
	Metrics  Metrics            `toml:"metrics"`
	Fleet    Fleet              `toml:"fleet"`
	Offline  Offline            `toml:"offline"`
	Service  ServiceMode        `toml:"service"`
	SelfTest SelfTest           `toml:"selftest"`
	Policy   Policy             `toml:"policy"`
	Slips    map[string]string  `toml:"slips"` // files of templates, by kind of paper; for others the built-in one
	Services map[string]Service `toml:"services"`
}

// Words is a text in each language that the data has; zh is required.
type Words struct {
	Zh string `toml:"zh"`
	En string `toml:"en"`
}

// Terminal says which terminal this is and where it stands.
type Terminal struct {
	ID    string `toml:"id"`    // as the hall's API knows it, 1 to 32 of A–Z a–z 0–9 - _
	Place Words  `toml:"place"` // 一楼大厅 3 号机
}

// Hall is what the head of every page and every slip says.
type Hall struct {
	Name  Words    `toml:"name"`
	Zone  string   `toml:"zone"`  // IANA time zone; Asia/Shanghai
	Phone string   `toml:"phone"` // for questions, on the slip
	Notes []string `toml:"notes"` // foot of a queue slip: missed calls, what to bring
	Else  Words    `toml:"else"`  // where people go when this terminal cannot: 请到综合窗口
}

// Screen is the panel and the window on it.
type Screen struct {
	WidthPx     int      `toml:"width_px"`
	HeightPx    int      `toml:"height_px"`
	DiagonalIn  float64  `toml:"diagonal_in"`   // of the lit area, inches; 0: the panel is asked (EDID)
	LowerEdgeMM float64  `toml:"lower_edge_mm"` // of the lit area, above the floor
	Fullscreen  bool     `toml:"fullscreen"`
	WindowScale float64  `toml:"window_scale"` // of the window when it is not full screen, 0.1 to 1
	FontRegular string   `toml:"font_regular"` // TrueType or OpenType file, or a collection
	FontBold    string   `toml:"font_bold"`
	FontFamily  string   `toml:"font_family"` // face of the collection: Noto Sans CJK SC
	Lang        string   `toml:"lang"`        // language at rest, one of langs
	Langs       []string `toml:"langs"`       // that the language key goes through, in order
	LangDir     string   `toml:"lang_dir"`    // folder with the catalogues of others than zh-Hans and en, NAME.toml
	TextStep    int      `toml:"text_step"`   // 1 to 4
	NightFrom   string   `toml:"night_from"`  // night colours from this time of day, in the hall's zone; empty: never
	NightTo     string   `toml:"night_to"`
}

// Line is a serial line.
type Line struct {
	Port string `toml:"port"` // device node, or usb:VID:PID, usb:VID:PID@BYPATH, usb:@BYPATH; of the printer also tcp://HOST:PORT; empty: there is no such device
	Baud int    `toml:"baud"` // one of the standard rates
	Flow string `toml:"flow"` // none, rts-cts or xon-xoff
}

// Reader is the resident ID-card reader.
type Reader struct {
	Line
	PollEvery   time.Duration `toml:"poll_every"`  // between two looks for a card, 300 ms or more
	Attempts    int           `toml:"attempts"`    // lift-and-replace rounds before another way is proposed
	Fingerprint bool          `toml:"fingerprint"` // the templates are read with the record, where the module can; it takes up to 2 s longer
	Addresses   bool          `toml:"addresses"`   // so are addresses appended to a record; up to 1.5 s longer
	RFLength    int           `toml:"rf_length"`   // longest frame on the radio, 0 to 255; 0 leaves the module as it is
}

// Printer is the receipt printer.
type Printer struct {
	Line
	Profile      string        `toml:"profile"`       // row of the driver's profile table
	Confirm      string        `toml:"confirm"`       // profile (what the make is known to give), process-id (GS ( H), gs-r, or none
	Encoding     string        `toml:"encoding"`      // gb18030, gbk, or none (all text as raster)
	WidthDots    int           `toml:"width_dots"`    // 576 for 80 mm, 384 for 58 mm
	ReplyTimeout time.Duration `toml:"reply_timeout"` // of one status question
	PrintTimeout time.Duration `toml:"print_timeout"` // from the last byte to the printer's own word
	Density      int           `toml:"density"`       // -3 lighter to 3 darker than the printer's own
	Speed        int           `toml:"speed"`         // 1 slow to 3 fast; 0: the printer's own
	RollM        float64       `toml:"roll_m"`        // length of a full roll
	LowLeftM     float64       `toml:"low_left_m"`    // what is left when the near-end sensor sees the core
	Present      Present       `toml:"present"`
}

// Present is how a presenter holds a cut slip out. The default leaves it to
// the printer's own setting.
type Present struct {
	OutMM int           `toml:"out_mm"` // out of the mouth; 0 with the rest at its default: the printer's own
	Then  string        `toml:"then"`   // with a slip that nobody takes: hold, eject or retract
	After time.Duration `toml:"after"`  // before that, whole seconds
	Blink bool          `toml:"blink"`  // of the mouth's own lamp
}

// Touch is the touch panel.
type Touch struct {
	Line
	Driver          string        `toml:"driver"`           // elo, microtouch, egalax (port: a serial line), evdev (port: an event device), goodix, focaltech, xpt2046 (bus), or none (mouse only)
	Protocol        string        `toml:"protocol"`         // of elo: smartset, e281a-4002 (6 bytes) or e271-140 (4 bytes)
	Bus             string        `toml:"bus"`              // of goodix and focaltech an I²C bus, of xpt2046 an SPI port, as periph names it; empty: there is no panel
	InterruptPin    string        `toml:"interrupt_pin"`    // INT or, of xpt2046, PENIRQ, as periph names it; empty: not wired
	ResetPin        string        `toml:"reset_pin"`        // RST; empty: not wired
	Calibration     [6]float64    `toml:"calibration"`      // raw to pixels: x' = a·x+b·y+c, y' = d·x+e·y+f
	Rotation        int           `toml:"rotation"`         // degrees clockwise by which the panel is turned against what calibration is for: 0, 90, 180 or 270
	CalibrationFile string        `toml:"calibration_file"` // what kioskctl calibrate found, which holds instead of the two above; empty: beside the journal
	ListenOnly      bool          `toml:"listen_only"`      // for clones that answer no query
	MinTap          time.Duration `toml:"min_tap"`          // shorter contacts are noise
	Rebound         time.Duration `toml:"rebound"`          // a new contact sooner after a release is the same finger
	DeadZonePx      float64       `toml:"dead_zone_px"`     // a resting finger trembles this much and has not moved
	EdgeBandPx      float64       `toml:"edge_band_px"`     // no contact begins so near the frame, where hands rest
	PalmSize        int           `toml:"palm_size"`        // a larger contact is a palm, in the controller's unit; 0: any size is a finger
	StuckAfter      time.Duration `toml:"stuck_after"`      // a contact that rests longer is a fault of the panel
}

// API is the hall's government-service API.
type API struct {
	URL          string        `toml:"url"`           // http or https, without a path's trailing slash
	ReadTimeout  time.Duration `toml:"read_timeout"`  // of one attempt of a reading call
	WriteTimeout time.Duration `toml:"write_timeout"` // of one attempt of a writing call
	Attempts     int           `toml:"attempts"`      // of a call that may be repeated
	BreakAfter   int           `toml:"break_after"`   // failed attempts in a row until a service is left alone
	BreakFor     time.Duration `toml:"break_for"`     // so long, then one attempt tries again
	ListsEvery   time.Duration `toml:"lists_every"`   // what may be shown without the network
	RefreshEvery time.Duration `toml:"refresh_every"` // queue state on the home page
	Gateway      Gateway       `toml:"gateway"`

	Timeouts map[string]time.Duration `toml:"timeouts"` // of one attempt of single operations
}

// Gateway is what the calls to the API pass, and how they are signed for it.
// A secret is never written here: the keys that end in _file name a file from
// the root, or a systemd credential (LoadCredential= of the unit).
type Gateway struct {
	Scheme        string            `toml:"scheme"`         // row of the table of schemes; none
	ID            string            `toml:"id"`             // rid, paasid, access key, appId; district: empty for terminal.id
	Service       string            `toml:"service"`        // sid or serviceId of every operation
	Services      map[string]string `toml:"services"`       // of single operations
	Algorithm     string            `toml:"algorithm"`      // empty: the scheme's usual one
	LowerCase     bool              `toml:"lower_case"`     // x-tif family: hexadecimal digits in lower case
	SignedHeaders []string          `toml:"signed_headers"` // x-hmac: signed too, in this order
	BodyDigest    bool              `toml:"body_digest"`    // x-hmac: a digest of the body goes along
	SecretFile    string            `toml:"secret_file"`    // appkey, token or secret key
	KeyFile       string            `toml:"key_file"`       // sorted-kv with SM2: private key
	RefreshURL    string            `toml:"refresh_url"`    // gj...: secret_file is an appkey that buys secrets there; empty: it is the secret
	RefreshEarly  time.Duration     `toml:"refresh_early"`  // before a secret's end
	CAFile        string            `toml:"ca_file"`        // PEM; who vouches for the gateway; empty: those of the system
	ClientCert    string            `toml:"client_cert"`    // PEM, a path; empty: none
	ClientKeyFile string            `toml:"client_key_file"`
	SuccessCodes  []string          `toml:"success_codes"` // answers are {code,message,data}, and these are good; empty: they are not
	Codes         map[string]string `toml:"codes"`         // other codes, and what they mean in our words
}

// Journal is where the durable record lies.
type Journal struct {
	Path string `toml:"path"`
}

// Panel is what is wired to the terminal's own pins: guidance lights and the
// contacts of the cabinet. Pins are named as periph names them.
type Panel struct {
	Lights   map[string]string  `toml:"lights"`   // by place: led:/sys/class/leds/NAME, pin:GPIO17 or pin:GPIO17:low
	Contacts map[string]Contact `toml:"contacts"` // by sensor
}

// Contact is one contact of the cabinet.
type Contact struct {
	Pin    string `toml:"pin"`    // as periph names it, or file:/sys/class/gpio/gpio17/value
	Active string `toml:"active"` // low (default) or high: the level with current through the contact
	Normal string `toml:"normal"` // normally-open or normally-closed; empty: as its sensor is usually made
}

// Control is the socket that kioskctl and the bench talk to.
type Control struct {
	Socket string `toml:"socket"` // path of a unix socket; empty: none
}

// Metrics is what Prometheus on this machine may read.
type Metrics struct {
	Listen string `toml:"listen"` // 127.0.0.1:PORT or [::1]:PORT; empty: nothing is served
}

// Policy is how visits run here. Time-outs are from the last touch.
type Policy struct {
	Visit      time.Duration `toml:"visit"`       // on most pages
	Reading    time.Duration `toml:"reading"`     // while a card is waited for
	WarnBefore time.Duration `toml:"warn_before"` // 20 s or more
	Extend     time.Duration `toml:"extend"`
	Extensions int           `toml:"extensions"` // 10 or more
	Thanks     time.Duration `toml:"thanks"`     // the last page stays this long
	Take       time.Duration `toml:"take"`       // paper stands in the mouth this long before the terminal asks
	Phone      bool          `toml:"phone"`      // a phone number is enough to queue
	Number     bool          `toml:"number"`     // so is a typed ID number
	Anonymous  bool          `toml:"anonymous"`  // so is nothing
	ETicket    bool          `toml:"e_ticket"`   // a number without paper is offered
	Veil       time.Duration `toml:"veil"`       // without a touch, what is of a person is covered; 0s: never
	AskWhy     int           `toml:"ask_why"`    // up to this grade of 5 a rating is asked for its reasons, 0 to 5

	// What follows stands in place of what the hall's policy says.
	Outside   []string          `toml:"outside"`    // services that are offered while the hall is closed; empty: the hall's word; NoService alone: none
	ElderFrom int               `toml:"elder_from"` // age from which the largest type is proposed; 0: it is not
	Hours     Hours             `toml:"hours"`
	CheckIn   CheckIn           `toml:"check_in"`
	Missed    Missed            `toml:"missed"`
	Classes   map[string]Class  `toml:"classes"` // by code
	Caps      map[string]int    `toml:"caps"`    // numbers that this terminal gives out in one slot, by business
	Acting    map[string]Acting `toml:"acting"`  // by what may be done for somebody else
	Askers    map[string]Asker  `toml:"askers"`  // by code
	Masking   Masking           `toml:"masking"`
	Retention Retention         `toml:"retention"`
}

// Service says what a tile of the home page does here.
type Service struct {
	Offered bool  `toml:"offered"`
	Else    Words `toml:"else"` // where people go instead
}
