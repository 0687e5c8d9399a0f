#include "widgets/source_fields.h"

#include "models/workload_text.h"
#include "profile/limits.h"

#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QSignalBlocker>
#include <QSpinBox>

namespace cicada {

SourceFields::SourceFields(QFormLayout* form, Edit edit, QWidget* parent)
    : QObject(parent)
    , m_form(form)
    , m_edit(std::move(edit))
    , m_keys(new QLineEdit(parent))
    , m_storedAs(new QComboBox(parent))
    , m_limit(new QSpinBox(parent))
{
    m_keys->setPlaceholderText(tr("e.g. user:*"));
    m_keys->setToolTip(
        tr("A pattern as SCAN ... MATCH takes it. The keys are only read, once before "
           "the run"));
    m_keys->setAccessibleName(tr("Keys on the target"));
    for (const StoredAs holds : {StoredAs::Json, StoredAs::String, StoredAs::Hash})
        m_storedAs->addItem(storedAsText(holds), static_cast<int>(holds));
    m_storedAs->setToolTip(tr("What those keys are; strings must hold JSON"));
    m_storedAs->setAccessibleName(tr("What the keys on the target are"));
    m_limit->setGroupSeparatorShown(true);
    m_limit->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_limit->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_limit->setToolTip(tr("Where more keys match, the seed decides which are taken"));
    m_limit->setAccessibleName(tr("Most keys from the target"));

    const auto addRow = [&](const QString& text, QWidget* field) {
        auto* label = new QLabel(text, parent);
        label->setBuddy(field);
        m_form->addRow(label, field);
    };
    addRow(tr("Ke&ys"), m_keys);
    addRow(tr("Keys h&old"), m_storedAs);
    addRow(tr("At &most"), m_limit);

    connect(m_keys, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_edit(
            tr("Change keys on the target"),
            [&text](DataSet& d) { d.sourceKeys = text.toStdString(); },
            QStringLiteral("source_keys"));
    });
    connect(m_storedAs, &QComboBox::activated, this, [this] {
        const auto chosen = static_cast<StoredAs>(m_storedAs->currentData().toInt());
        m_edit(tr("Change what the keys hold"), [chosen](DataSet& d) { d.sourceStoredAs = chosen; },
            {});
    });
    connect(m_limit, &QSpinBox::valueChanged, this, [this](int limit) {
        m_edit(
            tr("Change most keys"),
            [limit](DataSet& d) { d.sourceLimit = static_cast<std::uint64_t>(limit); },
            QStringLiteral("source_limit"));
    });
}

void SourceFields::show(const DataSet& dataSet)
{
    const bool existing = isExisting(dataSet);
    const bool sampled = isSampled(dataSet);
    const QString keys = fromCore(dataSet.sourceKeys);
    if (m_keys->text() != keys)
        m_keys->setText(keys);
    m_storedAs->setCurrentIndex(m_storedAs->findData(static_cast<int>(dataSet.sourceStoredAs)));
    const QSignalBlocker blocker(m_limit);
    const WholeRange& range = existing ? limits::kExistingKeys : limits::kSampledKeys;
    m_limit->setRange(0, static_cast<int>(range.high));
    m_limit->setValue(static_cast<int>(dataSet.sourceLimit));
    DataSet automatic = dataSet;
    automatic.sourceLimit = 0;
    m_limit->setSpecialValueText(
        tr("automatic: %1").arg(QLocale().toString(sourceLimitOf(automatic))));
    m_form->setRowVisible(m_keys, existing || sampled);
    m_form->setRowVisible(m_storedAs, sampled);
    m_form->setRowVisible(m_limit, existing || sampled);
}

} // namespace cicada
