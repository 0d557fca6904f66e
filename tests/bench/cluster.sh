#!/usr/bin/env bash
# A PostgreSQL of our own for one run: as durable as it ships, reached by a socket, gone with the run. Read in by bench.sh.

cluster=''
as_postgres=()

postgres_programs() {
  local directory version
  for directory in "$(pg_config --bindir 2>/dev/null)" /usr/lib/postgresql/*/bin "$(dirname -- "$(command -v initdb || true)")"; do
    version=$("$directory/postgres" --version 2>/dev/null | grep -o '[0-9]*' | head -n 1) || continue
    if [[ -x $directory/initdb ]] && ((${version:-0} >= 15)); then
      printf '%s' "$directory"
      return
    fi
  done
  return 1
}

# Everything but max_connections is as PostgreSQL ships it; "--set name=value" changes that and is printed with the results.
start_cluster() {
  [[ -z $cluster ]] || return 0
  programs=$(postgres_programs) || die 'PostgreSQL 15 or later is missing'
  local directory="$work/postgres" user setting
  mkdir -- "$directory"
  if ((EUID == 0)); then
    user=postgres
    id "$user" >/dev/null 2>&1 || user=nobody
    as_postgres=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --)
    chmod 711 -- "$work"
    chown -- "$user" "$directory"
  fi

  "${as_postgres[@]}" "$programs/initdb" -D "$directory/data" -U bench --auth=trust -E UTF8 --no-locale >"$work/initdb.log" 2>&1 || die_with "$work/initdb.log"
  for setting in "max_connections = 200" "listen_addresses = ''" "unix_socket_directories = '$directory'" "${settings[@]/=/ = }"; do
    printf '%s\n' "$setting" | "${as_postgres[@]}" tee -a "$directory/data/postgresql.conf" >/dev/null
  done
  "${as_postgres[@]}" "$programs/pg_ctl" -D "$directory/data" -l "$directory/log" -w -t 60 start >/dev/null 2>&1 || die_with "$directory/log"
  cluster=$directory
  export PGHOST=$cluster PGUSER=bench
  "$programs/psql" -q -d postgres -c 'CREATE ROLE tv_owner LOGIN; CREATE ROLE tv_server LOGIN;'
  printf 'PostgreSQL %s, %s, shipped settings but for max_connections = 200%s\n' \
    "$(query postgres 'SHOW server_version')" "$(df --output=fstype "$directory" | tail -n 1)" "${settings[*]:+ and ${settings[*]}}"
}

# For settings that are read at start.
restart_cluster() {
  "${as_postgres[@]}" "$programs/pg_ctl" -D "$cluster/data" -l "$cluster/log" -m fast -w -t 120 restart >/dev/null 2>&1 || die_with "$cluster/log"
}

# Leaves no tables for autovacuum to look after while the next figure is measured.
drop_databases() {
  local name
  [[ -n $cluster ]] || return 0
  for name in $(query postgres "SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'"); do
    "$programs/dropdb" "$name"
  done
}

stop_cluster() {
  [[ -z $cluster ]] || "${as_postgres[@]}" "$programs/pg_ctl" -D "$cluster/data" -m immediate -w stop >/dev/null 2>&1 || true
  cluster=''
}

query() {
  "$programs/psql" -X -q -A -t -v ON_ERROR_STOP=1 -d "$1" -c "$2"
}

# Makes a database with an installation in it, and sets its ids as variables. Usage: found DATABASE
found() {
  start_cluster
  "$programs/createdb" -O tv_owner "$1"
  use "$1"
  tool prepare --data "$data" >"$data.ids"
  # shellcheck disable=SC1090
  source "$data.ids"
  begin_loading
}

# Points the server and the tool at a database and its keys. Usage: use DATABASE [KEYS-OF-DATABASE]
use() {
  database=$1 data="$work/data-${2:-$1}"
  export TrainingVoucher__Postgres="Host=$cluster;Username=tv_server;Database=$1"
  export TrainingVoucher__PostgresOwner="Host=$cluster;Username=tv_owner;Database=$1"
  export TV_BENCH_ADMIN="Host=$cluster;Username=bench;Database=$1"
}

# The same for SQLite. Usage: use_sqlite NAME
use_sqlite() {
  data="$work/data-$1"
  unset TrainingVoucher__Postgres TrainingVoucher__PostgresOwner TV_BENCH_ADMIN
}

# While rows are loaded nothing needs to survive: ten million of them in random order of their keys would write half a terabyte of
# whole pages to the log.
readonly loading=("fsync = off" "full_page_writes = off" "max_wal_size = '16GB'")

begin_loading() {
  local setting
  for setting in "${loading[@]}"; do
    query postgres "ALTER SYSTEM SET $setting"
  done
  query postgres 'SELECT pg_reload_conf()' >/dev/null
}

# As shipped again, and all that was loaded on disk, before anything is measured.
settle() {
  local setting
  query "$database" 'VACUUM (ANALYZE)'
  for setting in "${loading[@]}"; do
    query postgres "ALTER SYSTEM RESET ${setting%% =*}"
  done
  query postgres 'SELECT pg_reload_conf()' >/dev/null
  for _ in {1..50}; do
    [[ $(query postgres "SELECT current_setting('fsync') || current_setting('full_page_writes')") != onon ]] || break
    sleep 0.1
  done
  query "$database" 'CHECKPOINT'
  sync
  [[ $(query postgres "SELECT current_setting('fsync') || current_setting('full_page_writes')") == onon ]] || die 'PostgreSQL is not durable again'
}
