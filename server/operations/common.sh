#!/usr/bin/env bash
# What backup.sh and restore.sh share. Read in by both.
# shellcheck disable=SC2154 # usage, here and server are theirs.

die() {
  printf 'FAILED  %s\n' "$1" >&2
  exit 1
}

refuse_arguments() {
  printf '%s\n' "$usage" >&2
  exit 2
}

# Sets a variable for each option: --keys-to DIR sets keys_to. Usage: read_options "--OPTION..." ARGUMENT...
read_options() {
  local known=" $1 " name
  shift
  while (($# > 0)); do
    [[ $1 != *' '* && $known == *" $1 "* && -n ${2:-} ]] || refuse_arguments
    name=${1#--}
    printf -v "${name//-/_}" '%s' "$2"
    shift 2
  done
}

find_server() {
  local built
  if [[ -z $server ]]; then
    for built in "$here"/../TrainingVoucher.Server/bin/{Debug,Release}/net10.0/TrainingVoucher.Server.dll; do
      [[ ! -f $built ]] || server=$built
    done
  fi
  [[ -f $server ]] || die 'The server is not built; --server names TrainingVoucher.Server.dll.'
}

# Lists the files of a directory with their hashes, and has all of it on disk.
seal() {
  local sums
  sums=$(cd -- "$1" && find . -type f -exec sha256sum {} +)
  printf '%s\n' "$sums" >"$1/SHA256SUMS"
  find "$1" -exec sync -- {} +
}

check_seal() {
  [[ -f $1/SHA256SUMS ]] || die "$1 is no backup, or one that did not come to its end."
  (cd -- "$1" && sha256sum --quiet --strict --check SHA256SUMS) || die "$1 is not what was backed up."
}
