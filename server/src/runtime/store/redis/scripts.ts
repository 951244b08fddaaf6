/**
 * What a store does inside Redis, in Lua: Redis runs a script as a whole, with nobody in between. All keys begin with
 * the prefix of the store, in braces, so that they live on one node of a cluster; names are parted by the unit
 * separator, which no name can have.
 */

/** KEYS: the prefix, by which a cluster knows the node. ARGV: now, and what each script says. */
const HEAD = `
local P, NOW = KEYS[1], ARGV[1]
local function K(...) return P .. table.concat({...}, '\\31') end
local function number() return redis.call('INCR', K('count')) end
`;

/** What has to be known of an item that was taken. */
const OUTBOX = `
local function claimed(box, id, attempt)
  return attempt ~= '0' and redis.call('HGET', K('attempts', box), id) == attempt
end
local function finish(box, key, id)
  redis.call('HDEL', K('items', box), id)
  redis.call('HDEL', K('attempts', box), id)
  local line = K('line', box, key)
  redis.call('LPOP', line)
  if redis.call('EXISTS', line) == 1 then redis.call('ZADD', K('turns', box), NOW, key)
  else redis.call('ZREM', K('turns', box), key) end
end
`;

/**
 * Writes come one after the other as kind, number of arguments, arguments. Checks run for all before any is applied,
 * because Redis takes nothing back. A failed check is told as { 'refused', code, details }.
 */
export const COMMIT = `${HEAD}${OUTBOX}
local function version(key)
  local record = redis.call('HGET', K('records'), key)
  return record and string.match(record, '^%d+') or '0'
end
local function sameVersion(key, wanted)
  local found = version(key)
  if wanted ~= '' and wanted ~= found then return 'store-conflict', 'the version of ' .. key .. ' is ' .. found end
end
local function holdsClaim(box, key, id, attempt)
  if not claimed(box, id, attempt) then return 'store-claim-lost', 'item ' .. id .. ' of ' .. box end
end
local check = {
  append = function(log, wanted)
    local last = redis.call('HGET', K('log-ends'), log) or '0'
    if wanted ~= '' and wanted ~= last then return 'store-conflict', 'the last entry of ' .. log .. ' is ' .. last end
  end,
  put = sameVersion,
  remove = sameVersion,
  fence = function(lease, token)
    if redis.call('HGET', K('lease', lease), 'token') ~= token then return 'store-lease-lost', lease end
  end,
  unschedule = function(tab, name, wanted)
    local at = redis.call('HGET', K('deadline-times', tab), name) or 'no time'
    if wanted ~= '' and wanted ~= at then return 'store-conflict', name .. ' of ' .. tab .. ' is due at ' .. at end
  end,
  acknowledge = holdsClaim,
  retry = holdsClaim,
  bury = holdsClaim,
}
local function forget(tab, name)
  redis.call('ZREM', K('deadlines', tab), name)
  redis.call('HDEL', K('deadline-times', tab), name)
  redis.call('HDEL', K('deadline-texts', tab), name)
end
local apply = {
  append = function(log, wanted, ...)
    local last = redis.call('HGET', K('log-ends'), log) or 0
    for _, text in ipairs({...}) do
      last = redis.call('HINCRBY', K('log-ends'), log, 1)
      redis.call('XADD', K('log', log), last .. '-0', 'at', NOW, 'text', text)
    end
    return tonumber(last)
  end,
  put = function(key, wanted, text)
    local new = number()
    redis.call('HSET', K('records'), key, new .. ' ' .. text)
    redis.call('ZADD', K('record-keys'), 0, key)
    return new
  end,
  remove = function(key)
    redis.call('HDEL', K('records'), key)
    redis.call('ZREM', K('record-keys'), key)
  end,
  fence = function() end,
  schedule = function(tab, name, at, text)
    redis.call('ZADD', K('deadlines', tab), at, name)
    redis.call('HSET', K('deadline-times', tab), name, at)
    redis.call('HSET', K('deadline-texts', tab), name, text)
  end,
  unschedule = forget,
  enqueue = function(box, key, text)
    local id = number()
    redis.call('HSET', K('items', box), id, NOW .. ' ' .. text)
    redis.call('HSET', K('attempts', box), id, 0)
    if redis.call('RPUSH', K('line', box, key), id) == 1 then redis.call('ZADD', K('turns', box), NOW, key) end
    return id
  end,
  acknowledge = finish,
  retry = function(box, key, id, attempt, at) redis.call('ZADD', K('turns', box), at, key) end,
  bury = function(box, key, id, attempt, reason)
    local item = redis.call('HGET', K('items', box), id)
    redis.call('ZADD', K('buried', box), id, id)
    redis.call('HSET', K('buried-items', box), id,
      cjson.encode({ key = key, item = item, attempt = attempt, buriedAt = NOW, reason = reason }))
    finish(box, key, id)
  end,
  discard = function(box, id)
    redis.call('ZREM', K('buried', box), id)
    redis.call('HDEL', K('buried-items', box), id)
  end,
}
local function each(done)
  local i, place = 2, 0
  while ARGV[i] do
    local kind, n = ARGV[i], tonumber(ARGV[i + 1])
    local failed = done(place, kind, unpack(ARGV, i + 2, i + 1 + n))
    if failed then return failed end
    i, place = i + 2 + n, place + 1
  end
end
local refusal = each(function(place, kind, ...)
  local code, details = nil, nil
  if check[kind] then code, details = check[kind](...) end
  if code then return { 'refused', code, details } end
end)
if refusal then return refusal end
local numbers = {}
each(function(place, kind, ...) numbers[place + 1] = apply[kind](...) or 0 end)
return numbers
`;

