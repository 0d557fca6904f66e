#!/usr/bin/env bash
# One function for each benchmark. Each leaves its figures by "result NAME RATIO UNIT". Read in by bench.sh.

readonly warm_up=4

# How many vouchers are checked again and again.
readonly checked=200000

# Alternating pairs. Usage: compare NAME HTTP-CASE LINES-FILE UNIT OURS THEIRS
# OURS and THEIRS are queries for how much the side has changed so far: what was answered has to be there.
compare() {
  local name=$1 http_case=$2 file=$3 unit=$4 ours_kept=$5 theirs_kept=$6 skip=1 ratios=() ours theirs pair
  tool probe --kind "$http_case" --data "$data" --at "$address" --lines "$file"
  http "$http_case" "$warm_up" "$file" "$skip"
  script "$name"
  skip=$((skip + $(field requests "$line") + 1000))
  direct "$name" "$warm_up" 0
  for ((pair = 1; pair <= pairs; pair++)); do
    measure "$ours_kept" http "$http_case" "$seconds" "$file" "$skip"
    ours=$line
    skip=$((skip + $(field requests "$line") + 1000))
    measure "$theirs_kept" direct "$name" "$seconds" $((pair * clients * span))
    theirs=$line
    ratios+=("$(ratio "$(field rate "$ours")" "$(field rate "$theirs")")")
    printf '  pair %d: http %s/s (p50 %s ms, p99 %s ms), direct %s/s, ratio %s, load %s\n' "$pair" \
      "$(field rate "$ours")" "$(field p50 "$ours")" "$(field p99 "$ours")" "$(field rate "$theirs")" "${ratios[-1]}" "$(load_average)"
    printf '    each: http %s us in the server, %s us in PostgreSQL, %s bytes of log; direct %s us in PostgreSQL, %s bytes of log\n' \
      "$(field server-us "$ours")" "$(field postgres-us "$ours")" "$(field wal-bytes "$ours")" "$(field postgres-us "$theirs")" "$(field wal-bytes "$theirs")"
  done
  result "$name" "$(median "${ratios[@]}")" "$unit"
}

# Runs one side and holds what the table says against what was answered: only calls under way at the end may be there unanswered.
measure() {
  local kept=$1 before after answered
  shift
  before=$(query "$database" "$kept")
  with_cost "$@"
  sleep 1
  answered=$(field requests "$line")
  after=$(query "$database" "$kept")
  ((after - before >= answered && after - before <= answered + clients)) || die "$1 $2 is void: $answered answered, $((after - before)) in the database"
}

case_redeem() {
  found redeem
  load_vouchers "$lines_needed" "$work/redeem.lines"
  load_direct_vouchers "$vouchers"
  settle
  start_server
  compare redeem redeem "$work/redeem.lines" pgbench-update+journal \
    "SELECT count(*) FROM redemption WHERE institution_id = $SCHOOL" 'SELECT count(*) FROM journal'
  stop_server
}

case_claim() {
  claim_against claim pgbench-counter+voucher+journal 'SELECT claimed FROM batch WHERE id = $DIRECT'
}

case_claim-ceiling() {
  claim_against claim-ceiling pgbench-voucher+journal 'SELECT count(*) FROM voucher WHERE batch_id = $DIRECT'
}

claim_against() {
  found "${1//-/_}"
  load_holders "$lines_needed" "$work/claim.lines"
  settle
  start_server
  compare "$1" claim "$work/claim.lines" "$2" "SELECT claimed FROM batch WHERE id = $HOT" "${3//\$DIRECT/$DIRECT}"
  stop_server
}

case_verify() {
  found verify
  load_vouchers "$checked" "$work/verify.lines"
  load_direct_vouchers "$checked"
  settle
  start_server
  compare verify verify "$work/verify.lines" pgbench-select+record \
    "SELECT count(*) FROM verification WHERE institution_id = $SCHOOL" 'SELECT count(*) FROM verification WHERE institution_id = 1'
  stop_server
}

case_offline() {
  local ratios=() ours theirs pair
  for ((pair = 1; pair <= pairs; pair++)); do
    ours=$(field rate "$(taskset -c 0 "$bench" offline --seconds "$seconds")")
    theirs=$(taskset -c 0 openssl speed -seconds "$seconds" ecdsap256 2>"$work/openssl.log" | awk '/nistp256/ { print $NF }')
    ratios+=("$(ratio "$ours" "$theirs")")
    printf '  pair %d: parse and verify %s/s, openssl verify %s/s, ratio %s, load %s\n' "$pair" "$ours" "$theirs" "${ratios[-1]}" "$(load_average)"
  done
  result offline "$(median "${ratios[@]}")" openssl-speed-ecdsap256
}

