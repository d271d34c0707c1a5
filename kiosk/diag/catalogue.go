package diag

import "slices"

// Catalogue is every test, device by device.
func Catalogue() []Test {
	return slices.Concat(readerTests, printerTests, touchTests, scannerTests, cabinetTests, panelTests,
		audioTests, screenTests, networkTests, storageTests, computerTests, watchdogTests, configurationTests)
}
