-- Code and identity match: the code of a voucher and the number on its holder's card.
dofile(os.getenv("TV_WRK") .. "/common.lua")

path = "/v1/vouchers/redeem"
local ends = os.getenv("TV_ENDS")

function body(line)
  return '{"scan":"' .. line:sub(1, 20) .. '","document":{"type":"residentIdCard","number":"' .. line:sub(22)
    .. '"},"project":"electrician","level":5,"classEndsOn":"' .. ends .. '"}'
end
