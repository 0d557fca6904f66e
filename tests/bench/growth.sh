#!/usr/bin/env bash
# Redeem and claim with many vouchers loaded against few. Read in by bench.sh.

readonly growth_seconds=5
readonly growth_lines=100000

# A server is warmed up by calls, not by seconds: the slower side would be measured with code that is compiled less.
readonly growth_warm=20000
readonly growth_warm_seconds=2

# Both databases are in one cluster. The small one is made anew from a template for each pair, so that what the runs themselves
# redeem and claim does not make it large; a server starts and warms up for each measurement on either side.
case_growth() {
  local redeem_ratios=() claim_ratios=() pair size skip
  local -A redeemed claimed
  for size in small large; do
    found "growth_$size"
    printf '  loading %s vouchers, %s authenticated holders\n' "${!size}" $((growth_lines * pairs))
    tool vouchers --data "$data" --count "${!size}" --take $((growth_lines * pairs)) --lines "$work/$size.vouchers" --tokens one
    load_holders $((growth_lines * $([[ $size == large ]] && echo "$pairs" || echo 1))) "$work/$size.holders"
    settle
    cp -- "$data.ids" "$work/$size.ids"
  done

  for ((pair = 1; pair <= pairs; pair++)); do
    for size in small large; do
      # shellcheck disable=SC1090
      source "$work/$size.ids"
      skip=$([[ $size == large ]] && echo $(((pair - 1) * growth_lines)) || echo 0)
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
    printf '  pair %d: redeem %s/s of %s/s, ratio %s; claim %s/s of %s/s, ratio %s; load %s\n' "$pair" \
      "${redeemed[large]}" "${redeemed[small]}" "${redeem_ratios[-1]}" "${claimed[large]}" "${claimed[small]}" "${claim_ratios[-1]}" "$(load_average)"
  done
  result growth-redeem "$(median "${redeem_ratios[@]}")" "with-$large-of-with-$small-vouchers"
  result growth-claim "$(median "${claim_ratios[@]}")" "with-$large-of-with-$small-vouchers"
}

# Sets warmed: how many lines of the file are used up. Usage: warm CASE LINES-FILE SKIP
warm() {
  warmed=0
  while ((warmed < growth_warm)); do
    http "$1" "$growth_warm_seconds" "$2" $(($3 + warmed))
    warmed=$((warmed + $(field requests "$line") + 100))
  done
}
