#include "models/indented_json.h"

#include <gtest/gtest.h>

namespace cicada {
namespace {

TEST(IndentedJson, BreaksWhatIsLongAndSpellsEveryTokenAsItCame)
{
    const QString text = QStringLiteral(
        R"([{"id":12345678901234567890,"price":1.50,"name":"a {brace}, \"quoted\" \u00e4","tags":["x","y"],"note":"long enough to need a line"}])");
    EXPECT_EQ(indentedJson(text).toStdString(), R"([
  {
    "id": 12345678901234567890,
    "price": 1.50,
    "name": "a {brace}, \"quoted\" \u00e4",
    "tags": ["x","y"],
    "note": "long enough to need a line"
  }
])");
}

TEST(IndentedJson, LeavesAloneWhatIsShortOrNoJson)
{
    for (const char* text : {"[1,2]", "{}", "OK", "(integer) 3", "[1,2", "\"text\"", ""})
        EXPECT_EQ(indentedJson(QLatin1String(text)), QLatin1String(text));
}

TEST(IndentedJson, SurvivesWhatAServerNestsForTheFunOfIt)
{
    const int depth = 20'000;
    const QString deep = QString(depth, QLatin1Char('[')) + QString(depth, QLatin1Char(']'));
    const QString laidOut = indentedJson(deep);
    EXPECT_EQ(laidOut.count(QLatin1Char('[')), depth);
    EXPECT_LT(laidOut.size(), 3 * deep.size());
}

} // namespace
} // namespace cicada
