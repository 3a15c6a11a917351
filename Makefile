# crm: build, prove, install. `make demo` is the place to begin.

PREFIX  ?= /usr/local
DESTDIR ?=

SWIFT ?= swift
BUILD ?= .build

bindir  = $(DESTDIR)$(PREFIX)/bin
mandir  = $(DESTDIR)$(PREFIX)/share/man
bashdir = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
zshdir  = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
fishdir = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d
datadir = $(DESTDIR)$(PREFIX)/share/crm

# The Swift runtime goes into the binary where the system allows it, so that it runs where no Swift is. What is still loaded
# is the system's, and not sought beside the binary. How the rest is linked: Package.swift.
ifeq ($(shell uname -s),Linux)
release = -c release --static-swift-stdlib --disable-local-rpath -Xlinker --gc-sections
else
release = -c release -Xlinker -dead_strip
endif

crm = $(BUILD)/release/crm

.PHONY: help demo build dependencies test lint generate pictures drift durability bench install uninstall clean

help:
	@echo 'make demo       build and walk through the program in a temporary repository'
	@echo 'make test       run the tests'
	@echo 'make lint       check style and the directions of imports'
	@echo 'make generate   write the files that the program describes: man pages, completions'
	@echo 'make pictures   draw the pictures of docs/reports.md; needs chromium'
	@echo 'make drift      fail where those files are not what the program would write'
	@echo 'make durability  kill and fail every command that writes, by strace; FULL=1 at every point'
	@echo 'make bench      measure speed as ratios'
	@echo 'make install    into $$(DESTDIR)$$(PREFIX), which is $(DESTDIR)$(PREFIX)'
	@echo 'make uninstall  take it away again'

dependencies:
	@Scripts/install-dependencies.sh

build: dependencies
	$(SWIFT) build --scratch-path $(BUILD) --product crm $(release)

demo: build
	@CRM="$(crm)" examples/demo.sh

test: dependencies
	$(SWIFT) test --scratch-path $(BUILD) --parallel

lint:
	$(SWIFT) format lint --strict --parallel --recursive Sources Tests Package.swift
	@Scripts/check-house.sh

generate: build
	@Scripts/generate.sh "$(crm)" .

pictures: build
	@python3 Scripts/pictures.py "$(crm)" docs/pictures

drift: build
	@Scripts/check-drift.sh "$(crm)"

durability: build
	@Scripts/check-durability.sh "$(crm)"

bench: build
	@python3 bench/run.py "$(crm)" $(BENCH)

install:
	@test -x "$(crm)" || $(MAKE) build
	install -d "$(bindir)" "$(mandir)/man1" "$(mandir)/man5" "$(bashdir)" "$(zshdir)" "$(fishdir)" "$(datadir)"
	install -m 755 "$(crm)" "$(bindir)/crm"
	strip "$(bindir)/crm"
	install -m 644 man/*.1 "$(mandir)/man1/"
	install -m 644 man/*.5 "$(mandir)/man5/"
	install -m 644 completions/crm.bash "$(bashdir)/crm"
	install -m 644 completions/_crm "$(zshdir)/_crm"
	install -m 644 completions/crm.fish "$(fishdir)/crm.fish"
	cp -R examples "$(datadir)/"

uninstall:
	rm -f "$(bindir)/crm" "$(bashdir)/crm" "$(zshdir)/_crm" "$(fishdir)/crm.fish"
	rm -rf "$(datadir)/examples"
	-rmdir "$(datadir)" 2>/dev/null
	cd man && for page in *.1; do rm -f "$(mandir)/man1/$$page"; done
	cd man && for page in *.5; do rm -f "$(mandir)/man5/$$page"; done

clean:
	$(SWIFT) package --scratch-path $(BUILD) clean
