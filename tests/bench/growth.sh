#!/usr/bin/env bash
# Redeem and claim with many vouchers loaded against few. Read in by bench.sh.

readonly growth_seconds=5
readonly growth_lines=100000

# A server is warmed up by calls, not by seconds: the slower side would be measured with code that is compiled less.
readonly growth_warm=20000
readonly growth_warm_seconds=2

readonly growth_try_pairs=2

# Both databases are in one cluster. The small one is made anew from a template for each pair, so that what the runs themselves
# redeem and claim does not make it large; a server starts and warms up for each measurement on either side.
case_growth() {
  local pair=0 size tried setting uses=$((growth_lines * (pairs + growth_try_pairs * ${#tries[@]})))
  for size in small large; do
    found "growth_$size"
    printf '  loading %s vouchers, %s of them to redeem, and authenticated holders\n' "${!size}" "$uses"
    tool vouchers --data "$data" --count "${!size}" --take "$uses" --lines "$work/$size.vouchers" --tokens one
    load_holders $([[ $size == large ]] && echo "$uses" || echo "$growth_lines") "$work/$size.holders"
    settle
    cp -- "$data.ids" "$work/$size.ids"
  done

  growth_pairs "$pairs" ''
  for tried in "${tries[@]}"; do
    for setting in $tried; do
      query postgres "ALTER SYSTEM SET ${setting%%=*} = '${setting#*=}'"
    done
    restart_cluster
    growth_pairs "$growth_try_pairs" "-with-${tried// /-and-}"
    query postgres 'ALTER SYSTEM RESET ALL'
    restart_cluster
  done
}

# Goes on with the lines of the large database where the pairs before stopped. Usage: growth_pairs COUNT WHAT-IS-TRIED
growth_pairs() {
  local redeem_ratios=() claim_ratios=() until=$((pair + $1)) skip
  local -A redeemed claimed
  for ((; pair < until; pair++)); do
    for size in small large; do
      # shellcheck disable=SC1090
      source "$work/$size.ids"
      skip=$([[ $size == large ]] && echo $((pair * growth_lines)) || echo 0)
      if [[ $size == small ]]; then
        "$programs/dropdb" --if-exists growth_fresh 2>/dev/null
        "$programs/createdb" -O tv_owner -T growth_small growth_fresh
        use growth_fresh growth_small
      else
        use growth_large
      fi
      query "$database" CHECKPOINT
      start_server
      warm redeem "$work/$size.vouchers" "$skip"
      with_cost http redeem "$growth_seconds" "$work/$size.vouchers" $((skip + warmed))
      redeemed[$size]=$rate
      printf '  %s: redeem %s us in the server, %s us in PostgreSQL, %s bytes of log\n' "$size" "$(field server-us "$line")" "$(field postgres-us "$line")" "$(field wal-bytes "$line")"
      warm claim "$work/$size.holders" "$skip"
      with_cost http claim "$growth_seconds" "$work/$size.holders" $((skip + warmed))
      claimed[$size]=$rate
      printf '  %s: claim %s us in the server, %s us in PostgreSQL, %s bytes of log\n' "$size" "$(field server-us "$line")" "$(field postgres-us "$line")" "$(field wal-bytes "$line")"
      stop_server
    done
    redeem_ratios+=("$(ratio "${redeemed[large]}" "${redeemed[small]}")")
    claim_ratios+=("$(ratio "${claimed[large]}" "${claimed[small]}")")
    printf '  pair %d: redeem %s/s of %s/s, ratio %s; claim %s/s of %s/s, ratio %s; load %s\n' "$((pair + 1))" \
      "${redeemed[large]}" "${redeemed[small]}" "${redeem_ratios[-1]}" "${claimed[large]}" "${claimed[small]}" "${claim_ratios[-1]}" "$(load_average)"
  done
  result "growth-redeem$2" "$(median "${redeem_ratios[@]}")" "with-$large-of-with-$small-vouchers"
  result "growth-claim$2" "$(median "${claim_ratios[@]}")" "with-$large-of-with-$small-vouchers"
}

# Sets warmed: how many lines of the file are used up. Usage: warm CASE LINES-FILE SKIP
warm() {
  warmed=0
  while ((warmed < growth_warm)); do
    http "$1" "$growth_warm_seconds" "$2" $(($3 + warmed))
    warmed=$((warmed + $(field requests "$line") + 100))
  done
}
