#include "workload/command_effect.h"

#include "workload/shell_words.h"

#include <algorithm>
#include <array>

namespace cicada {

namespace {

// Sorted, for the binary search.
constexpr auto kReading = std::to_array<std::string_view>({"BITCOUNT", "BITFIELD_RO", "BITPOS",
    "DBSIZE", "DISCARD", "DUMP", "ECHO", "EVALSHA_RO", "EVAL_RO", "EXEC", "EXISTS", "EXPIRETIME",
    "FCALL_RO", "GEODIST", "GEOHASH", "GEOPOS", "GEORADIUSBYMEMBER_RO", "GEORADIUS_RO", "GEOSEARCH",
    "GET", "GETBIT", "GETRANGE", "HEXISTS", "HGET", "HGETALL", "HKEYS", "HLEN", "HMGET",
    "HRANDFIELD", "HSCAN", "HSTRLEN", "HVALS", "INFO", "JSON.ARRINDEX", "JSON.ARRLEN", "JSON.DEBUG",
    "JSON.GET", "JSON.MGET", "JSON.OBJKEYS", "JSON.OBJLEN", "JSON.RESP", "JSON.STRLEN", "JSON.TYPE",
    "LCS", "LINDEX", "LLEN", "LPOS", "LRANGE", "MEMORY", "MGET", "MULTI", "OBJECT", "PEXPIRETIME",
    "PFCOUNT", "PING", "PTTL", "RANDOMKEY", "SCAN", "SCARD", "SDIFF", "SINTER", "SINTERCARD",
    "SISMEMBER", "SMEMBERS", "SMISMEMBER", "SORT_RO", "SRANDMEMBER", "SSCAN", "STRLEN", "SUBSTR",
    "SUNION", "TIME", "TOUCH", "TTL", "TYPE", "UNWATCH", "WATCH", "XINFO", "XLEN", "XPENDING",
    "XRANGE", "XREAD", "XREVRANGE", "ZCARD", "ZCOUNT", "ZDIFF", "ZINTER", "ZINTERCARD", "ZLEXCOUNT",
    "ZMSCORE", "ZRANDMEMBER", "ZRANGE", "ZRANGEBYLEX", "ZRANGEBYSCORE", "ZRANK", "ZREVRANGE",
    "ZREVRANGEBYLEX", "ZREVRANGEBYSCORE", "ZREVRANK", "ZSCAN", "ZSCORE", "ZUNION"});

constexpr auto kWriting = std::to_array<std::string_view>({"ACL", "APPEND", "BITFIELD", "BITOP",
    "BLMOVE", "BLMPOP", "BLPOP", "BRPOP", "BRPOPLPUSH", "BZMPOP", "BZPOPMAX", "BZPOPMIN", "CLIENT",
    "CLUSTER", "CONFIG", "COPY", "DEBUG", "DECR", "DECRBY", "DEL", "EVAL", "EVALSHA", "EXPIRE",
    "EXPIREAT", "FAILOVER", "FCALL", "FLUSHALL", "FLUSHDB", "FUNCTION", "GEOADD", "GEORADIUS",
    "GEORADIUSBYMEMBER", "GEOSEARCHSTORE", "GETDEL", "GETEX", "GETSET", "HDEL", "HINCRBY",
    "HINCRBYFLOAT", "HMSET", "HSET", "HSETNX", "INCR", "INCRBY", "INCRBYFLOAT", "JSON.ARRAPPEND",
    "JSON.ARRINSERT", "JSON.ARRPOP", "JSON.ARRTRIM", "JSON.CLEAR", "JSON.DEL", "JSON.FORGET",
    "JSON.MERGE", "JSON.MSET", "JSON.NUMINCRBY", "JSON.NUMMULTBY", "JSON.SET", "JSON.STRAPPEND",
    "JSON.TOGGLE", "LINSERT", "LMOVE", "LMPOP", "LPOP", "LPUSH", "LPUSHX", "LREM", "LSET", "LTRIM",
    "MIGRATE", "MODULE", "MOVE", "MSET", "MSETNX", "PERSIST", "PEXPIRE", "PEXPIREAT", "PFADD",
    "PFMERGE", "PSETEX", "RENAME", "RENAMENX", "RESTORE", "RPOP", "RPOPLPUSH", "RPUSH", "RPUSHX",
    "SADD", "SCRIPT", "SDIFFSTORE", "SET", "SETBIT", "SETEX", "SETNX", "SETRANGE", "SHUTDOWN",
    "SINTERSTORE", "SMOVE", "SORT", "SPOP", "SREM", "SUNIONSTORE", "SWAPDB", "UNLINK", "XACK",
    "XADD", "XAUTOCLAIM", "XCLAIM", "XDEL", "XGROUP", "XREADGROUP", "XSETID", "XTRIM", "ZADD",
    "ZDIFFSTORE", "ZINCRBY", "ZINTERSTORE", "ZMPOP", "ZPOPMAX", "ZPOPMIN", "ZRANGESTORE", "ZREM",
    "ZREMRANGEBYLEX", "ZREMRANGEBYRANK", "ZREMRANGEBYSCORE", "ZUNIONSTORE"});

static_assert(std::ranges::is_sorted(kReading) && std::ranges::is_sorted(kWriting));

} // namespace

CommandEffect commandEffect(std::string_view command)
{
    if (std::ranges::binary_search(kReading, command))
        return CommandEffect::Reads;
    if (std::ranges::binary_search(kWriting, command))
        return CommandEffect::Writes;
    return CommandEffect::Unknown;
}

std::string commandNameOf(std::string_view line)
{
    const auto words = splitShellWords(line);
    std::string name = words && !words->empty() ? words->front() : std::string();
    std::ranges::transform(name, name.begin(),
        [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return name;
}

} // namespace cicada
