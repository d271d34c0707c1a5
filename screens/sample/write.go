package sample

import (
	"strings"

	"govkiosk/screens"
)

func writes(lang screens.Lang) []Named {
	write := func(change func(*screens.Write)) screens.View {
		v := base(screens.ScreenWrite, lang)
		v.Write = &screens.Write{Key: "reason", Most: 200, Optional: true}
		change(v.Write)
		return v
	}
	long := strings.Repeat("等了两个小时，窗口说材料不全，可是网上写的不用带。", 5)
	return []Named{
		{"44-write-new", write(func(*screens.Write) {})},
		{"44-write", write(func(w *screens.Write) {
			w.Text, w.Composing, w.Ready = "等了两个小时，", "chuangkou", true
			w.Candidates = []string{"窗口", "创口", "窗", "床", "创", "闯", "疮", "幢", "怆", "传", "川", "船"}
		})},
		{"44-write-long", write(func(w *screens.Write) { w.Text, w.Ready, w.Optional = long, true, false })},
		{"44-write-latin", write(func(w *screens.Write) { w.Text, w.Letters, w.Ready = "I waited two hours, ", "latin", true })},
		{"44-write-address", write(func(w *screens.Write) {
			w.Title, w.Text, w.Letters, w.Ready, w.Optional = text("店的地址", "Address of the shop"), "样例街 8", "digits", true, false
			w.Candidates = []string{"号", "号楼", "单元", "室", "路", "街", "里", "小区", "村", "组", "镇", "街道"}
		})},
		{"44-write-digits", write(func(w *screens.Write) { w.Text, w.Letters, w.Ready = "新华东道 86", "digits", true })},
		{"44-write-no-word", write(func(w *screens.Write) { w.Composing = "xqz" })},
	}
}

func looks(lang screens.Lang) []Named {
	face := func(l screens.Look) screens.View {
		v := base(screens.ScreenLook, lang)
		v.Look = &l
		return v
	}
	return []Named{
		{"45-look", face(screens.Look{TextStep: 2})},
		{"45-look-low", face(screens.Look{TextStep: 1, LowReach: true})},
		{"45-look-contrast", with(face(screens.Look{TextStep: 3, Contrast: true}), func(v *screens.View) { v.Theme, v.TextStep = screens.ThemeContrast, 3 })},
		{"45-look-elder", with(face(screens.Look{TextStep: 4, Elder: true}), elder)},
	}
}