/** ARGV: log, after, limit. */
export const READ = `${HEAD}
local log, after, limit = ARGV[2], ARGV[3], ARGV[4]
local last = redis.call('HGET', K('log-ends'), log) or '0'
local oldest = redis.call('XRANGE', K('log', log), '-', '+', 'COUNT', 1)[1]
return { last, oldest and oldest[1] or false, redis.call('XRANGE', K('log', log), '(' .. after, '+', 'COUNT', limit) }
`;

/** ARGV: beginning of the keys, where to start as ZRANGEBYLEX has it, limit. */
export const LIST = `${HEAD}
local beginning, found = ARGV[2], {}
for _, key in ipairs(redis.call('ZRANGEBYLEX', K('record-keys'), ARGV[3], '+', 'LIMIT', 0, ARGV[4])) do
  if string.sub(key, 1, #beginning) ~= beginning then break end
  found[#found + 1] = key
  found[#found + 1] = redis.call('HGET', K('records'), key)
end
return found
`;

/** ARGV: name, holder, until. */
export const ACQUIRE = `${HEAD}
local lease = K('lease', ARGV[2])
local held = redis.call('HGET', lease, 'expiresAt')
if held and tonumber(held) > tonumber(NOW) then return 0 end
local token = number()
redis.call('HSET', lease, 'token', token, 'holder', ARGV[3], 'expiresAt', ARGV[4])
return token
`;

/** ARGV: name, token, until. */
export const RENEW = `${HEAD}
local lease = K('lease', ARGV[2])
if redis.call('HGET', lease, 'token') ~= ARGV[3] then return false end
redis.call('HSET', lease, 'expiresAt', ARGV[4])
return redis.call('HGET', lease, 'holder')
`;

/** ARGV: name, token. */
export const RELEASE = `${HEAD}
local lease = K('lease', ARGV[2])
if redis.call('HGET', lease, 'token') == ARGV[3] then redis.call('DEL', lease) end
`;

/** ARGV: table, limit. */
export const DUE = `${HEAD}
local due = {}
for _, name in ipairs(redis.call('ZRANGEBYSCORE', K('deadlines', ARGV[2]), '-inf', NOW, 'LIMIT', 0, ARGV[3])) do
  due[#due + 1] = name
  due[#due + 1] = redis.call('HGET', K('deadline-times', ARGV[2]), name)
  due[#due + 1] = redis.call('HGET', K('deadline-texts', ARGV[2]), name)
end
return due
`;

/** ARGV: outbox, limit, held until. */
export const TAKE = `${HEAD}
local box, taken = ARGV[2], {}
for _, key in ipairs(redis.call('ZRANGEBYSCORE', K('turns', box), '-inf', NOW, 'LIMIT', 0, ARGV[3])) do
  local id = redis.call('LINDEX', K('line', box, key), 0)
  redis.call('ZADD', K('turns', box), ARGV[4], key)
  taken[#taken + 1] = key
  taken[#taken + 1] = id
  taken[#taken + 1] = tostring(redis.call('HINCRBY', K('attempts', box), id, 1))
  taken[#taken + 1] = redis.call('HGET', K('items', box), id)
end
return taken
`;

/** ARGV: outbox, after, limit. */
export const BURIED = `${HEAD}
local found = {}
local ids = redis.call('ZRANGEBYSCORE', K('buried', ARGV[2]), '(' .. ARGV[3], '+inf', 'LIMIT', 0, ARGV[4])
for _, id in ipairs(ids) do
  found[#found + 1] = id
  found[#found + 1] = redis.call('HGET', K('buried-items', ARGV[2]), id)
end
return found
`;

/** How many wait, how many were put aside, and when the first of each line was enqueued. ARGV: outbox, limit. */
export const DEPTH = `${HEAD}
local box = ARGV[2]
local found = { redis.call('HLEN', K('items', box)), redis.call('ZCARD', K('buried', box)) }
for _, key in ipairs(redis.call('ZRANGE', K('turns', box), 0, ARGV[3] - 1)) do
  local item = redis.call('HGET', K('items', box), redis.call('LINDEX', K('line', box, key), 0))
  found[#found + 1] = string.match(item, '^%d+')
end
return found
`;

/** ARGV: log, the oldest sequence number that stays. */
export const TRIM = `${HEAD}
redis.call('XTRIM', K('log', ARGV[2]), 'MINID', ARGV[3])
`;

/** ARGV: log. */
export const DROP = `${HEAD}
redis.call('UNLINK', K('log', ARGV[2]))
redis.call('HDEL', K('log-ends'), ARGV[2])
`;

/** ARGV: key. */
export const GET = `${HEAD}
return redis.call('HGET', K('records'), ARGV[2])
`;

/** ARGV: name. */
export const HOLDER = `${HEAD}
return redis.call('HMGET', K('lease', ARGV[2]), 'token', 'holder', 'expiresAt')
`;

/** ARGV: which timetable, of which table or outbox. */
export const NEXT = `${HEAD}
return redis.call('ZRANGE', K(ARGV[2], ARGV[3]), 0, 0, 'WITHSCORES')[2]
`;
