#include "profile/profile_json.h"
#include "support/folders.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

using namespace cicada;

namespace {

// Each file of tests/broken_profiles: the field that must be named, and words of its sentence.
struct Row
{
    std::string file;
    std::string field;
    std::string words;
};

void PrintTo(const Row& row, std::ostream* out)
{
    *out << row.file;
}

const std::vector<Row> kRows{
    {"all_disabled", "tasks", "enable one"},
    {"array_task_on_a_text", "tasks[1].parameters.path", "needs the type array"},
    {"bad_duration", "load.duration", "\"30 parsecs\" is not a duration"},
    {"bad_target", "target", "the port must be a number from 1 to 65535"},
    {"bad_wait", "load.wait", "the first duration must not be the longer one"},
    {"commands_of_a_built_in", "tasks[0].commands", "only tasks of type \"custom\""},
    {"control_character", "tasks[0].name", "without control characters"},
    {"duplicate_member", "load.users", "is there twice"},
    {"empty", "line 1, column 1", "end of input"},
    {"empty_prefix", "data_sets[0].prefix", "must not be empty"},
    {"empty_tasks", "tasks", "add one"},
    {"field_not_in_the_documents", "tasks[1].parameters.path", "did you mean `$.age`?"},
    {"file_that_is_missing", "data_sets[0].file", "not_there.json"},
    {"file_without_a_path", "data_sets[0].file", "must name a JSON or JSON-lines file"},
    {"hash_of_nested_kind", "data_sets[0].stored_as", "flat"},
    {"hash_task_without_a_hash", "tasks[1].data_set", "is not stored as hash"},
    {"huge_number", "line 37, column 18", "number overflow"},
    {"huge_whole_number", "load.users", "must be 1 to 1,000,000, is 1.18"},
    {"invalid_utf8", "line 4, column 19", "UTF-8"},
    {"list_for_an_object", "load", "must be an object, is a list"},
    {"missing_data_set", "tasks[1].data_set", "people"},
    {"missing_name", "name", "is missing"},
    {"negative_weight", "tasks[2].weight", "must be 0 or more, is -3"},
    {"newer_version", "version", "must be 1, is 2"},
    {"no_end", "load.duration", "must be above 0s"},
    {"no_tasks", "tasks", "is missing"},
    {"not_json", "line 1, column 2", "invalid literal"},
    {"password_in_target", "target", "must not hold a password"},
    {"path_that_does_not_close", "tasks[1].parameters.path", "at character 9"},
    {"connections_of_zero", "load.connections", "must be 1 or more"},
    {"pipeline_of_zero", "load.pipeline", "must be 1 to 1,000, is 0"},
    {"prefix_inside_prefix", "data_sets[1].prefix",
        "shares keys with \"cicada:broken:\" of data_sets[0]"},
    {"reply_of_no_command", "tasks[2].commands[0]", "not the reply of an earlier command"},
    {"subscribe_in_a_task", "tasks[2].commands[0]", "changes what its connection answers"},
    {"too_deep", "tasks[0][0]", "nested too deep"},
    {"too_many_users", "load.users", "must be 1 to 1,000,000, is 1000001"},
    {"transaction_on_shared_connections", "load.connection_mode", "must be \"exclusive\""},
    {"truncated", "line 24, column 24", "missing closing quote"},
    {"twice_the_same_name", "data_sets[1].name", "is the name of data_sets[0] too"},
    {"unclosed_quote", "tasks[2].commands[0]", "quote"},
    {"unknown_field", "load.user", "did you mean \"users\"?"},
    {"unknown_kind", "data_sets[0].kind", "basic_user"},
    {"unknown_parameter", "tasks[1].parameters", "path"},
    {"unknown_placeholder", "tasks[2].commands[0]", "{key}"},
    {"unknown_success_rule", "tasks[2].commands[0].success", "match"},
    {"unknown_task_type", "tasks[0].type", "read_document"},
    {"wrong_format", "format", "must be \"cicada-test\", is text \"cicada-run\""},
    {"wrong_type", "load.users", "must be a whole number, is text \"ten\""},
};

std::filesystem::path folder()
{
    return sourceFolder() / "tests" / "broken_profiles";
}

// As a user meets them: from the file, or else from the check before a run.
std::vector<Problem> problemsOf(const std::filesystem::path& file)
{
    std::vector<Problem> problems;
    const auto profile = loadProfile(file, &problems);
    return profile ? validate(*profile) : problems;
}

std::string listed(const std::vector<Problem>& problems)
{
    std::string text;
    for (const Problem& problem : problems)
        text += problem.field + ": " + problem.text + '\n';
    return text;
}

class BrokenProfile : public testing::TestWithParam<Row>
{
};

TEST_P(BrokenProfile, NamesTheFieldAndTheMend)
{
    const Row& row = GetParam();
    const std::vector<Problem> problems = problemsOf(folder() / (row.file + ".cicada.json"));
    const auto named = std::find_if(problems.begin(), problems.end(), [&](const Problem& problem) {
        return problem.field.starts_with(row.field)
            && problem.text.find(row.words) != std::string::npos;
    });
    EXPECT_NE(named, problems.end()) << listed(problems);
    EXPECT_EQ(problems.size(), 1U) << "one thing is wrong in it, but\n" << listed(problems);
    EXPECT_EQ(listed(problems).find("hunter2"), std::string::npos);
}

INSTANTIATE_TEST_SUITE_P(
    All, BrokenProfile, testing::ValuesIn(kRows), [](const auto& row) { return row.param.file; });

TEST(BrokenProfiles, EveryFileOfTheFolderIsInTheTable)
{
    std::set<std::string> expected;
    for (const Row& row : kRows)
        expected.insert(row.file + ".cicada.json");
    std::set<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder()))
        found.insert(entry.path().filename().string());
    EXPECT_EQ(found, expected);
}

} // namespace
