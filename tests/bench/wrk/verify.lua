-- A check by code.
dofile(os.getenv("TV_WRK") .. "/common.lua")

path = "/v1/vouchers/check"

function body(line)
  return '{"scan":"' .. line:sub(1, 20) .. '"}'
end
