#include "widgets/shape_editor.h"

#include "base/units.h"
#include "widgets/duration_edit.h"

#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QTableWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

using ShapeKind = ShapeDefinition::Kind;
using std::chrono::nanoseconds;

constexpr double kMostShapeValue = 1e6;
constexpr int kTableField = 100; ///< above the numbers of the single fields

/// A member of the definition that is one number or one time.
struct ShapeField
{
    QString name;
    double ShapeDefinition::* number = nullptr;
    nanoseconds ShapeDefinition::* time = nullptr;
};

std::vector<ShapeField> shapeFieldsOf(ShapeKind kind)
{
    using S = ShapeDefinition;
    switch (kind) {
    case ShapeKind::Stages:
    case ShapeKind::List:
        return {};
    case ShapeKind::Steps:
        return {{ShapeEditor::tr("From"), &S::from}, {ShapeEditor::tr("Step"), &S::step},
            {ShapeEditor::tr("Every"), nullptr, &S::every}, {ShapeEditor::tr("Up to"), &S::to}};
    case ShapeKind::Spike:
        return {{ShapeEditor::tr("From"), &S::from}, {ShapeEditor::tr("Peak"), &S::peak},
            {ShapeEditor::tr("Before"), nullptr, &S::before},
            {ShapeEditor::tr("Ramp"), nullptr, &S::ramp},
            {ShapeEditor::tr("Hold"), nullptr, &S::hold},
            {ShapeEditor::tr("After"), nullptr, &S::after}};
    case ShapeKind::DoubleWave:
        return {{ShapeEditor::tr("From"), &S::from}, {ShapeEditor::tr("First peak"), &S::peak},
            {ShapeEditor::tr("Second peak"), &S::secondPeak},
            {ShapeEditor::tr("Length"), nullptr, &S::length}};
    case ShapeKind::Dwell:
        return {{ShapeEditor::tr("Change per second"), &S::speed}};
    }
    return {};
}

QString shapeNumberText(double value)
{
    return QLocale().toString(value, 'g', 12);
}

QString shapeTimeText(nanoseconds time)
{
    return QString::fromStdString(formatDuration(time));
}

} // namespace

ShapeEditor::ShapeEditor(QWidget* parent)
    : QWidget(parent)
    , m_form(new QFormLayout)
    , m_table(new QTableWidget)
    , m_add(new QToolButton)
    , m_remove(new QToolButton)
    , m_hint(new QLabel(tr("Points of the chart can be dragged, too.")))
{
    m_form->setHorizontalSpacing(14);
    m_table->setAccessibleName(tr("Parts of the load shape"));
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    m_table->verticalHeader()->setVisible(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_add->setText(tr("Add"));
    m_add->setAccessibleName(tr("Add a part to the load shape"));
    m_remove->setText(tr("Remove"));
    m_remove->setAccessibleName(tr("Remove the chosen part of the load shape"));
    m_hint->setForegroundRole(QPalette::PlaceholderText);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_add);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    buttons->addWidget(m_hint);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(m_form);
    layout->addWidget(m_table);
    layout->addLayout(buttons);
    connect(m_table, &QTableWidget::cellChanged, this, &ShapeEditor::takeCell);
    connect(m_add, &QToolButton::clicked, this, &ShapeEditor::addRow);
    connect(m_remove, &QToolButton::clicked, this, &ShapeEditor::removeRow);
}

bool ShapeEditor::hasTable() const
{
    return m_shape.kind == ShapeKind::Stages || m_shape.kind == ShapeKind::Dwell
        || m_shape.kind == ShapeKind::List;
}

void ShapeEditor::setShape(const ShapeDefinition& shape)
{
    const bool isOther = !m_isBuilt || shape.kind != m_shape.kind;
    m_shape = shape;
    m_showing = true;
    if (isOther)
        buildFields();
    const std::vector<ShapeField> fields = shapeFieldsOf(shape.kind);
    for (int row = 0; row < m_form->rowCount(); ++row) {
        QWidget* const widget = m_form->itemAt(row, QFormLayout::FieldRole)->widget();
        const ShapeField& field = fields[static_cast<std::size_t>(row)];
        if (auto* box = qobject_cast<QDoubleSpinBox*>(widget))
            box->setValue(shape.*field.number);
        else if (auto* edit = qobject_cast<DurationEdit*>(widget))
            edit->setValue(shape.*field.time);
    }
    for (QWidget* widget : {static_cast<QWidget*>(m_table), static_cast<QWidget*>(m_add),
             static_cast<QWidget*>(m_remove)})
        widget->setVisible(hasTable());
    if (hasTable())
        showTable();
    m_showing = false;
}

