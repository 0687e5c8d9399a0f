#include "profile/text_file.h"

#include "support/file_size_limit.h"

#include <QTemporaryDir>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <string>

#ifndef _WIN32
#include <unistd.h>
#endif

using namespace cicada;

namespace {

class TextFile : public testing::Test
{
protected:
    std::filesystem::path path(const char* name) const
    {
        return std::filesystem::path(m_folder.path().toStdString()) / name;
    }

private:
    QTemporaryDir m_folder;
};

TEST_F(TextFile, IsReadBackToTheLastByte)
{
    const std::string text("a\r\nb\0c\n", 7);
    ASSERT_TRUE(writeTextFile(path("a"), text));
    EXPECT_EQ(readTextFile(path("a"), 7).value(), text);
    EXPECT_FALSE(readTextFile(path("a"), 6));
}

TEST_F(TextFile, NamesThatAreNoUtf8AreErrorsAndNotExceptions)
{
    EXPECT_FALSE(readTextFile(path("\xff\xfe"), 10));
}

#ifndef _WIN32

TEST_F(TextFile, ADiskThatFillsUpHalfwayKeepsTheOldFile)
{
    ASSERT_TRUE(writeTextFile(path("a"), "old"));
    {
        const FileSizeLimit limit(1000);
        const auto written = writeTextFile(path("a"), std::string(100'000, 'x'));
        ASSERT_FALSE(written);
        EXPECT_EQ(written.error().kind, ErrorKind::Io);
        EXPECT_THAT(
            written.error().text, testing::StartsWith("Cannot write " + path("a").string()));
    }
    EXPECT_EQ(readTextFile(path("a"), 100).value(), "old");
}

TEST_F(TextFile, ADiskThatIsFullForASmallFileKeepsTheOldOne)
{
    ASSERT_TRUE(writeTextFile(path("a"), "old"));
    {
        const FileSizeLimit limit(1);
        EXPECT_FALSE(writeTextFile(path("a"), "new, and shorter than any buffer"));
    }
    EXPECT_EQ(readTextFile(path("a"), 100).value(), "old");
}

TEST_F(TextFile, APipeIsWrittenToAndNotReplaced)
{
    std::array<int, 2> ends{};
    ASSERT_EQ(pipe(ends.data()), 0);
    EXPECT_TRUE(writeTextFile("/dev/fd/" + std::to_string(ends[1]), "hello"));
    std::array<char, 16> buffer{};
    EXPECT_EQ(read(ends[0], buffer.data(), buffer.size()), 5);
    EXPECT_STREQ(buffer.data(), "hello");
    close(ends[0]);
    close(ends[1]);
}

#endif

} // namespace
