package escpos

// symbolStep is GS ( k: cn, fn and parameters behind their length.
func symbolStep(cn, fn byte, p ...byte) []byte {
	n := len(p) + 2
	return append([]byte{gs, '(', 'k', byte(n), byte(n >> 8), cn, fn}, p...)
}

// qrCommands is a whole native QR code: model 2, module, level M, store, print.
func qrCommands(payload string, module Dots) []byte {
	b := symbolStep('1', 65, '2', 0)
	b = append(b, symbolStep('1', 67, byte(module))...)
	b = append(b, symbolStep('1', 69, '1')...)
	b = append(b, symbolStep('1', 80, append([]byte{'0'}, payload...)...)...)
	return append(b, symbolStep('1', 81, '0')...)
}

// pdf417Commands is a whole native PDF417: as many columns and rows as it
// wants, modules, rows four modules high, level of correction, store, print.
func pdf417Commands(payload string, module Dots) []byte {
	b := symbolStep('0', 65, 0)
	b = append(b, symbolStep('0', 66, 0)...)
	b = append(b, symbolStep('0', 67, byte(max(module, 2)))...)
	b = append(b, symbolStep('0', 68, 4)...)
	b = append(b, symbolStep('0', 69, '0', '0'+pdfSecurity)...)
	b = append(b, symbolStep('0', 80, append([]byte{'0'}, payload...)...)...)
	return append(b, symbolStep('0', 81, '0')...)
}

// barcodeCommands is a native Code 128: height, module, no text, and the data
// in code set C (two digits a byte) or B, where a brace is doubled.
func barcodeCommands(text string, digits bool, module, high Dots) [][]byte {
	data := []byte("{B")
	if digits {
		data = []byte("{C")
		for i := 0; i < len(text); i += 2 {
			data = append(data, (text[i]-'0')*10+text[i+1]-'0')
		}
	} else {
		for _, c := range []byte(text) {
			if c == '{' {
				data = append(data, '{')
			}
			data = append(data, c)
		}
	}
	return [][]byte{
		{gs, 'h', byte(high)}, {gs, 'w', byte(module)}, {gs, 'H', 0},
		append([]byte{gs, 'k', 73, byte(len(data))}, data...),
	}
}
