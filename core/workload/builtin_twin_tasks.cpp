// The same data in strings and hashes, and calls that cost next to nothing: what JSON is compared
// with.

#include "workload/builtin_tasks.h"

namespace cicada {

std::vector<TaskType> stringTaskTypes()
{
    return {
        {.id = "string_read_document",
            .group = "String twin",
            .row = "READ",
            .title = "GET",
            .description = "Reads a whole document that lies in a string.",
            .commands = {"GET {key}"},
            .defaultTags = {"read", "twin:read_document"},
            .storedAs = StoredAs::String},
        {.id = "string_write_document",
            .group = "String twin",
            .row = "WRITE",
            .title = "SET",
            .description = "Writes a whole document into a string.",
            .parameters = {ttlParameter()},
            .commands = {"SET {key} {document} [EX <ttl>]"},
            .defaultTags = {"write", "twin:write_document"},
            .writes = true,
            .storedAs = StoredAs::String},
        {.id = "string_read_field",
            .group = "String twin",
            .row = "READ",
            .title = "Read one field",
            .description = "Reads a whole string; the client takes one field out of it.",
            .parameters = {pathParameter("field")},
            .commands = {"GET {key}"},
            .defaultTags = {"read", "twin:read_field"},
            .storedAs = StoredAs::String,
            .rules = {"has_field"}},
        {.id = "string_update",
            .group = "String twin",
            .row = "UPDATE",
            .title = "Update",
            .description
            = "Reads a string, changes one field in the client, writes all of it back.",
            .parameters = {pathParameter("field"), ttlParameter()},
            .commands = {"GET {key}", "SET {key} {edited 1 <path>} [EX <ttl>]"},
            .defaultTags = {"update", "twin:set_field"},
            .writes = true,
            .storedAs = StoredAs::String},
        {.id = "string_update_watched",
            .group = "String twin",
            .row = "UPDATE",
            .title = "Update under WATCH",
            .description = "The same as a transaction: where another user was faster nothing is "
                           "written and all of it is tried again.",
            .parameters = {pathParameter("field"), ttlParameter(),
                {"attempts", "How many times in all before a lost race is a miss", "10",
                    ParameterKind::Attempts, {}, 1}},
            .commands = {"WATCH {key}", "GET {key}", "MULTI",
                "SET {key} {edited 2 <path>} [EX <ttl>]", "EXEC"},
            .defaultTags = {"update", "twin:set_field"},
            .writes = true,
            .storedAs = StoredAs::String},
    };
}

std::vector<TaskType> hashTaskTypes()
{
    return {
        {.id = "hash_write_document",
            .group = "Hash twin",
            .row = "WRITE",
            .title = "HSET all",
            .description = "Writes every field of a hash.",
            .parameters = {ttlParameter()},
            .commands = {"HSET {key} <fields>", "EXPIRE {key} <ttl>"},
            .defaultTags = {"write", "twin:write_document"},
            .writes = true,
            .storedAs = StoredAs::Hash},
        {.id = "hash_read_document",
            .group = "Hash twin",
            .row = "READ",
            .title = "HGETALL",
            .description = "Reads every field of a hash.",
            .commands = {"HGETALL {key}"},
            .defaultTags = {"read", "twin:read_document"},
            .storedAs = StoredAs::Hash},
        {.id = "hash_read_field",
            .group = "Hash twin",
            .row = "READ",
            .title = "HGET field",
            .description = "Reads one field of a hash.",
            .parameters = {pathParameter("field")},
            .commands = {"HGET {key} {member <path>}"},
            .defaultTags = {"read", "twin:read_field"},
            .storedAs = StoredAs::Hash},
        {.id = "hash_set_field",
            .group = "Hash twin",
            .row = "UPDATE",
            .title = "HSET field",
            .description = "Gives one field of a hash a fresh value.",
            .parameters = {pathParameter("field"),
                {"value", "What is written", "{text <path>}", ParameterKind::Text}},
            .commands = {"HSET {key} {member <path>} <value>"},
            .defaultTags = {"update", "twin:set_field"},
            .writes = true,
            .storedAs = StoredAs::Hash},
    };
}

std::vector<TaskType> baselineTaskTypes()
{
    return {
        {.id = "ping",
            .group = "Baseline",
            .row = "PING",
            .title = "PING",
            .description = "The shortest round trip: what the network and the server's loop cost.",
            .commands = {"PING"},
            .defaultTags = {"baseline"},
            .needsDataSet = false},
        {.id = "echo",
            .group = "Baseline",
            .row = "PING",
            .title = "ECHO",
            .description = "A round trip with as many bytes as asked.",
            .parameters = {{"bytes", "How many", "64", ParameterKind::WholeNumber}},
            .commands = {"ECHO {random_text <bytes>}"},
            .defaultTags = {"baseline"},
            .needsDataSet = false},
    };
}

} // namespace cicada
