#!/usr/bin/env bash
# Starting the server, and the two sides of a comparison: wrk over HTTP and pgbench in SQL. Read in by bench.sh.

server=''
address=''
run_number=0
size=1

tool() {
  "$bench" "$@" || die "the tool failed: $1"
}

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null || break
  done
  printf '%d' "$port"
}

start_server() {
  address="http://127.0.0.1:$(free_port)"
  TrainingVoucher__DataDirectory=$data Logging__LogLevel__Default=Warning \
    "$root/server/TrainingVoucher.Server/bin/Release/net10.0/TrainingVoucher.Server" --urls "$address" >"$work/server.log" 2>&1 &
  server=$!
  for _ in {1..300}; do
    ! curl -sf -o "$work/health" "$address/healthz" || return 0
    kill -0 "$server" 2>/dev/null || break
    sleep 0.2
  done
  die_with "$work/server.log"
}

# Ends the server as an operator would, and keeps the most memory any server has taken.
stop_server() {
  [[ -n $server ]] || return 0
  note_memory
  kill -TERM "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=''
}

note_memory() {
  local peak now
  peak=$(awk '/^VmHWM/ { print int($2 / 1024 + 0.5) }' "/proc/$server/status" 2>/dev/null) || return 0
  now=$(awk '/^VmRSS/ { print int($2 / 1024 + 0.5) }' "/proc/$server/status")
  printf '  server memory: %s MiB now, %s MiB at most\n' "$now" "$peak"
  ((peak <= memory_peak)) || memory_peak=$peak
}

# The value of NAME=value in the words of a line. Usage: field NAME LINE
field() {
  tr ' ' '\n' <<<"$2" | sed -n "s/^$1=//p" | head -n 1
}

# CPU time used so far, in ticks: of the server, and of every process of PostgreSQL, those that have ended included. A process that ends
# while the list is read is no fault.
server_ticks() {
  sed 's/(.*)//' "/proc/$server/stat" | awk '{ print $13 + $14 }'
}

postgres_ticks() {
  local postmaster
  postmaster=$(head -n 1 "$cluster/data/postmaster.pid")
  { cat /proc/[0-9]*/stat 2>/dev/null || true; } | sed 's/(.*)//' | awk -v pid="$postmaster" '$3 == pid { t += $13 + $14 } $1 == pid { t += $13 + $14 + $15 + $16 } END { print t + 0 }'
}

# Runs one side and adds to its line what each request took: CPU time in microseconds, and bytes of the write-ahead log. Unlike a rate
# they say something on a busy machine too.
with_cost() {
  local server_before postgres_before wal_before each
  wal_before=$(query postgres 'SELECT pg_current_wal_lsn()')
  server_before=$(server_ticks) postgres_before=$(postgres_ticks)
  "$@"
  each=$(awk -v n="$(field requests "$line")" -v hz="$(getconf CLK_TCK)" -v s=$(($(server_ticks) - server_before)) -v p=$(($(postgres_ticks) - postgres_before)) \
    -v w="$(query postgres "SELECT pg_current_wal_lsn() - '$wal_before'")" \
    'BEGIN { printf "server-us=%.0f postgres-us=%.0f wal-bytes=%.0f", s * 1e6 / hz / n, p * 1e6 / hz / n, w / n }')
  line="$line $each"
}

# Runs wrk once; sets line and rate. Usage: http CASE SECONDS LINES-FILE SKIP
http() {
  local as=school
  [[ $1 != claim ]] || as=bank
  run_number=$((run_number + 1))
  TV_WRK="$root/tests/bench/wrk" TV_RUN="bench-$$-$run_number" TV_TOKEN=$(tool token --data "$data" --as "$as" --at "$address") \
    TV_LINES=$3 TV_SKIP=$4 TV_BATCH=${HOT_ID:-} TV_ENDS=$(date -u -d '+10 days' +%F) \
    wrk -t 1 -c "$clients" -d "${2}s" --timeout 10s -s "$root/tests/bench/wrk/$1.lua" "$address" >"$work/wrk.log" 2>&1 || die_with "$work/wrk.log"
  line=$(grep '^requests=' "$work/wrk.log") || die_with "$work/wrk.log"
  rate=$(field rate "$line")
  [[ $(field failures "$line") == 0 ]] || { tail -n 20 "$work/server.log"; die "$1 is void: $line"; }
}

