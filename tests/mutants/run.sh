#!/usr/bin/env bash
# Cuts one rule at a time out of a copy of the tree and expects its tests to go red. README.md beside this says how to add one.
set -euo pipefail

readonly usage='usage: tests/mutants/run.sh [--from NN] [--only NN]'

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
from=0
only=''
while (($# > 0)); do
  case $1 in
    --from) from=$((10#${2:?"$usage"})) ;;
    --only) only=$((10#${2:?"$usage"})) ;;
    *)
      printf '%s\n' "$usage" >&2
      exit 2
      ;;
  esac
  shift 2
done

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
trap 'exit 130' INT TERM
tree="$work/tree"
mkdir -- "$tree"
export GIT_CEILING_DIRECTORIES=$work DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en

# Prints what follows "name:" in the lines before the first diff.
header() {
  sed -n "/^\(--- \|diff --git \)/q; s/^$2: *//p" "$1"
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
  dotnet build "tests/$1" -v quiet --nologo -p:TreatWarningsAsErrors=false -p:RunAnalyzers=false </dev/null >"$work/log" 2>&1
}

# Runs the tests; prints how many were executed and how many of them failed.
run_tests() {
  rm -f -- "$work/results.trx"
  timeout -k 10 600 dotnet test "tests/$1" --no-build --nologo -v quiet --filter "$2" \
    --logger 'trx;LogFileName=results.trx' --results-directory "$work" </dev/null >"$work/log" 2>&1 || true
  [[ -s $work/results.trx ]] || return 1
  grep -m 1 -o '<Counters [^>]*' "$work/results.trx" | sed 's/.* executed="\([0-9]*\)".* failed="\([0-9]*\)".*/\1 \2/'
}

patches=()
declare -A filters
for patch in "$here"/[0-9]*.patch; do
  [[ -e $patch ]] || break
  name=$(basename -- "$patch" .patch)
  number=$((10#${name%%-*}))
  if ((number < from)) || [[ -n $only && $number != "$only" ]]; then
    continue
  fi

  read -r project filter <<<"$(header "$patch" expect)"
  [[ -n $project && -n $filter && -n $(header "$patch" rule) ]] || fail "$name: the lines rule: and expect: are missing"
  [[ -d $root/tests/$project ]] || fail "$name: there is no tests/$project"
  patches+=("$patch")
  filters[$project]="${filters[$project]:+${filters[$project]}|}($filter)"
done
((${#patches[@]} > 0)) || fail 'no patch to apply'

copy_tree
for project in "${!filters[@]}"; do
  build "$project" || { cat -- "$work/log"; fail "$project does not build as it is"; }
  counts=$(run_tests "$project" "${filters[$project]}") || { cat -- "$work/log"; fail "$project crashed as it is"; }
  read -r executed failed <<<"$counts"
  ((executed > 0 && failed == 0)) || { cat -- "$work/log"; fail "$project: $executed tests ran and $failed failed before anything was cut"; }
done

killed=0
survived=0
for patch in "${patches[@]}"; do
  name=$(basename -- "$patch" .patch)
  read -r project filter <<<"$(header "$patch" expect)"
  git apply -- "$patch" || fail "$name does not apply"
  build "$project" || { cat -- "$work/log"; fail "$name does not build"; }
  counts=$(run_tests "$project" "$filter") || { cat -- "$work/log"; fail "$name: the tests crashed or hung"; }
  read -r executed failed <<<"$counts"
  ((executed > 0)) || fail "$name: no test matches $filter"
  if ((failed > 0)); then
    killed=$((killed + 1))
    printf 'killed    %-40s %d of %d tests red\n' "$name" "$failed" "$executed"
  else
    survived=$((survived + 1))
    printf 'SURVIVED  %-40s %s\n' "$name" "$(header "$patch" rule)"
  fi
  git apply -R -- "$patch"
done

printf '%d killed, %d survived\n' "$killed" "$survived"
((survived == 0))
