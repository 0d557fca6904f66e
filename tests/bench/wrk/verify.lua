-- A check by code.
dofile(os.getenv("TV_WRK") .. "/common.lua")

path, again = "/v1/vouchers/check", true

function body(line)
  return '{"scan":"' .. line:sub(1, 20) .. '"}'
end