void ShapeEditor::buildFields()
{
    m_isBuilt = true;
    while (m_form->rowCount() > 0)
        m_form->removeRow(0);
    const std::vector<ShapeField> fields = shapeFieldsOf(m_shape.kind);
    for (int i = 0; i < static_cast<int>(fields.size()); ++i) {
        const ShapeField& field = fields[static_cast<std::size_t>(i)];
        QWidget* widget = nullptr;
        if (field.number != nullptr) {
            auto* box = new QDoubleSpinBox;
            box->setRange(
                field.number == &ShapeDefinition::step ? -kMostShapeValue : 0, kMostShapeValue);
            box->setDecimals(1);
            box->setGroupSeparatorShown(true);
            connect(box, &QDoubleSpinBox::valueChanged, this, [this, i, field](double value) {
                m_shape.*field.number = value;
                if (!m_showing)
                    Q_EMIT edited(m_shape, i);
            });
            widget = box;
        } else {
            auto* edit = new DurationEdit;
            connect(edit, &DurationEdit::valueEdited, this, [this, i, field](nanoseconds value) {
                m_shape.*field.time = value;
                if (!m_showing)
                    Q_EMIT edited(m_shape, i);
            });
            widget = edit;
        }
        widget->setAccessibleName(tr("%1, of the load shape").arg(field.name));
        m_form->addRow(field.name, widget);
    }
}

void ShapeEditor::showTable()
{
    const QString value = m_shape.of == ShapeDefinition::Of::Users ? tr("users") : tr("requests/s");
    QStringList names;
    std::vector<QStringList> rows;
    if (m_shape.kind == ShapeKind::List) {
        names = {tr("at"), value};
        for (const ShapePoint& point : m_shape.points)
            rows.push_back({shapeTimeText(point.at), shapeNumberText(point.target)});
    } else {
        const bool ramps = m_shape.kind == ShapeKind::Stages;
        names = ramps ? QStringList{value, tr("reached within"), tr("held for")}
                      : QStringList{value, tr("held for")};
        for (const ShapeStage& stage : m_shape.stages) {
            rows.push_back({shapeNumberText(stage.target)});
            if (ramps)
                rows.back() << shapeTimeText(stage.ramp);
            rows.back() << shapeTimeText(stage.hold);
        }
    }
    m_table->setColumnCount(static_cast<int>(names.size()));
    m_table->setHorizontalHeaderLabels(names);
    m_table->setRowCount(static_cast<int>(rows.size()));
    for (int row = 0; row < m_table->rowCount(); ++row) {
        for (int column = 0; column < m_table->columnCount(); ++column) {
            auto* item = new QTableWidgetItem(rows[static_cast<std::size_t>(row)][column]);
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
    }
    const int shown = std::clamp(m_table->rowCount(), 3, 8);
    m_table->setFixedHeight(m_table->horizontalHeader()->sizeHint().height()
        + shown * m_table->verticalHeader()->defaultSectionSize() + 4);
    m_remove->setEnabled(m_table->rowCount() > 1);
}

// A text that is no value is shown as what it was before.
void ShapeEditor::takeCell(int row, int column)
{
    if (m_showing)
        return;
    const QString text = m_table->item(row, column)->text();
    bool isNumber = false;
    const double number = QLocale().toDouble(text, &isNumber);
    const auto time = parseDuration(text.toStdString());
    const auto index = static_cast<std::size_t>(row);
    ShapeDefinition next = m_shape;
    const bool isList = next.kind == ShapeKind::List;
    const int numbers = isList ? 1 : 0;
    if (column == numbers ? !isNumber || number < 0 : !time) {
        setShape(ShapeDefinition(m_shape));
        return;
    }
    if (column == numbers)
        (isList ? next.points[index].target : next.stages[index].target) = number;
    else if (isList)
        next.points[index].at = *time;
    else if (next.kind == ShapeKind::Stages && column == 1)
        next.stages[index].ramp = *time;
    else
        next.stages[index].hold = *time;
    Q_EMIT edited(next, kTableField);
}

void ShapeEditor::addRow()
{
    using namespace std::chrono_literals;
    ShapeDefinition next = m_shape;
    if (next.kind == ShapeKind::List) {
        const ShapePoint last = next.points.empty() ? ShapePoint{-10s, 1} : next.points.back();
        next.points.push_back({last.at + 10s, last.target});
    } else {
        ShapeStage stage = next.stages.empty() ? ShapeStage{1, 0s, 10s} : next.stages.back();
        if (stage.ramp + stage.hold == 0s)
            stage.hold = 10s;
        next.stages.push_back(stage);
    }
    Q_EMIT edited(next, -1);
}

void ShapeEditor::removeRow()
{
    const int row = m_table->currentRow() < 0 ? m_table->rowCount() - 1 : m_table->currentRow();
    ShapeDefinition next = m_shape;
    if (next.kind == ShapeKind::List)
        next.points.erase(next.points.begin() + row);
    else
        next.stages.erase(next.stages.begin() + row);
    if (next.kind == ShapeKind::List && !next.points.empty())
        next.points.front().at = {};
    Q_EMIT edited(next, -1);
}

} // namespace cicada
