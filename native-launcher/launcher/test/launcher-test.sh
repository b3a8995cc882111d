#!/bin/sh
# The built launcher end to end, with a Java runtime that is a shell script: it says how it was called.
# usage: launcher-test.sh PATH-OF-peeps
set -eu
program=$(readlink -f "$1")
room=$(mktemp -d)
trap 'rm -rf "$room"' EXIT
chmod 755 "$room"
failed=0

fail() {
    echo "launcher-test.sh: $*"
    failed=1
}

expect() { # NAME EXPECTED ACTUAL
    [ "$2" = "$3" ] || fail "$1: expected '$2', got '$3'"
}

lib=$room/install/lib/peeps
mkdir -p "$room/install/bin" "$lib" "$room/jdk/bin" "$room/home"
cp "$program" "$room/install/bin/peeps"
ln -s ../install/bin/peeps "$room/home/peeps"
peeps=$room/home/peeps # through a link, as from /usr/local/bin
for jar in peeps-attach-cli peeps-mbeans picocli jansi jackson-core; do echo "$jar" >"$lib/$jar.jar"; done
echo 'JAVA_VERSION="17.0.1"' >"$room/jdk/release"
cat >"$room/jdk/bin/java" <<'END'
#!/bin/sh
for argument; do
    case $argument in
    -XX:SharedArchiveFile=*) archive=${argument#*=} ;;
    -Xshare:dump) dump=yes ;;
    esac
done
if [ "${dump-}" ]; then echo made >>"$FAKE_LOG"; [ ! "${FAKE_DUMP_FAILS-}" ] && echo archive >"$archive"; exit; fi
echo "run ${archive+with archive}" >>"$FAKE_LOG"
[ ! "${FAKE_STATUS-}" ] || exit "$FAKE_STATUS"
[ ! "${FAKE_WAITS-}" ] || { echo ready; exec sleep 60; }
[ "${JAVA_TOOL_OPTIONS-}${JDK_JAVA_OPTIONS-}${_JAVA_OPTIONS-}" = "" ] || echo "options of the application's"
while [ "$1" != dev.peeps.cli.Main ]; do shift; done
echo "$*"
END
chmod +x "$room/jdk/bin/java"
export PEEPS_JAVA_HOME="$room/jdk" HOME="$room/home" FAKE_LOG="$room/log"
unset XDG_CACHE_HOME PEEPS_CACHE_DIR PEEPS_JAVA_OPTS

# Without a list of classes there is nothing to make an archive from: the command works all the same.
expect "arguments" "dev.peeps.cli.Main dump a b" "$(JAVA_TOOL_OPTIONS=-Dx JDK_JAVA_OPTIONS=-Dx _JAVA_OPTIONS=-Dx "$peeps" dump "a b")"
rm -rf "$room/home/.cache"
: >"$lib/classes-17.lst"

# An archive that cannot be made is tried once, not at every start.
: >"$FAKE_LOG"
FAKE_DUMP_FAILS=1 "$peeps" x >/dev/null
FAKE_DUMP_FAILS=1 "$peeps" x >/dev/null
expect "archive fails" "run ,made,run " "$(paste -sd, "$FAKE_LOG")"
rm -rf "$room/home/.cache"

# After an error no archive is made; the status is the command's.
: >"$FAKE_LOG"
status=0
FAKE_STATUS=4 "$peeps" x || status=$?
expect "status in the first run" 4 "$status"
expect "no archive after an error" "run " "$(cat "$FAKE_LOG")"

# A signal to the launcher reaches the command, in the first run and later.
for run in first later; do
    mkfifo "$room/fifo"
    FAKE_WAITS=1 "$peeps" x >"$room/fifo" &
    pid=$!
    read -r _ <"$room/fifo"
    kill -TERM "$pid"
    status=0
    wait "$pid" || status=$?
    expect "status after SIGTERM, $run run" 143 "$status"
    rm "$room/fifo"
    "$peeps" x >/dev/null # makes the archive
done
expect "modes" "drwx------ -rw-------" "$(stat -c %A "$room/home/.cache/peeps" "$room/home/.cache/peeps/"*.jsa | paste -sd' ')"

: >"$FAKE_LOG"
status=0
FAKE_STATUS=3 "$peeps" x || status=$?
expect "status in a later run" 3 "$status"
expect "archive used" "run with archive" "$(cat "$FAKE_LOG")"

# A changed jar is another archive, and the old one goes.
echo changed >"$lib/peeps-mbeans.jar"
before=$(ls "$room/home/.cache/peeps")
"$peeps" x >/dev/null
after=$(ls "$room/home/.cache/peeps")
if [ "$before" = "$after" ] || [ "$(echo "$after" | wc -l)" != 1 ]; then fail "archives after a change: $before / $after"; fi

# For packages: beside the jars, and preferred to the user's.
made=$("$peeps" --write-archive)
expect "--write-archive" "$lib/archive" "${made%/*}"
rm -r "$room/home/.cache"
: >"$FAKE_LOG"
"$peeps" x >/dev/null
expect "archive beside the jars" "run with archive" "$(cat "$FAKE_LOG")"

# A runtime that will not do.
echo 'JAVA_VERSION="1.8.0_402"' >"$room/jdk/release"
status=0
"$peeps" x >"$room/out" 2>&1 || status=$?
expect "status without a runtime" 6 "$status"
grep -q "PEEPS_JAVA_HOME $room/jdk: is Java 8" "$room/out" || fail "what was tried: $(cat "$room/out")"
echo 'JAVA_VERSION="17"' >"$room/jdk/release"
status=0
PEEPS_JAVA_OPTS="'-x" "$peeps" x 2>"$room/out" || status=$?
expect "status with an open quote" 2 "$status"

[ $failed = 0 ] && echo "launcher-test.sh: ok"
exit $failed
