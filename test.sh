#!/usr/bin/env bash
# Builds everything and runs every test. Ends with one line: "N passed, N failed".
set -euo pipefail

readonly usage='usage: ./test.sh [--long] [--filter EXPRESSION]
  --long    long forms of the harnesses (TV_LONG=1), then every patch of tests/mutants has to turn a test red
  --filter  only the tests that match, as in "dotnet test --filter"'

# Every fault that is not a failed test (a build, a crash, an empty suite, a skip without a reason) counts as one failure.
passed=0
failed=0
work=''
declare -A suites=()

finish() {
  local status=$?
  ((${#suites[@]} == 0)) || kill "${suites[@]}" 2>/dev/null || true
  [[ -z $work ]] || rm -rf -- "$work"
  if ((status != 0 && failed == 0)); then
    failed=1
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  if ((failed > 0)); then
    exit 1
  fi
}

fault() {
  printf 'FAILED  %s\n' "$1"
  failed=$((failed + 1))
}

has_postgres() {
  local directory version
  [[ -z ${TV_POSTGRES:-} ]] || return 0
  for directory in "$(pg_config --bindir 2>/dev/null)" /usr/lib/postgresql/*/bin "$(dirname -- "$(command -v initdb)")"; do
    version=$("$directory/postgres" --version 2>/dev/null | grep -o '[0-9]*' | head -n 1)
    [[ ! -x $directory/initdb ]] || ((${version:-0} < 15)) || return 0
  done
  return 1
}

# The tests start a PostgreSQL of their own, so that installing one sets up no cluster.
install_package() {
  if [[ $1 == postgresql-* ]]; then
    apt-get install -y -qq --no-install-recommends postgresql-common
    sed -i 's/^#* *create_main_cluster *=.*/create_main_cluster = false/' /etc/postgresql-common/createcluster.conf
  fi
  apt-get install -y -qq --no-install-recommends "$1"
}

# The browser tests need Chromium and a Chinese font, those of the server a PostgreSQL.
install_missing() {
  local missing=() root=() package
  command -v chromium >/dev/null || missing+=(chromium)
  dpkg-query -W -f='${Status}' fonts-noto-cjk 2>/dev/null | grep -q 'install ok' || missing+=(fonts-noto-cjk)
  has_postgres || missing+=(postgresql-15)
  if ((${#missing[@]} == 0)); then
    return
  fi

  if ((EUID != 0)); then
    root=(sudo -n)
  fi
  if ! command -v apt-get >/dev/null || ! "${root[@]}" true 2>/dev/null; then
    printf 'Missing, and not allowed to install: %s. The tests that need it will fail.\n' "${missing[*]}"
    return
  fi

  printf 'Installing %s\n' "${missing[*]}"
  "${root[@]}" apt-get update -qq >"$work/apt.log" 2>&1 || true
  for package in "${missing[@]}"; do
    if ! "${root[@]}" env DEBIAN_FRONTEND=noninteractive bash -euc "$(declare -f install_package); install_package $package" >>"$work/apt.log" 2>&1; then
      tail -n 5 "$work/apt.log"
      printf 'Could not install %s. The tests that need it will fail.\n' "$package"
    fi
  done
}

build() {
  printf 'Building\n'
  if ! dotnet restore --locked-mode -v quiet >"$work/build.log" 2>&1 ||
    ! dotnet build --no-restore -warnaserror -v quiet --nologo >>"$work/build.log" 2>&1; then
    cat -- "$work/build.log"
    fault 'the build'
    exit 1
  fi
}

# Prints the value of one attribute of the first element of that name in a result file.
attribute() {
  grep -m 1 -o "<$2 [^>]*" "$1" | sed -n "s/.* $3=\"\([^\"]*\)\".*/\1/p"
}

# Prints "outcome<TAB>test<TAB>has a reason" for each result; a reason is any text inside the element.
outcomes() {
  tr '\r\n' '  ' <"$1" | sed 's/<UnitTestResult /\n&/g' | awk '
    /^<UnitTestResult / {
      sub(/<\/UnitTestResult>.*/, "")
      head = $0; sub(/>.*/, "", head)
      name = head; sub(/.* testName="/, "", name); sub(/".*/, "", name)
      outcome = head; sub(/.* outcome="/, "", outcome); sub(/".*/, "", outcome)
      text = head ~ /\/$/ ? "" : substr($0, length(head) + 2)
      gsub(/<[^>]*>/, "", text); gsub(/[[:space:]]/, "", text)
      printf "%s\t%s\t%s\n", outcome, name, text == "" ? "no" : "yes"
    }'
}

count() {
  local name=$1 result=$2 status=$3 executed test_failures outcome test reason
  if [[ ! -s $result ]]; then
    fault "$name: crashed, no results"
    return
  fi

  executed=$(attribute "$result" Counters executed)
  passed=$((passed + $(attribute "$result" Counters passed)))
  test_failures=0
  while IFS=$'\t' read -r outcome test reason; do
    case $outcome in
      Passed) ;;
      NotExecuted) [[ $reason == yes ]] || fault "$test: skipped without a reason" ;;
      *)
        fault "$test"
        test_failures=$((test_failures + 1))
        ;;
    esac
  done < <(outcomes "$result")

  if [[ ${executed:-0} == 0 && -z $filter ]]; then
    fault "$name: no test ran"
  elif ((status != 0 && test_failures == 0)); then
    fault "$name: ended with $status"
  fi
}

start_suite() {
  local project=$1 name arguments=()
  name=$(basename -- "$project" .csproj)
  [[ -z $filter ]] || arguments=(--filter "$filter")
  printf 'Running %s\n' "$name"
  # In the background, so that a signal to this script ends it at once; a test that hangs is named and ended. The limit of the suite is for
  # one that hangs without a test: a slow machine is to be left its time.
  timeout -k 10 "$((limit * 10))" dotnet test "$project" --no-build --nologo -v quiet "${arguments[@]}" \
    --blame-hang-timeout "${limit}s" --blame-hang-dump-type none \
    --logger 'console;verbosity=minimal' --logger "trx;LogFileName=$name.trx" --results-directory "$work/results" </dev/null >"$work/$name.log" 2>&1 &
  suites[$project]=$!
}

end_suite() {
  local project=$1 name status=0
  name=$(basename -- "$project" .csproj)
  wait "${suites[$project]}" || status=$?
  unset "suites[$project]"
  ((status == 0)) || cat -- "$work/$name.log"
  count "$name" "$work/results/$name.trx" "$status"
}

long=''
filter=''
limit=240
while (($# > 0)); do
  case $1 in
    --long) long=1 limit=3600 ;;
    --filter)
      filter=${2:?"$usage"}
      shift
      ;;
    *)
      printf '%s\n' "$usage" >&2
      exit 2
      ;;
  esac
  shift
done

trap finish EXIT
trap 'exit 130' INT TERM
cd -- "$(dirname -- "${BASH_SOURCE[0]}")"
work=$(mktemp -d)
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
export DOTNET_CLI_UI_LANGUAGE=en
# Most code of a test runs a few times: counting for a profile costs more than it brings.
export DOTNET_TieredPGO=0
[[ -z $long ]] || export TV_LONG=1

install_missing
build
# The suite that starts programs and waits for them runs beside the one that waits for its disk.
readonly beside=tests/TrainingVoucher.Testing.Tests/TrainingVoucher.Testing.Tests.csproj
for project in tests/*.Tests/*.csproj; do
  [[ $project != "$beside" ]] || continue
  [[ $project != *Postgres* ]] || start_suite "$beside"
  start_suite "$project"
  end_suite "$project"
  [[ $project != *Postgres* ]] || end_suite "$beside"
done

if [[ -n $filter && $passed == 0 && $failed == 0 ]]; then
  fault "no test matches $filter"
fi

if [[ -n $long && -z $filter ]] && ! tests/mutants/run.sh; then
  fault 'tests/mutants: a rule can be cut out unnoticed'
fi
