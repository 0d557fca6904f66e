-- One assertion of an authenticated holder for each claim, all from one batch.
dofile(os.getenv("TV_WRK") .. "/common.lua")

path = "/v1/vouchers/claim"
local batch = os.getenv("TV_BATCH")

function body(line)
  return '{"batchId":"' .. batch .. '","assertion":"' .. line .. '"}'
end
