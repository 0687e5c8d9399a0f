#include "widgets/figure_table.h"

#include <QHeaderView>
#include <QStandardItemModel>
#include <gtest/gtest.h>

namespace cicada {
namespace {

class StretchedTable : public ::testing::Test
{
protected:
    StretchedTable()
    {
        m_model.setHorizontalHeaderLabels({"name", "figure", "note"});
        m_model.appendRow({new QStandardItem("a name"), new QStandardItem("1"),
            new QStandardItem("a note that is longer than the name")});
        m_table.setModel(&m_model);
        m_table.setStretchColumns({0, 2});
    }

    void showAs(int width)
    {
        m_table.resize(width, 200);
        m_table.show();
        m_table.fitColumns();
    }

    int widthOf(int column) const { return m_table.header()->sectionSize(column); }

    int allWidths() const { return widthOf(0) + widthOf(1) + widthOf(2); }

    QStandardItemModel m_model;
    FigureTable m_table{"table"};
};

TEST_F(StretchedTable, SharesTheRoomThatIsLeft)
{
    showAs(600);
    const int name = widthOf(0);
    const int figure = widthOf(1);
    const int note = widthOf(2);
    EXPECT_EQ(allWidths(), m_table.viewport()->width());
    m_table.resize(800, 200);
    EXPECT_EQ(widthOf(0), name + 100);
    EXPECT_EQ(widthOf(1), figure);
    EXPECT_EQ(widthOf(2), note + 100);
}

TEST_F(StretchedTable, KeepsEveryColumnInSightWhereItIsNarrow)
{
    showAs(600);
    const int figure = widthOf(1);
    m_table.resize(250, 200);
    EXPECT_EQ(allWidths(), m_table.viewport()->width());
    EXPECT_EQ(widthOf(1), figure);
    m_table.resize(60, 200);
    EXPECT_EQ(widthOf(1), figure);
    EXPECT_GE(widthOf(2), 12 * m_table.fontMetrics().averageCharWidth());
}

TEST_F(StretchedTable, TakesFromTheLongColumnWhatTheShortOneCannotGive)
{
    m_model.item(0, 0)->setText("a name that is longer than any that was seen before it");
    m_model.item(0, 2)->setText({});
    showAs(600);
    const int figure = widthOf(1);
    m_table.resize(250, 200);
    EXPECT_EQ(allWidths(), m_table.viewport()->width());
    EXPECT_EQ(widthOf(1), figure);
    EXPECT_LT(widthOf(2), widthOf(0));
}

} // namespace
} // namespace cicada
