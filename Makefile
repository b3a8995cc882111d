# The front door. `make help` lists what there is.

VERSION := $(shell sed -n '0,/<version>/s/.*<version>\(.*\)<\/version>.*/\1/p' pom.xml)
PREFIX ?= /usr/local
DESTDIR ?=
DIST := dist
LIB := $(DIST)/lib/peeps
TOOLS := test-harness/tools

# Maven needs a JDK of 17 or later. Asked for only when a recipe uses it.
BUILD_JDK = $(shell $(TOOLS)/jdk 17)
MVN = JAVA_HOME='$(BUILD_JDK)' mvn -B -q -Dstyle.color=never

SOURCES := pom.xml $(wildcard */pom.xml) $(shell find mbeans/src/main attach-cli/src/main -type f 2>/dev/null)
NATIVE := $(shell find native-launcher/src native-launcher/launcher/src native-launcher/launcher/attach native-launcher/Makefile native-launcher/launcher/Makefile -type f 2>/dev/null)
PAGES := $(wildcard man/*.[1-8])

all: $(LIB)/.archives $(DIST)/share/man/.pages $(DIST)/share/bash-completion/completions/peeps

help:
	@echo 'make           build dist/bin/peeps, dist/lib/peeps, dist/share'
	@echo 'make demo      install what is missing, build, start a JVM that hangs, dump it'
	@echo 'make test      all tests, on JDK 17 and 25'
	@echo 'make bench     the figures of docs/BENCHMARKS.md, as a Markdown table'
	@echo 'make lint      shell scripts, man pages, Java formatting'
	@echo 'make install   PREFIX=/usr/local DESTDIR='
	@echo 'make deps      Debian packages for all of this'
	@echo 'make cross-check   compile the C code for aarch64 and for musl'
	@echo 'make clean'

# --- build ---------------------------------------------------------------------------------------------------------

$(LIB)/.jars: $(SOURCES)
	$(MVN) -DskipTests -pl attach-cli -am package
	mkdir -p $(LIB)
	# Not cp, here and below: what a JVM has open or a shell runs must not change under it.
	install -p -m 644 mbeans/target/peeps-mbeans-$(VERSION).jar $(LIB)/peeps-mbeans.jar
	install -p -m 644 attach-cli/target/peeps-attach-cli-$(VERSION).jar $(LIB)/peeps-attach-cli.jar
	install -p -m 644 attach-cli/target/lib/picocli.jar attach-cli/target/lib/jansi.jar attach-cli/target/lib/jackson-core.jar $(LIB)
	'$(BUILD_JDK)/bin/java' -cp $(LIB)/peeps-mbeans.jar dev.peeps.layout.PreparedLayouts $(LIB)/prepared.layouts $(LIB)/peeps-mbeans.jar
	touch $@

# libpeeps needs jni.h and jvmti.h of the JDK it is built with.
$(LIB)/.native: $(NATIVE) | $(LIB)/.jars
	$(MAKE) -C native-launcher/launcher JAVA_HOME='$(BUILD_JDK)'
	$(MAKE) -C native-launcher JAVA_HOME='$(BUILD_JDK)'
	mkdir -p $(DIST)/bin
	install -m 755 native-launcher/build/launcher/peeps $(DIST)/bin/peeps
	install -m 755 native-launcher/build/libpeeps.so native-launcher/build/launcher/libpeeps-attach.so $(LIB)
	touch $@

$(LIB)/.archives: $(LIB)/.jars $(LIB)/.native native-launcher/launcher/make-archives
	native-launcher/launcher/make-archives $(DIST)
	touch $@

$(DIST)/share/man/.pages: $(PAGES)
	for page in $(PAGES); do \
	  install -D -m 644 "$$page" "$(DIST)/share/man/man$${page##*.}/$${page##*/}" || exit 1; \
	done
	mkdir -p $(@D) && touch $@

$(DIST)/share/bash-completion/completions/peeps: $(LIB)/.archives
	mkdir -p $(@D)
	PEEPS_JAVA_HOME='$(BUILD_JDK)' PEEPS_CACHE_DIR=none $(DIST)/bin/peeps completion bash >$@

# --- use -----------------------------------------------------------------------------------------------------------

demo: deps
	$(MAKE) all
	$(TOOLS)/demo $(DIST)

test: all
	$(TOOLS)/test-all $(DIST)

bench: all
	test-harness/bench/run $(DIST)

install: all
	$(TOOLS)/install $(DIST) '$(DESTDIR)' '$(PREFIX)'

deps:
	$(TOOLS)/deps

# --- look ----------------------------------------------------------------------------------------------------------

lint:
	shellcheck -x .ci/run native-launcher/launcher/make-archives native-launcher/launcher/test/launcher-test.sh \
	  $$(grep -lE '^#!/bin/(ba)?sh' $(TOOLS)/* test-harness/bench/*)
	mandoc -Tlint -Wwarning $(PAGES)
	$(TOOLS)/readme-output --check
	$(MVN) spotless:check

# Compiled only: nothing of it is run here.
cross-check:
	$(TOOLS)/cross-check '$(BUILD_JDK)'

clean:
	rm -rf $(DIST) native-launcher/build mbeans/target attach-cli/target test-harness/target

.PHONY: all help demo test bench install deps lint cross-check clean
.DELETE_ON_ERROR:
