#!/usr/bin/env bash
# Tries the server with programs of others: see README.md. Needs Node.js 20 and npm, and is no part of the build or of ./test.sh.
set -euo pipefail

here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(cd -- "$here/../.." && pwd)
work=$(mktemp -d)
server=''

finish() {
  [[ -z $server ]] || { kill "$server" && wait "$server"; } 2>/dev/null || true
  rm -rf -- "$work"
}
trap finish EXIT

cp -- "$here"/{package.json,tsconfig.json,interop.ts} "$work"
cd -- "$work"
npm install --no-audit --no-fund --no-package-lock --loglevel=error
npx openapi-ts --input "$root/docs/openapi.json" --output generated --client @hey-api/client-fetch
npx tsc --noEmit

dotnet build "$root/server/TrainingVoucher.Server" --verbosity quiet --nologo
dotnet "$root/server/TrainingVoucher.Server/bin/Debug/net10.0/TrainingVoucher.Server.dll" \
  --TrainingVoucher:DataDirectory "$work/data" --TrainingVoucher:PartnerSandbox true \
  --TrainingVoucher:WebhookNetworks:0 127.0.0.0/8 --urls http://127.0.0.1:0 >server.log 2>&1 &
server=$!
for ((waited = 0; waited < 300; waited++)); do
  address=$(sed -n 's/.*Now listening on: \(http:[^ "]*\).*/\1/p' server.log | head -n 1)
  [[ -z $address ]] || break
  kill -0 "$server" 2>/dev/null || { cat server.log >&2; exit 1; }
  sleep 0.1
done

npx tsx interop.ts "$address/sandbox/"
