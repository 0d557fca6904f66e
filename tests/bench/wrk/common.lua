-- What every case shares. A case sets path, and body(line), whose length is the same for every line.
-- The lines of the file all have one length, each is used once, unless the case sets again: the run starts after the first TV_SKIP.
local run, token = os.getenv("TV_RUN"), os.getenv("TV_TOKEN")
local lines, head, count = nil, nil, 0

function init()
  lines = assert(io.open(os.getenv("TV_LINES"), "rb"))
  local first = lines:read("*l")
  lines:seek("set", tonumber(os.getenv("TV_SKIP")) * (#first + 1))
  head = "POST " .. path .. " HTTP/1.1\r\nHost: " .. wrk.host .. ":" .. wrk.port
    .. "\r\nAuthorization: Bearer " .. token .. "\r\nContent-Type: application/json\r\nContent-Length: " .. #body(first) .. "\r\nIdempotency-Key: " .. run .. "-"
end

function request()
  local line = lines:read("*l")
  count = count + 1
  if line == nil and again then
    lines:seek("set", 0)
    line = lines:read("*l")
  end
  if line == nil then
    -- Answered with 404, which voids the run: more lines have to be loaded.
    return "GET /no-lines-left HTTP/1.1\r\nHost: " .. wrk.host .. "\r\n\r\n"
  end
  return head .. count .. "\r\n\r\n" .. body(line)
end

-- Without a function named response wrk hands no answer to this script, which would cost it a core; it counts statuses above 399 itself.
function done(summary, latency)
  local errors = summary.errors
  local failures = errors.status + errors.connect + errors.read + errors.write + errors.timeout
  io.write(string.format("requests=%d rate=%.1f failures=%d p50=%.3f p99=%.3f\n", summary.requests,
    summary.requests * 1e6 / summary.duration, failures, latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
