#!/usr/bin/env bash
# Cuts one rule at a time out of a copy of the tree and expects its tests to go red. README.md beside this says how to add one.
set -euo pipefail

readonly usage='usage: tests/mutants/run.sh [--from NN] [--to NN] [--only NN] [--controls]
  --controls  only the patches that the table of README.md names as controls of an invariant'
readonly output=bin/Debug/net10.0

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
from=0
to=999
controls=''
while (($# > 0)); do
  case $1 in
    --from) from=$((10#${2:?"$usage"})) && shift ;;
    --to) to=$((10#${2:?"$usage"})) && shift ;;
    --only) from=$((10#${2:?"$usage"})) && to=$from && shift ;;
    # The last column of the rows whose first begins with the number of an invariant.
    --controls) controls=" $(awk -F'|' '/^\| [0-9]+ / { gsub(/,/, " ", $4); printf "%s ", $4 }' "$here/README.md") " ;;
    *)
      printf '%s\n' "$usage" >&2
      exit 2
      ;;
  esac
  shift
done

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 130' INT TERM
tree="$work/tree"
mkdir -- "$tree" "$work/clean"
export GIT_CEILING_DIRECTORIES=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

# Prints what follows "name:" in the lines before the first diff.
header() {
  sed -n "/^\(--- \|diff --git \)/q; s/^$2: *//p" "$1"
}

# Prints the projects that the patch changes, for example "sdk/TrainingVoucher".
changes() {
  sed -n 's|^+++ b/\([^/]*/[^/]*\)/.*|\1|p' "$1" | sort -u
}

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Copies what git knows or would add, as it is on disk now.
copy_tree() {
  local file
  cd -- "$root"
  git ls-files -z --cached --others --exclude-standard | while IFS= read -r -d '' file; do
    [[ ! -e $file ]] || printf '%s\0' "$file"
  done | tar --null -T - -cf - | tar -xf - -C "$tree"
  cd -- "$tree"
}

# Warnings stay warnings: a cut rule leaves unused code behind, and that is not what is tested.
build() {
  dotnet build "$@" -v quiet --nologo -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false -p:OpenApiGenerateDocumentsOnBuild=false \
    </dev/null >"$work/log" 2>&1
}

# Runs the tests; prints how many were executed and how many of them failed.
run_tests() {
  rm -f -- "$work/results.trx"
  timeout -k 10 600 dotnet test "tests/$1/$output/$1.dll" --nologo --filter "$2" \
    --logger 'trx;LogFileName=results.trx' --results-directory "$work" </dev/null >"$work/log" 2>&1 || true
  [[ -s $work/results.trx ]] || return 1
  grep -m 1 -o '<Counters [^>]*' "$work/results.trx" | sed 's/.* executed="\([0-9]*\)".* failed="\([0-9]*\)".*/\1 \2/'
}

# Cuts the rule, builds the one library it is in, lays that over the built tests and runs them. The outcome is in "result" and "detail".
try() {
  local patch=$1 project=$2 filter=$3 library name counts executed failed
  library=$(changes "$patch")
  name=$(basename -- "$library").dll
  result=BROKEN
  if ! git apply -- "$patch" 2>"$work/log"; then
    detail='does not apply'
    return
  fi

  if ! build "$library" --no-restore --no-dependencies; then
    detail='does not build'
  else
    cp -- "$library/$output/$name" "tests/$project/$output/$name"
    if ! counts=$(run_tests "$project" "$filter"); then
      detail='the tests crashed or hung'
    else
      read -r executed failed <<<"$counts"
      detail="$failed of $executed tests red"
      if ((failed > 0)); then
        result=killed
      elif ((executed > 0)); then
        result=SURVIVED
      fi
    fi
    cp -- "$work/clean/$project/$name" "tests/$project/$output/$name"
  fi

  git apply -R -- "$patch"
}

patches=()
declare -A filters
for patch in "$here"/[0-9]*.patch; do
  [[ -e $patch ]] || break
  name=$(basename -- "$patch" .patch)
  number=$((10#${name%%-*}))
  if ((number < from || number > to)) || [[ -n $controls && ! $controls =~ \ 0*$number\  ]]; then
    continue
  fi

  read -r project filter <<<"$(header "$patch" expect)"
  [[ -n $project && -n $filter && -n $(header "$patch" rule) ]] || fail "$name: the lines rule: and expect: are missing"
  [[ -d $root/tests/$project ]] || fail "$name: there is no tests/$project"
  [[ $(changes "$patch" | wc -l) == 1 ]] || fail "$name: changes more or less than one project"
  patches+=("$tree/tests/mutants/$name.patch")
  if [[ "|${filters[$project]:-}|" != *"|$filter|"* ]]; then
    filters[$project]="${filters[$project]:+${filters[$project]}|}$filter"
  fi
done
((${#patches[@]} > 0)) || fail 'no patch to apply'

copy_tree
for project in "${!filters[@]}"; do
  build "tests/$project" || { cat -- "$work/log"; fail "$project does not build as it is"; }
  counts=$(run_tests "$project" "${filters[$project]}") || { cat -- "$work/log"; fail "$project crashed as it is"; }
  read -r executed failed <<<"$counts"
  ((executed > 0 && failed == 0)) || { cat -- "$work/log"; fail "$project: $executed tests ran and $failed failed before anything was cut"; }
  cp -r -- "tests/$project/$output" "$work/clean/$project"
done

declare -A count=([killed]=0 [SURVIVED]=0 [BROKEN]=0)
for patch in "${patches[@]}"; do
  read -r project filter <<<"$(header "$patch" expect)"
  try "$patch" "$project" "$filter"
  count[$result]=$((count[$result] + 1))
  printf '%-9s %-36s %s\n' "$result" "$(basename -- "$patch" .patch)" "$detail"
  case $result in
    SURVIVED) printf '          nobody tests that %s\n' "$(header "$patch" rule)" ;;
    BROKEN) tail -n 20 -- "$work/log" ;;
  esac
done

printf '%d killed, %d survived, %d broken\n' "${count[killed]}" "${count[SURVIVED]}" "${count[BROKEN]}"
((count[killed] == ${#patches[@]}))
