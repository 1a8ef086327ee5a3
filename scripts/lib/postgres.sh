# A private PostgreSQL cluster for one run of the tests. Sourced by the scripts beside it.

pg_home=""
pg_bin=""

# Folder with initdb and pg_ctl, which Debian keeps out of PATH; the newest version wins.
find_postgres() {
    local found
    found=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1)
    if [ -n "$found" ]; then
        pg_bin=$found
    elif command -v initdb >/dev/null; then
        pg_bin=$(dirname "$(readlink -f "$(command -v initdb)")")
    else
        return 1
    fi
}

need_postgres_server() {
    find_postgres || { apt_install postgresql && find_postgres; }
}

# PostgreSQL refuses to run as root: root hands over to the packaged user.
as_postgres_user() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# Exports HAILONG_TEST_POSTGRES, the address of a superuser on a cluster of our own.
start_postgres() {
    local password port
    pg_home=$(mktemp -d "${TMPDIR:-/tmp}/hailong-postgres.XXXXXX")
    password=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    printf '%s\n' "$password" >"$pg_home/password"
    [ "$(id -u)" -ne 0 ] || chown -R postgres "$pg_home"
    as_postgres_user "$pg_bin/initdb" --pgdata="$pg_home/data" --username=hailong \
        --pwfile="$pg_home/password" --auth=scram-sha-256 --encoding=UTF8 --locale=C.UTF-8 \
        --no-sync >/dev/null
    # fsync is off in this cluster only: it is thrown away, and no test pulls the plug.
    # What hailong itself asks for (synchronous_commit) stays as in production.
    cat >>"$pg_home/data/postgresql.conf" <<CONF
listen_addresses = '127.0.0.1'
unix_socket_directories = '$pg_home'
max_connections = 300
shared_buffers = 64MB
fsync = off
full_page_writes = off
autovacuum_naptime = 1h
CONF
    for _ in 1 2 3 4 5; do
        port=$(free_port)
        if as_postgres_user "$pg_bin/pg_ctl" --pgdata="$pg_home/data" --log="$pg_home/log" \
            --wait --silent --options="-p $port" start; then
            export HAILONG_TEST_POSTGRES="postgres://hailong:$password@127.0.0.1:$port/postgres"
            return
        fi
    done
    cat "$pg_home/log" >&2
    return 1
}

stop_postgres() {
    [ -n "$pg_home" ] || return 0
    if [ -f "$pg_home/data/postmaster.pid" ]; then
        as_postgres_user "$pg_bin/pg_ctl" --pgdata="$pg_home/data" --mode=immediate --silent stop || true
    fi
    rm -rf "$pg_home"
    pg_home=""
}
