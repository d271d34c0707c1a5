package screens

// ScreenVeil covers a page that shows what is somebody's own, and that nobody
// has touched for a while.
const ScreenVeil Screen = "veil"

// Veil says that the page is still there. Its acts are alive, which shows it,
// and done.
type Veil struct{}

func (p *page) veil() content {
	show := look{label: p.say("veil.show"), icon: "eye", mm: 16, typ: "action", kind: primary}
	end := look{label: p.say("veil.end"), icon: "log-out", typ: "tile"}
	return content{
		read:  append(p.question(11, p.say("veil.title"), p.say("veil.lead")), spring()),
		touch: []block{spring(), p.row(0, 62, nil, p.press(ActAlive, "", show)), p.row(p.gap, 34, nil, p.press(ActDone, "", end))},
	}
}
