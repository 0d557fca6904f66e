#!/usr/bin/env bash
# A targeted batch from a list of persons, against COPY of the same rows into the same tables. Read in by bench.sh.

# Each side of each pair has a database of its own, made from one template, so that neither finds the rows of the other.
case_assign() {
  local ratios=() ours theirs pair start
  found assign
  settle
  printf '  writing a list of %s persons, and the rows for COPY\n' "$persons"
  tool persons --count "$persons" --csv "$work/persons.csv"
  mkdir -- "$work/assigned"
  tool assigned --data "$data" --count "$persons" --out "$work/assigned"
  for ((pair = 1; pair <= pairs; pair++)); do
    fresh_assign
    start_server
    ours=$(tool assign --data "$data" --at "$address" --csv "$work/persons.csv" --count "$persons")
    stop_server
    [[ $(query "$database" "SELECT count(*) FROM voucher WHERE state = 1") == "$persons" ]] || die 'assign is void: not everybody has a voucher'
    fresh_assign
    start=$EPOCHREALTIME
    "$programs/psql" -q -v ON_ERROR_STOP=1 -U tv_owner -d "$database" -f "$work/assigned/copy.sql"
    theirs=$(awk -v a="$start" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }')
    ratios+=("$(ratio "$theirs" "$(field seconds "$ours")")")
    printf '  pair %d: %s, COPY %s s, ratio %s, load %s\n' "$pair" "$ours" "$theirs" "${ratios[-1]}" "$(load_average)"
  done
  result assign "$(median "${ratios[@]}")" COPY-of-the-same-rows
}

fresh_assign() {
  "$programs/dropdb" --if-exists assign_fresh 2>/dev/null
  "$programs/createdb" -O tv_owner -T assign assign_fresh
  use assign_fresh assign
  query "$database" CHECKPOINT
}