# Runs pgbench once; sets line and rate. Usage: direct CASE SECONDS BASE
direct() {
  run_number=$((run_number + 1))
  "$programs/pgbench" -U tv_server -n -M prepared -c "$clients" -j 2 -T "$2" --random-seed="$run_number" -f "$work/$1.sql" \
    -D n=0 -D base="$3" -D span="$span" -D size="$size" "$database" >"$work/pgbench.log" 2>&1 || die_with "$work/pgbench.log"
  rate=$(sed -n 's/^tps = \([0-9.]*\).*/\1/p' "$work/pgbench.log")
  line="requests=$(sed -n 's/^number of transactions actually processed: \([0-9]*\).*/\1/p' "$work/pgbench.log") rate=$rate"
  grep -q '^number of failed transactions: 0 ' "$work/pgbench.log" || die_with "$work/pgbench.log"
}

# A pgbench script with the ids of this database, and journal bytes and tokens as long as the server's. Usage: script CASE
script() {
  local length token
  length=$(query "$database" "SELECT COALESCE(max(length(bytes)), 0) FROM (SELECT bytes FROM journal ORDER BY id DESC LIMIT 1) AS last")
  token=$(query "$database" "SELECT token FROM voucher WHERE token IS NOT NULL LIMIT 1")
  sed -e "s/@JOURNAL@/$(head -c "$length" /dev/urandom | od -An -v -tx1 | tr -d ' \n')/" -e "s/@BATCH@/$DIRECT/" -e "s/@SCHEME@/$SCHEME/" \
    -e "s/@BANK@/$BANK/" -e "s/@DAY@/$(day)/g" -e "s/@TOKEN@/${token:-}/" "$root/tests/bench/sql/$1.sql" >"$work/$1.sql"
  printf '  a journal row has %s bytes on both sides\n' "$length"
}

# Days since 2020-01-01 in Shanghai, as the tables have them.
day() {
  printf '%d' $((($(date +%s) + 8 * 3600) / 86400 - 18262))
}

# Loads persons who are about to claim. Usage: load_holders COUNT FILE
load_holders() {
  printf '  loading %s authenticated holders\n' "$1"
  tool holders --data "$data" --count "$1" --lines "$2" --from 50000000
}

# Loads claimed vouchers to be used over HTTP. Usage: load_vouchers COUNT FILE
load_vouchers() {
  printf '  loading %s vouchers\n' "$1"
  tool vouchers --data "$data" --count "$1" --lines "$2"
}

# Loads those that pgbench uses. Usage: load_direct_vouchers COUNT
load_direct_vouchers() {
  size=$1
  printf '  loading %s vouchers for pgbench\n' "$size"
  "$programs/psql" -q -v ON_ERROR_STOP=1 -d "$database" -v count="$size" -v batch="$DIRECT" -v scheme="$SCHEME" -v bank="$BANK" -v day="$(day)" \
    -v token="$(query "$database" 'SELECT token FROM voucher WHERE token IS NOT NULL LIMIT 1')" -f "$root/tests/bench/sql/direct-vouchers.sql"
}

median() {
  printf '%s\n' "$@" | sort -g | awk '{ v[NR] = $1 } END { printf "%.3f", NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'
}

ratio() {
  awk -v a="$1" -v b="$2" 'BEGIN { printf "%.3f", a / b }'
}

load_average() {
  cut -d ' ' -f 1 /proc/loadavg
}
