-- wrk script: every request is one new ballot with five answers, as a tablet sends it.
-- HAILONG_TOKEN is the device's token.

local here = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
dofile(here .. "report.lua")

local threads = 0
local headers = {
    ["Content-Type"] = "application/json",
    ["Authorization"] = "Bearer " .. (os.getenv("HAILONG_TOKEN") or ""),
}
local ballot = '{"ballots":[{"id":"%s","questionnaire":"touch-5",'
    .. '"answers":{"1":%d,"2":%d,"3":%d,"4":%d,"5":%d},"lang":"vi",'
    .. '"started_at":"%s","created_at":"%s","sent_at":"%s","elapsed_ms":%d,"seq":%d,'
    .. '"install_id":"%s","partial":false}]}'

-- Runs once for each thread of wrk, in the main one: tells threads apart, so that no two draw the same ids.
function setup(thread)
    thread:set("number", threads)
    threads = threads + 1
end

-- Ids in the order of time, as a tablet makes them (UUID version 7): seconds, then the number in this thread.
local function uuid(seconds)
    local r = math.random
    local ms = seconds * 1000 + seq % 1000
    return string.format("%08x-%04x-7%03x-%x%03x-%04x%04x%04x",
        math.floor(ms / 65536), ms % 65536, r(0, 4095), r(8, 11), r(0, 4095),
        r(0, 65535), r(0, 65535), r(0, 65535))
end

function init(_)
    local file = io.open("/dev/urandom", "rb")
    local seed = number
    for byte in file:read(6):gmatch(".") do
        seed = seed * 256 % 2 ^ 40 + byte:byte()
    end
    file:close()
    math.randomseed(seed)
    seq = 0
    install = uuid(os.time())
end

-- Most people are content: scores lean to 4 and 5.
local function score()
    local draw = math.random()
    return draw < 0.03 and 1 or draw < 0.08 and 2 or draw < 0.2 and 3 or draw < 0.6 and 4 or 5
end

function request()
    seq = seq + 1
    local now = os.time()
    local sent = os.date("!%Y-%m-%dT%H:%M:%SZ", now)
    local started = os.date("!%Y-%m-%dT%H:%M:%SZ", now - 30)
    local body = string.format(ballot, uuid(now), score(), score(), score(), score(), score(),
        started, sent, sent, math.random(8000, 60000), seq, install)
    return wrk.format("POST", "/api/v1/ballots", headers, body)
end
