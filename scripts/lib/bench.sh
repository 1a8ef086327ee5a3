# Servers, loads and medians for scripts/bench. Sourced by it.

servers=()

stop_servers() {
    local pid
    for pid in "${servers[@]}"; do
        kill -TERM "$pid" 2>/dev/null && wait "$pid" 2>/dev/null
    done
    servers=()
}

now_ms() { echo $(($(date +%s%N) / 1000000)); }

# serve DATABASE OPTION…: starts a server and waits for it; sets $pid, $port and $took_ms.
serve() {
    local database=$1 began
    shift
    port=$(free_port)
    began=$(now_ms)
    RUST_LOG=warn "$bin" serve --listen "127.0.0.1:$port" --database "$database" "$@" \
        >>"$work/server.log" 2>&1 &
    pid=$!
    servers+=("$pid")
    until curl -fsS -o "$work/first" "http://127.0.0.1:$port/healthz" 2>/dev/null; do
        kill -0 "$pid" 2>/dev/null || { tail -n 5 "$work/server.log" >&2; return 1; }
        sleep 0.005
    done
    took_ms=$(($(now_ms) - began))
}

# halt PID: the way an operator stops it.
halt() {
    kill -TERM "$1"
    wait "$1" 2>/dev/null || true
}

# load NAME PORT PATH [SCRIPT]: appends "requests/s p50 p99 requests failures" to the series NAME.
load() {
    local line
    line=$(wrk -t2 -c"$connections" -d"${seconds}s" --timeout 10s \
        -s "${4:-benches/report.lua}" "http://127.0.0.1:$2$3" | sed -n 's/^RESULT //p')
    [ -n "$line" ] || { echo "wrk said nothing about $1" >&2; return 1; }
    echo "$line" >>"$work/$1.series"
    printf '   %-22s %10s req/s   p50 %8s ms   p99 %8s ms   failed %s\n' \
        "$1" $(echo "$line" | cut -d' ' -f1-3,5)
}

# median NAME COLUMN: of a series.
median() {
    cut -d' ' -f"$2" "$work/$1.series" | sort -g |
        awk '{ v[NR] = $1 } END { if (NR % 2) print v[(NR + 1) / 2]; else print (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

# total NAME COLUMN: sum over a series.
total() { awk -v c="$2" '{ s += $c } END { printf "%d\n", s }' "$work/$1.series"; }

ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", (b > 0 ? a / b : 0) }'; }

# resident PID: memory in MB, as the kernel counts it.
resident() { awk '/^VmRSS/ { printf "%.1f", $2 / 1024 }' "/proc/$1/status"; }

# row WHAT MEASURED RATIO TARGET VALUE RELATION LIMIT: one line of the table, with its verdict.
row() {
    local verdict
    verdict=$(awk -v v="$5" -v r="$6" -v l="$7" \
        'BEGIN { print (r == "" ? "" : (r == ">=" ? v >= l : v <= l) ? "met" : "MISSED") }')
    printf '| %s | %s | %s | %s | %s |\n' "$1" "$2" "$3" "$4" "$verdict" >>"$work/table"
}
