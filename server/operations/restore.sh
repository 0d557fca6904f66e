#!/usr/bin/env bash
# Restores a backup into an empty place and proves that a server runs on it.
set -euo pipefail
umask 077

readonly usage="usage: server/operations/restore.sh --from DIR --keys-from DIR --data DIR [--postgres DATABASE] [--checkpoint FILE] [--server FILE]
  --from DIR            what backup.sh made for the database
  --keys-from DIR       what it made for the keys
  --data DIR            the data directory to make; must not be there yet
  --postgres DATABASE   an empty database, as the role that will own its tables, reached as PGHOST, PGPORT, PGUSER and PGPASSFILE say;
                        needed for a dump
  --checkpoint FILE     a checkpoint that was kept elsewhere, to hold the log against
  --server FILE         TrainingVoucher.Server.dll; the one built in this checkout if left out
docs/operations.md says what has to be true afterwards."

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source-path=SCRIPTDIR source=common.sh
source "$here/common.sh"

from='' keys_from='' data='' postgres='' checkpoint='' server=''
read_options "--from --keys-from --data --postgres --checkpoint --server" "$@"
[[ -n $from && -n $keys_from && -n $data ]] || refuse_arguments
find_server
[[ ! -e $data ]] || die "$data is there already."
check_seal "$from"
check_seal "$keys_from"

query() {
  psql -X -q -A -t -v ON_ERROR_STOP=1 -d "$postgres" -c "$1"
}

restore_postgres() {
  [[ -n ${PGHOST:-} && -n ${PGUSER:-} ]] || die 'PGHOST and PGUSER have to say where the database is and who owns it.'
  [[ $(query "SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace") == 0 ]] || die "The database $postgres is not empty."
  pg_restore --no-owner --no-privileges --single-transaction --exit-on-error --dbname="$postgres" "$from/database.dump"
  query 'ANALYZE' 2>/dev/null
}

# The server has to look at what was restored here, whatever its settings say. Both sides know PGPASSWORD and PGPASSFILE.
point_server_at() {
  export TrainingVoucher__DataDirectory=$1 TrainingVoucher__Postgres='' TrainingVoucher__PostgresOwner=''
  if [[ -n $postgres ]]; then
    TrainingVoucher__Postgres="Host=$PGHOST;Port=${PGPORT:-5432};Username=$PGUSER;Database=$postgres"
    TrainingVoucher__PostgresOwner=$TrainingVoucher__Postgres
  fi
}

stop_server() {
  [[ -z $pid ]] || kill -TERM "$pid" 2>/dev/null || true
  [[ -z $pid ]] || wait "$pid" || true
  pid=''
}

# It refuses a database that is not durable or of a newer version, and keys that are not those of this database.
start_once() {
  local log="$work/server.log"
  dotnet "$server" --urls http://127.0.0.1:0 --Logging:LogLevel:Microsoft.Hosting.Lifetime Information >"$log" 2>&1 &
  pid=$!
  for _ in {1..600}; do
    if grep -q 'Now listening on' "$log" || ! kill -0 "$pid" 2>/dev/null; then
      break
    fi
    sleep 0.1
  done
  stop_server
  grep -q 'Now listening on' "$log" || {
    tail -n 20 -- "$log" >&2
    die 'The server does not start on what was restored.'
  }
}

pid=''
work=$(mktemp -d)
trap 'stop_server; rm -rf -- "$work"' EXIT
trap 'exit 130' INT TERM
mkdir -p -- "$data"
for directory in keys page-keys; do
  [[ ! -d $keys_from/$directory ]] || cp -Rp -- "$keys_from/$directory" "$data/"
done
if [[ -f $from/database.dump ]]; then
  [[ -n $postgres ]] || die "$from holds a dump of PostgreSQL: --postgres has to name an empty database."
  restore_postgres
else
  [[ -z $postgres ]] || die "$from holds an SQLite file."
  cp -- "$from/database.db" "$data/training-voucher.db"
fi

data=$(cd -- "$data" && pwd)
point_server_at "$data"
dotnet "$server" verify-log --data "$data" ${checkpoint:+--checkpoint "$checkpoint"} || die 'The sealed log of what was restored does not hold.'
start_once
printf 'Restored and proven: %s\n' "$data"
