#!/usr/bin/env bash
# Measures the server, each figure against its other side in the same run. Ends with a line "NAME RATIO UNIT-OF-COMPARISON" per figure.
set -euo pipefail

readonly names=(redeem claim claim-ceiling verify offline sqlite-redeem assign growth latency shed memory)
readonly usage="usage: ./bench.sh NAME... | all [options]
  NAME          ${names[*]}
  --pairs N     alternating pairs, of which the median counts; 5 if left out
  --seconds N   how long each side of a pair runs; 10 if left out
  --quick       one pair of 3 seconds, to see that it works; such figures mean nothing
  --rate N      the highest rate to load vouchers for, as each is used once; 25000 if left out
  --small N     vouchers in the small database of growth; 100000 if left out
  --large N     vouchers in the large one; 10000000 if left out
  --persons N   persons in the list of assign; 1000000 if left out
  --set A=B     a setting of PostgreSQL other than as shipped; it is printed with the results
  --try 'A=B …' the same for two pairs more of growth, over the rows that are loaded already; may be repeated
  --no-build    take what the last run has built
  --help        this text
docs/performance.md says how each is measured."

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
readonly root
readonly clients=64
readonly bench="$root/tests/bench/TrainingVoucher.Bench/bin/Release/net10.0/TrainingVoucher.Bench"
pairs=5
seconds=10
highest_rate=25000
small=100000
large=10000000
persons=1000000
settings=()
tries=()
chosen=()
results=()
memory_peak=0
build=1
work=''

die() {
  printf 'FAILED  %s\n' "$1" >&2
  exit 1
}

die_with() {
  { head -n 5 -- "$1"; echo ...; tail -n 15 -- "$1"; } >&2
  die "see above"
}

result() {
  results+=("$1 $2 $3")
  printf '%s\n' "${results[-1]}"
}

finish() {
  local status=$?
  trap - EXIT
  trap '' HUP INT PIPE TERM
  set +e
  stop_server
  stop_cluster
  [[ -z $work ]] || rm -rf -- "$work"
  exit "$status"
}

# wrk makes the load, pgbench and PostgreSQL are the other side.
install_missing() {
  local missing=() as_root=()
  command -v wrk >/dev/null || missing+=(wrk)
  command -v openssl >/dev/null || missing+=(openssl)
  command -v curl >/dev/null || missing+=(curl)
  postgres_programs >/dev/null || missing+=(postgresql-15)
  ((${#missing[@]} > 0)) || return 0
  ((EUID == 0)) || as_root=(sudo -n)
  printf 'Installing %s\n' "${missing[*]}"
  { "${as_root[@]}" apt-get update -qq &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$work/apt.log" 2>&1 ||
    die_with "$work/apt.log"
}

# shellcheck source=tests/bench/cluster.sh
source "$root/tests/bench/cluster.sh"
# shellcheck source=tests/bench/load.sh
source "$root/tests/bench/load.sh"
# shellcheck source=tests/bench/cases.sh
source "$root/tests/bench/cases.sh"
# shellcheck source=tests/bench/growth.sh
source "$root/tests/bench/growth.sh"
# shellcheck source=tests/bench/assign.sh
source "$root/tests/bench/assign.sh"

while (($# > 0)); do
  case $1 in
    --pairs) pairs=${2:?"$usage"} && shift ;;
    --seconds) seconds=${2:?"$usage"} && shift ;;
    --quick) pairs=1 seconds=3 ;;
    --rate) highest_rate=${2:?"$usage"} && shift ;;
    --small) small=${2:?"$usage"} && shift ;;
    --large) large=${2:?"$usage"} && shift ;;
    --persons) persons=${2:?"$usage"} && shift ;;
    --set) settings+=("${2:?"$usage"}") && shift ;;
    --try) tries+=("${2:?"$usage"}") && shift ;;
    --no-build) build='' ;;
    --help)
      printf '%s\n' "$usage"
      exit 0
      ;;
    all) chosen=("${names[@]}") ;;
    *)
      if [[ " ${names[*]} " != *" $1 "* ]]; then
        printf '%s\n' "$usage" >&2
        exit 2
      fi
      chosen+=("$1")
      ;;
  esac
  shift
done
if ((${#chosen[@]} == 0)); then
  printf '%s\n' "$usage" >&2
  exit 2
fi

trap finish EXIT
trap 'exit 130' HUP INT PIPE TERM
work=$(mktemp -d)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
# Each line is used once: enough for the highest rate, and for what lies between two runs.
readonly lines_needed=$((highest_rate * (warm_up + seconds * (pairs + 1)) + 2000 * (pairs + 3)))
# How many vouchers each client of pgbench has for a run of its own: a fifth more than its share, and not less than a warm-up takes.
readonly span=$((highest_rate * (seconds > warm_up ? seconds : warm_up) * 6 / 5 / clients + 100))
readonly vouchers=$(((pairs + 1) * clients * span))

install_missing
if [[ -n $build ]]; then
  printf 'Building\n'
  dotnet build -c Release -v quiet --nologo "$root/tests/bench/TrainingVoucher.Bench" >"$work/build.log" 2>&1 || die_with "$work/build.log"
fi
printf '%s, %s cores, %s, .NET %s, load %s\n' "$(date -u +%F)" "$(nproc)" "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(dotnet --version)" "$(load_average)"
for name in "${chosen[@]}"; do
  printf '%s\n' "$name"
  "case_$name"
  drop_databases
  rm -rf -- "$work"/data-* "$work"/*.lines "$work"/*.vouchers "$work"/*.holders "$work/assigned" "$work/persons.csv"
done

printf 'The servers took %s MiB at most; load %s\n' "$memory_peak" "$(load_average)"
printf '%s\n' "${results[@]}"