# The other side works on a copy of the same file.
case_sqlite-redeem() {
  local ratios=() ours theirs pair skip=1 done_directly=0
  use_sqlite sqlite
  tool prepare --data "$data" >"$data.ids"
  printf '  loading %s vouchers\n' "$lines_needed"
  tool vouchers --data "$data" --count "$lines_needed" --lines "$work/sqlite.lines"
  cp -r -- "$data" "$work/data-sqlite-direct"
  start_server
  tool probe --kind redeem --data "$data" --at "$address" --lines "$work/sqlite.lines"
  http redeem "$warm_up" "$work/sqlite.lines" "$skip"
  skip=$((skip + $(field requests "$line") + 1000))
  for ((pair = 1; pair <= pairs; pair++)); do
    http redeem "$seconds" "$work/sqlite.lines" "$skip"
    ours=$line
    skip=$((skip + $(field requests "$line") + 1000))
    sleep 1
    theirs=$(tool sqlite --data "$work/data-sqlite-direct" --lines "$work/sqlite.lines" --skip "$done_directly" --seconds "$seconds" --like "$data")
    done_directly=$((done_directly + $(field requests "$theirs")))
    ratios+=("$(ratio "$(field rate "$ours")" "$(field rate "$theirs")")")
    printf '  pair %d: http %s/s (p50 %s ms, p99 %s ms), in process %s/s, ratio %s, load %s\n' "$pair" \
      "$(field rate "$ours")" "$(field p50 "$ours")" "$(field p99 "$ours")" "$(field rate "$theirs")" "${ratios[-1]}" "$(load_average)"
  done
  stop_server
  result sqlite-redeem "$(median "${ratios[@]}")" sqlite-transaction-each
}

# p99 against p50 at half of the rate that wrk has just reached, five times.
case_latency() {
  local ratios=() run skip=1 peak
  found latency
  load_vouchers "$lines_needed" "$work/latency.lines"
  settle
  start_server
  http redeem "$warm_up" "$work/latency.lines" "$skip"
  skip=$((skip + $(field requests "$line") + 1000))
  http redeem "$seconds" "$work/latency.lines" "$skip"
  skip=$((skip + $(field requests "$line") + 1000))
  peak=${rate%.*}
  printf '  peak %s/s\n' "$peak"
  for ((run = 1; run <= pairs; run++)); do
    sleep 1
    line=$(tool latency --data "$data" --at "$address" --lines "$work/latency.lines" --skip "$skip" --rate $((peak / 2)) --seconds "$seconds")
    skip=$((skip + $(field requests "$line")))
    [[ $(field failures "$line") == 0 ]] || die "latency is void: $line"
    ratios+=("$(field ratio "$line")")
    printf '  run %d: %s, load %s\n' "$run" "$line" "$(load_average)"
  done
  stop_server
  result latency "$(median "${ratios[@]}")" p99/p50-at-half-peak
}

# Everything the server holds at once in one process: redemptions, claims and checks one after the other, twice.
case_memory() {
  local round skip=0 peak_before=$memory_peak
  found memory
  load_vouchers "$lines_needed" "$work/memory.lines"
  load_holders "$lines_needed" "$work/claim.lines"
  settle
  start_server
  for round in 1 2; do
    for kind in redeem claim verify; do
      http "$kind" "$seconds" "$work/$([[ $kind == claim ]] && echo claim || echo memory).lines" "$skip"
      printf '  %s %s/s\n' "$kind" "$rate"
      note_memory
    done
    skip=$((skip + lines_needed / 2))
  done
  stop_server
  ((memory_peak >= peak_before)) || memory_peak=$peak_before
  result memory "$(ratio "$memory_peak" 500)" of-500-MiB-at-most
}

case_shed() {
  found shed
  load_vouchers 20000 "$work/shed.lines"
  settle
  start_server
  http redeem 2 "$work/shed.lines" 0
  line=$(tool shed --data "$data" --at "$address" --lines "$work/shed.lines" --skip 12000 --count 6000)
  printf '  %s\n' "$line"
  stop_server
  [[ $(field shed-while-full "$line") -gt 0 && $(field other "$line") == 0 && $(field afterwards-ok "$line") == $(field sent "$line") ]] ||
    die "shed failed: $line"
  result shed "$(ratio "$(field shed "$line")" "$(field sent "$line")")" turned-away-with-503-then-recovered
}
