#!/usr/bin/env bash
# Makes a backup of an installation while it serves: the database in one directory, the keys in another.
set -euo pipefail
umask 077

readonly usage="usage: server/operations/backup.sh --data DIR --to DIR --keys-to DIR [--postgres DATABASE] [--server FILE]
  --data DIR            the data directory of the server
  --to DIR              made for the database; must not be there yet
  --keys-to DIR         made for the keys; must not be there yet, and is best kept elsewhere than the database
  --postgres DATABASE   the database to dump, as the role that owns its tables, reached as PGHOST, PGPORT, PGUSER and PGPASSFILE say;
                        without it the SQLite file of the data directory is copied
  --server FILE         TrainingVoucher.Server.dll; the one built in this checkout if left out
docs/operations.md says what this saves and what not."

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$here/common.sh"

data='' to='' keys_to='' postgres='' server=''
read_options "--data --to --keys-to --postgres --server" "$@"
[[ -n $data && -n $to && -n $keys_to ]] || refuse_arguments
find_server
[[ -d $data/keys ]] || die "$data is no data directory: it has no keys."
for directory in "$to" "$keys_to"; do
  [[ ! -e $directory ]] || die "$directory is there already."
done

mkdir -p -- "$to" "$keys_to"
if [[ -n $postgres ]]; then
  # One snapshot of all tables; it is read to its end, so a page that cannot be read is found now.
  pg_dump --format=custom --no-owner --no-privileges --file="$to/database.dump" -- "$postgres"
else
  dotnet "$server" backup --data "$data" --to "$to/database.db"
fi

# After the database: a key that was added meanwhile does no harm, one that is missing does.
for directory in keys page-keys; do
  [[ ! -d $data/$directory ]] || cp -Rp -- "$data/$directory" "$keys_to/"
done
seal "$to"
seal "$keys_to"
printf 'Backed up: %s and the keys in %s\n' "$(cd -- "$to" && ls -- database.*)" "$keys_to"
