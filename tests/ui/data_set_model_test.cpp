#include "models/data_set_model.h"

#include "models/document_sampler.h"
#include "models/memory_estimate.h"
#include "models/workload_edits.h"
#include "profile_document.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <gtest/gtest.h>

namespace cicada {
namespace {

class DataSetModelTest : public testing::Test
{
protected:
    DataSetModelTest()
    {
        TestProfile profile;
        addDataSet(profile, "basic_user", "people");
        addDataSet(profile, "catalog", "products");
        document.reset(profile, {});
    }

    QString text(int row, int column) const { return model.index(row, column).data().toString(); }

    ProfileDocument document;
    DocumentSampler sampler{&document};
    DataSetModel model{&document, &sampler};
    QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::Fatal};
};

TEST_F(DataSetModelTest, SaysWhatTheDocumentsAreAndHowTheyLie)
{
    TestProfile next = document.profile();
    next.dataSets[0].storedAs = {StoredAs::Json, StoredAs::Hash};
    document.edit(QStringLiteral("edit"), next);

    EXPECT_EQ(text(0, DataSetModel::Name), QStringLiteral("people"));
    EXPECT_EQ(text(0, DataSetModel::Documents), QStringLiteral("basic_user, seed 42"));
    EXPECT_EQ(text(0, DataSetModel::Storage), QStringLiteral("JSON, hash"));
    EXPECT_TRUE(text(0, DataSetModel::Memory).startsWith(QStringLiteral("≈ ")));
}

TEST_F(DataSetModelTest, WeighsRealDocumentsOnceTheyAreMade)
{
    const DataSet& people = document.profile().dataSets[0];
    const QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    ASSERT_TRUE(QTest::qWaitFor([&] { return sampler.sample(people) != nullptr; }));
    const auto sample = sampler.sample(people);

    std::string documents;
    for (std::uint64_t i = 0; i < 8; ++i)
        sample->generator->append(documents, i);
    EXPECT_DOUBLE_EQ(sample->meanBytes, static_cast<double>(documents.size()) / 8);
    EXPECT_GE(changed.count(), 1);
}

TEST_F(DataSetModelTest, AFileThatIsNotThereIsAProblemAndHasNoSize)
{
    TestProfile next = document.profile();
    const std::size_t index = addFileDataSet(next, QStringLiteral("/nowhere/orders.json"));
    document.edit(QStringLiteral("add"), next);
    const auto sample = [&] { return sampler.sample(document.profile().dataSets[index]); };
    ASSERT_TRUE(QTest::qWaitFor([&] { return sample() != nullptr; }));

    EXPECT_FALSE(sample()->problem.isEmpty());
    EXPECT_EQ(text(2, DataSetModel::Documents), QStringLiteral("orders.json"));
    EXPECT_EQ(text(2, DataSetModel::Size), QStringLiteral("–"));
}

TEST_F(DataSetModelTest, AMovedDataSetTakesItsIndexAlong)
{
    const QPersistentModelIndex people = model.index(0, DataSetModel::Name);
    TestProfile next = document.profile();
    moveDataSet(next, 0, 2);
    document.edit(QStringLiteral("move"), next);
    EXPECT_EQ(people.row(), 1);
    EXPECT_EQ(text(0, DataSetModel::Name), QStringLiteral("products"));
    document.undoStack()->undo();
    EXPECT_EQ(people.row(), 0);
}

TEST_F(DataSetModelTest, NamesTheKeysThatDocumentsComeFrom)
{
    TestProfile next = document.profile();
    setDataSetKind(next.dataSets[0], "existing");
    next.dataSets[0].sourceKeys = "user:*";
    setDataSetKind(next.dataSets[1], "sampled");
    next.dataSets[1].sourceKeys = "part:*";
    document.edit(QStringLiteral("edit"), next);

    EXPECT_EQ(text(0, DataSetModel::Documents), QStringLiteral("keys user:*"));
    EXPECT_EQ(text(0, DataSetModel::Count), QStringLiteral("≤ 100,000"));
    EXPECT_EQ(text(1, DataSetModel::Documents), QStringLiteral("copies of part:*"));
    EXPECT_EQ(text(1, DataSetModel::Size), QStringLiteral("–"));
}

TEST(MemoryEstimate, MeetsTheFiguresItComesFrom)
{
    EXPECT_NEAR(estimatedBytesPerDocument(StoredAs::Json, 12'800), 49'000, 200);
    EXPECT_NEAR(estimatedBytesPerDocument(StoredAs::Json, 2'000'000), 4'660'000, 1'000);
    EXPECT_NEAR(estimatedBytesPerDocument(StoredAs::String, 12'800), 14'400, 200);
    EXPECT_NEAR(estimatedBytesPerDocument(StoredAs::String, 2'000'000), 2'600'000, 1'000);
    EXPECT_EQ(estimatedBytesPerDocument(StoredAs::Json, 0), 0);
}

TEST(MemoryEstimate, AddsUpAllTwins)
{
    DataSet twins;
    twins.count = 10;
    twins.storedAs = {StoredAs::Json, StoredAs::String};
    const double one = estimatedBytesPerDocument(StoredAs::Json, 500)
        + estimatedBytesPerDocument(StoredAs::String, 500);
    EXPECT_DOUBLE_EQ(estimatedMemory(twins, 500), 10 * one);
}

} // namespace
} // namespace cicada
