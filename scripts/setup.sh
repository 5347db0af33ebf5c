# Shared by build, serve, test and lock, which source it after setting `root` to the project root.
# Makes .venv from the locks below requirements/ and remembers in .venv/.site.sha256 and
# .venv/.test.sha256 what it was made of, so that a run with nothing new does nothing.
# shellcheck shell=sh

set -eu

# Settings that would make Python or pip work outside .venv.
unset PYTHONHOME PYTHONPATH PIP_PREFIX PIP_ROOT PIP_TARGET PIP_USER

cd -- "${root:?set root before sourcing setup.sh}"

say() {
    printf '→ %s\n' "$*" >&2
}

fail() {
    printf '\n%s: %s\n' "${0##*/}" "$*" >&2
    exit 1
}

# Sets `python` to a Python that can make a virtual environment.
find_python() {
    without_venv=
    for python in python3 python3.13 python3.12 python3.11 python3.14; do
        command -v "$python" >/dev/null 2>&1 || continue
        "$python" -I -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue
        "$python" -I -c 'import ensurepip, venv' 2>/dev/null && return
        without_venv=$python
    done
    if [ -n "$without_venv" ]; then
        fail "$without_venv cannot make virtual environments: a part of Python is not installed.
On Debian and Ubuntu:  apt install python3-venv"
    fi
    fail "Python 3.11 or newer is needed, and was not found.
On Debian 12, Ubuntu 24.04 and newer:  apt install python3 python3-venv
Elsewhere, install a current Python and put it on your PATH."
}

# Prints two checksums: of what the packages follow from, and of what the project's own
# installation follows from. Fails where .venv has no working Python.
state_of_venv() {
    [ -x .venv/bin/python ] && .venv/bin/python -I -S -c '
import hashlib, pathlib, sys

packages = hashlib.sha256(repr((sys.version_info[:2], sys.argv[1])).encode())
for lock in sorted(pathlib.Path("requirements").glob("*.txt")):
    packages.update(lock.name.encode() + b"\0" + lock.read_bytes() + b"\0")
project = hashlib.sha256(pathlib.Path("pyproject.toml").read_bytes())
print(packages.hexdigest(), project.hexdigest())
' "$root" 2>/dev/null
}

stamp_of() {
    [ ! -f ".venv/.$1.sha256" ] || cat ".venv/.$1.sha256"
}

install_locked() {
    # -W: what a later pip will do otherwise is no news for who installs this.
    .venv/bin/python -W ignore -m pip install --disable-pip-version-check --quiet \
        --require-hashes --no-build-isolation "$@" ||
        fail "the packages could not be installed; pip's message above says why.
A first run needs a package index: check the network, then run this again."
}

# bootstrap site|test: makes .venv hold what requirements/site.txt or test.txt lists, and the
# project. test.txt holds all of site.txt, so test can be laid on top of site.
bootstrap() {
    state=$(state_of_venv) || state=
    stamp=$(stamp_of "$1")
    if [ -n "$state" ] && [ "$stamp" = "$state" ]; then
        return
    fi
    packages=${state% *}
    site=$(stamp_of site)
    test=$(stamp_of test)

    stamps=site
    if [ "$1" = test ] || { [ -n "$state" ] && [ "${test% *}" = "$packages" ]; }; then
        stamps="site test"
    fi
    # Stamps go first and come back last: what was interrupted is made anew.
    rm -f .venv/.site.sha256 .venv/.test.sha256

    if [ -z "$state" ] || [ "${stamp% *}" != "$packages" ]; then
        if [ -z "$state" ] || [ "${site% *}" != "$packages" ]; then
            find_python
            say "making .venv with $("$python" -I --version)"
            "$python" -I -m venv --clear .venv ||
                fail "the virtual environment .venv could not be made; see above."
        fi
        lock=requirements/$1.txt
        say "installing the $(grep -c '^[a-zA-Z0-9]' "$lock") packages of $lock"
        install_locked --only-binary :all: -r requirements/build.txt
        # feedgen is published as source only; nothing else may bring code to run on installation.
        install_locked --only-binary :all: --no-binary feedgen --use-pep517 -r "$lock"
    fi
    say "installing kenniscentrum itself"
    .venv/bin/python -m pip install --disable-pip-version-check --quiet --no-index --no-deps \
        --no-build-isolation --editable . ||
        fail "kenniscentrum itself could not be installed; pip's message above says why."

    state=$(state_of_venv)
    for name in $stamps; do
        printf '%s\n' "$state" >".venv/.$name.sha256"
    done
}
