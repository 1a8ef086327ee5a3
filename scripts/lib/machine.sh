# Puts on the machine what is missing, by apt-get on Debian and its relatives. Sourced by the scripts beside it.

apt_updated=no

# apt_install PACKAGE…: as root or through sudo; says what to do where neither is possible.
apt_install() {
    if ! command -v apt-get >/dev/null; then
        echo "missing: $*. This machine has no apt-get: please install them by hand and start again." >&2
        return 1
    fi
    local as_root=()
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "missing: $*. Please run as root: apt-get install $*" >&2
            return 1
        fi
        as_root=(sudo)
    fi
    if [ "$apt_updated" = no ]; then
        "${as_root[@]}" apt-get update -qq
        apt_updated=yes
    fi
    echo "installing: $*"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# need_command COMMAND PACKAGE: installs the package where the command is not there.
need_command() {
    command -v "$1" >/dev/null || apt_install "$2"
}

need_rust() {
    if ! command -v cargo >/dev/null; then
        echo "cargo is missing: install Rust first (see README.md)" >&2
        return 1
    fi
    # The bundled databases are C.
    command -v cc >/dev/null || apt_install gcc libc6-dev make
    cargo fmt --version >/dev/null 2>&1 || rustup component add rustfmt
    cargo clippy --version >/dev/null 2>&1 || rustup component add clippy
}

# Chromium, and the same without windows (half the work), which can be done without. Whoever names one in
# $HAILONG_CHROMIUM gets that one everywhere.
need_browser() {
    local named=${HAILONG_CHROMIUM:-}
    chromium_path >/dev/null || apt_install chromium
    HAILONG_CHROMIUM=$(chromium_path)
    export HAILONG_CHROMIUM
    [ -z "$named" ] || return 0
    # Not every apt has it. A machine that had no browser has fetched its lists by now.
    if apt-cache show chromium-headless-shell >/dev/null 2>&1; then
        need_command chromium-headless-shell chromium-headless-shell || echo "using the whole browser instead"
    fi
    HAILONG_CHROMIUM_SHELL=$(command -v chromium-headless-shell || true)
    export HAILONG_CHROMIUM_SHELL
}

# Where a Chromium is; $HAILONG_CHROMIUM wins.
chromium_path() {
    local name
    for name in ${HAILONG_CHROMIUM:-} chromium google-chrome chromium-browser; do
        command -v "$name" && return 0
    done
    return 1
}

need_fonts() {
    fc-list 2>/dev/null | grep -q 'NotoSans-Regular' || apt_install fontconfig fonts-noto-core
    # Stands for Times New Roman in official documents. Version 1, which some systems call by the same name, lacks the
    # letters of Vietnamese.
    fc-list ':lang=vi' family 2>/dev/null | grep -q 'Liberation Serif' ||
        apt_install fonts-liberation2 || apt_install fonts-liberation
}

need_node() {
    command -v node >/dev/null || apt_install nodejs
    command -v npm >/dev/null || apt_install npm
    if ! node -e 'process.exit(parseInt(process.versions.node) >= 18 ? 0 : 1)'; then
        echo "Node.js 18 or newer is needed; this is $(node --version)" >&2
        return 1
    fi
}

# A port nobody answers on. Another program may still take it first, so that the caller tries again.
free_port() {
    local port
    while :; do
        port=$((20000 + RANDOM % 12000))
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}
