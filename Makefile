# Programs are pure Go; only the race detector needs a C compiler.
export CGO_ENABLED = 0
OUT ?= out/demo
FUZZTIME ?= 60s

help: ## show these targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 21

setup: ## install the Debian packages that run needs
	@.ci/setup run

build: ## build the programs into bin/
	go build -o bin/ ./kiosk/cmd/...

run: setup build ## start the bench and the terminal; open the address it prints
	@exec bin/kiosksim run

demo: build ## play every journey without a person: make demo OUT=dir, or one: make demo JOURNEY=queue
	@.ci/setup demo
	bin/kiosksim demo --out $(OUT) $(if $(JOURNEY),--journey $(JOURNEY))

screens: ## paint every page and state: make screens OUT=dir, then open dir/index.html
	@.ci/setup run
	go run ./screens/cmd/gallery -out $(OUT)

golden: ## write the golden screens anew, once the pages were looked at
	go test -count=1 -run '^TestGoldenPages$$' ./screens -update

fleet: build ## start a hub and 20 simulated terminals; make fleet TERMINALS=2000 measures what it carries
	@exec bin/kiosksim fleet $(if $(TERMINALS),--terminals $(TERMINALS))

bench-screen: ## measure the home page beside Chromium and a bare Ebitengine window
	@.ci/setup bench
	go build -o bin/ ./kiosk/bench/screenspeed/...
	@bin/screenspeed

# Visits and codes on paper are plain values, and the journal's power cuts follow
# one after the other: there the race detector finds nothing and takes five
# times as long. So it is with libraries that are functions of what they are
# given and keep nothing of it.
PLAIN = github.com/ncruces/... github.com/makiuchi-d/gozxing/... github.com/oasdiff/... github.com/mozillazg/go-pinyin

# Most tests wait for devices, so that one package more than there are
# processors goes on at a time, the longest first. Without GORACE every program
# stays for a second at its end.
test: export GORACE = atexit_sleep_ms=0
test: ## run every test, with the race detector wherever things run side by side
	@.ci/setup test
	CGO_ENABLED=1 .ci/headless go test -race $(PLAIN:%=-gcflags=%=-race=false) -p $$(($$(nproc) + 1)) -timeout 30m -skip '^TestPowerCut|^TestFailedWrite|^TestEvery(Page|Reason)Fits' \
		./kiosk ./kiosk/bench ./kiosk/bench/district ./kiosk/cmd/kioskctl $$(go list ./... | grep -v -e '/kiosk/journey$$' -e '/kiosk/bench/code$$')
	go test -timeout 30m -run '^TestPowerCut|^TestFailedWrite' ./kiosk/journal
	go test -timeout 30m -run '^TestEvery(Page|Reason)Fits' ./screens
	go test -timeout 30m ./kiosk/journey ./kiosk/bench/code

check: ## format, vet, staticcheck, import rules, tidy, generated code, clean tree
	@echo gofmt; test -z "$$(gofmt -l $$(git ls-files '*.go') | tee /dev/stderr)"
	go vet ./...
	go vet -tags cluster ./kiosk/fleet/hub
	go tool staticcheck ./...
	go test -run '^TestImports' ./kiosk/...
	go mod tidy -diff
	go generate ./...
	@echo clean tree; test -z "$$(git status --porcelain | tee /dev/stderr)"

fuzz: ## feed every decoder with noise, FUZZTIME for each; FUZZ="./drivers/idcard" for one
	@set -e; for codec in $(or $(FUZZ),$$(git grep -l '^func Fuzz' -- '*_test.go' | xargs -n1 dirname | sort -u | sed 's,^,./,')); do \
		list=$$(go test -list '^Fuzz' $$codec); \
		for name in $$(echo "$$list" | grep '^Fuzz'); do \
			echo "$$codec $$name"; \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) $$codec; \
		done; \
	done

other-client: ## have another TUF client (tuf-js; needs node and npm) read a repository of ours
	go build -o bin/ ./kiosk/cmd/kioskctl
	kiosk/fleet/publish/otherclient/run

cluster: ## a hub on three NATS servers of which one is killed, then two
	go test -tags cluster -count=1 -v -run '^TestAHubOnAClusterOfThree$$' ./kiosk/fleet/hub

cross: ## build for every machine that halls have
	GOOS=linux GOARCH=amd64 go build ./...
	GOOS=linux GOARCH=arm64 go build ./...
	GOOS=linux GOARCH=loong64 go build ./...
	GOOS=linux GOARCH=riscv64 go build ./...

.PHONY: help setup build run demo screens fleet golden bench-screen test check fuzz other-client cluster cross
