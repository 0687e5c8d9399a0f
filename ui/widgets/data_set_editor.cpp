#include "widgets/data_set_editor.h"

#include "models/data_set_model.h"
#include "models/document_sampler.h"
#include "models/figure_text.h"
#include "models/memory_estimate.h"
#include "models/profile_edits.h"
#include "models/workload_edits.h"
#include "models/workload_text.h"
#include "profile_document.h"
#include "widgets/card.h"
#include "widgets/document_preview.h"
#include "widgets/document_view.h"
#include "widgets/role_label.h"
#include "widgets/source_fields.h"
#include "widgets/wheel_guard.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QRegularExpressionValidator>
#include <QSlider>
#include <QSpinBox>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace cicada {

namespace {

// The slider is logarithmic: -200 is a hundredth, 0 as it comes, 200 a hundred times.
constexpr int kScaleSteps = 200;

int sliderOf(double scale)
{
    return static_cast<int>(std::lround(std::log10(std::max(scale, 0.01)) * 100));
}

double scaleOf(int slider)
{
    const double exact = std::pow(10.0, slider / 100.0);
    return std::round(exact * 100) / 100; // as it is shown and saved
}

QWidget* rowOf(QWidget* first, QWidget* second)
{
    auto* row = new QWidget(first->parentWidget());
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(first, 1);
    layout->addWidget(second);
    return row;
}

QWidget* columnOf(QWidget* first, QWidget* second)
{
    auto* column = new QWidget(first->parentWidget());
    auto* layout = new QVBoxLayout(column);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(2);
    layout->addWidget(first);
    layout->addWidget(second);
    return column;
}

} // namespace

DataSetEditor::DataSetEditor(ProfileDocument* document, DocumentSampler* sampler, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_sampler(sampler)
    , m_card(new Card(tr("Data set"), this))
    , m_problem(new RoleLabel(ColorRole::Error, {}, this))
    , m_form(new QFormLayout)
    , m_preview(new DocumentPreview(sampler, this))
{
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_card);
    makeFields();
    layOutFields();
    connectFields();
    WheelGuard::protect(this);
}

void DataSetEditor::makeFields()
{
    m_name = new QLineEdit(this);
    m_name->setAccessibleName(tr("Name of the data set"));
    m_nameProblem = new RoleLabel(ColorRole::Error, {}, this);
    m_nameProblem->hide();
    m_kind = new QComboBox(this);
    m_kind->setAccessibleName(tr("Kind of documents"));
    m_kind->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    for (const DocumentKind& kind : documentKinds()) {
        const QString size
            = kind.typicalBytes > 0 ? bytesText(static_cast<double>(kind.typicalBytes)) : QString();
        m_kind->addItem(
            size.isEmpty() ? fromCore(kind.name) : tr("%1, %2").arg(fromCore(kind.name), size),
            fromCore(kind.name));
        m_kind->setItemData(m_kind->count() - 1, fromCore(kind.description), Qt::ToolTipRole);
    }
    m_kindDescription = new RoleLabel(ColorRole::Muted, {}, this);
    m_file = new QLineEdit(this);
    m_file->setAccessibleName(tr("File of documents"));
    m_count = new QSpinBox(this);
    m_count->setRange(1, 1'000'000'000);
    m_count->setGroupSeparatorShown(true);
    m_count->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_count->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    m_count->setAccessibleName(tr("Number of documents"));
    m_scale = new QSlider(Qt::Horizontal, this);
    m_scale->setRange(-kScaleSteps, kScaleSteps);
    m_scale->setPageStep(30);
    m_scale->setAccessibleName(tr("Size of the documents"));
    m_scaleText = new QLabel(this);
    m_seed = new QLineEdit(this);
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("[0-9]{1,19}")), m_seed));
    m_seed->setToolTip(tr("The same seed makes the same documents on every machine"));
    m_seed->setAccessibleName(tr("Seed"));
    m_prefix = new QLineEdit(this);
    m_prefix->setToolTip(tr("Every key begins with it; clean-up deletes by it"));
    m_prefix->setAccessibleName(tr("Key prefix"));
    m_memory = new RoleLabel(ColorRole::Muted, {}, this);
}

void DataSetEditor::layOutFields()
{
    auto* browse = new QPushButton(tr("&Browse…"), this);
    connect(browse, &QPushButton::clicked, this, &DataSetEditor::chooseFile);
    m_fileRow = rowOf(m_file, browse);
    m_scaleRow = rowOf(m_scale, m_scaleText);
    m_storedRow = new QWidget(this);
    auto* stored = new QHBoxLayout(m_storedRow);
    stored->setContentsMargins(0, 0, 0, 0);
    for (const StoredAs storedAs : kEveryStoredAs) {
        auto* box = new QCheckBox(storedAsText(storedAs), m_storedRow);
        m_stored[static_cast<std::size_t>(storedAs)] = box;
        stored->addWidget(box);
        connect(
            box, &QCheckBox::clicked, this, [this, storedAs](bool on) { setStored(storedAs, on); });
    }
    stored->addStretch();

    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    const auto addRow = [this](const QString& text, QWidget* row, QWidget* buddy) {
        auto* label = new QLabel(text, this);
        label->setBuddy(buddy);
        m_form->addRow(label, row);
    };
    addRow(tr("&Name"), columnOf(m_name, m_nameProblem), m_name);
    addRow(tr("&Kind"), columnOf(m_kind, m_kindDescription), m_kind);
    addRow(tr("Fi&le"), m_fileRow, m_file);
    m_source = new SourceFields(
        m_form,
        [this](const QString& text, const std::function<void(DataSet&)>& change,
            const QString& mergeField) { edit(text, change, mergeField); },
        this);
    addRow(tr("Do&cuments"), m_count, m_count);
    addRow(tr("Si&ze"), m_scaleRow, m_scale);
    addRow(tr("S&tored as"), m_storedRow, m_stored.front());
    addRow(tr("Key &prefix"), m_prefix, m_prefix);
    addRow(tr("&Seed"), m_seed, m_seed);

    m_problem->setTextFormat(Qt::PlainText);
    m_memory->setTextFormat(Qt::PlainText);
    m_card->content()->addWidget(m_problem);
    m_card->content()->addLayout(m_form);
    m_card->content()->addWidget(m_memory);
    m_card->content()->addWidget(m_preview, 1);
}

void DataSetEditor::connectFields()
{
    connect(m_name, &QLineEdit::textEdited, this, &DataSetEditor::rename);
    // A name that was refused goes when one leaves it.
    connect(m_name, &QLineEdit::editingFinished, this, &DataSetEditor::followDocument);
    connect(m_kind, &QComboBox::activated, this, [this] {
        const std::string kind = m_kind->currentData().toString().toStdString();
        edit(tr("Choose kind of documents"),
            [&kind](DataSet& edited) { setDataSetKind(edited, kind); });
    });
    connect(m_file, &QLineEdit::textEdited, this, [this](const QString& text) {
        edit(
            tr("Choose file"), [&](DataSet& edited) { edited.file = text.toStdString(); },
            QStringLiteral("file"));
    });
    connect(m_count, &QSpinBox::valueChanged, this, [this](int count) {
        edit(
            tr("Change number of documents"),
            [count](DataSet& d) { d.count = static_cast<std::uint64_t>(count); },
            QStringLiteral("count"));
    });
    connect(m_scale, &QSlider::valueChanged, this, [this](int slider) {
        edit(
            tr("Change size of documents"), [slider](DataSet& d) { d.scale = scaleOf(slider); },
            QStringLiteral("scale"));
    });
    connect(m_seed, &QLineEdit::textEdited, this, [this](const QString& text) {
        edit(
            tr("Change seed"), [&text](DataSet& d) { d.seed = text.toULongLong(); },
            QStringLiteral("seed"));
    });
    connect(m_prefix, &QLineEdit::textEdited, this, [this](const QString& text) {
        edit(
            tr("Change key prefix"), [&text](DataSet& d) { d.prefix = text.toStdString(); },
            QStringLiteral("prefix"));
    });
    connect(m_document, &ProfileDocument::profileChanged, this, &DataSetEditor::followDocument);
    connect(m_document, &ProfileDocument::problemsChanged, this, &DataSetEditor::followProblems);
    connect(m_sampler, &DocumentSampler::sampled, this, &DataSetEditor::showFigures);
}

const DataSet* DataSetEditor::dataSet() const
{
    const auto& dataSets = m_document->profile().dataSets;
    return m_index >= 0 && m_index < static_cast<int>(dataSets.size())
        ? &dataSets[static_cast<std::size_t>(m_index)]
        : nullptr;
}

void DataSetEditor::edit(
    const QString& text, const std::function<void(DataSet&)>& change, const QString& mergeField)
{
    if (dataSet())
        editDataSet(m_document, m_index, text, change, mergeField);
}

void DataSetEditor::rename(const QString& name)
{
    if (!dataSet())
        return;
    TestProfile next = m_document->profile();
    const bool accepted
        = renameDataSet(next, static_cast<std::size_t>(m_index), name.toStdString());
    m_nameProblem->setText(
        name.isEmpty() ? tr("A data set needs a name.") : tr("Another data set has this name."));
    m_nameProblem->setVisible(!accepted);
    if (accepted)
        m_document->edit(tr("Rename data set"), std::move(next),
            mergeIdOf(dataSetField(m_index, QStringLiteral("name"))));
}

void DataSetEditor::setStored(StoredAs storedAs, bool stored)
{
    edit(tr("Change storage"), [&](DataSet& edited) {
        std::erase(edited.storedAs, storedAs);
        if (isExisting(edited)) // they are what they are, and one thing only
            edited.storedAs.clear();
        if (stored || isExisting(edited))
            edited.storedAs.push_back(storedAs);
        std::sort(edited.storedAs.begin(), edited.storedAs.end());
    });
}

void DataSetEditor::chooseFile()
{
    auto* dialog = new QFileDialog(this, tr("File of documents"), m_file->text(),
        tr("JSON (*.json *.jsonl *.ndjson);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        edit(tr("Choose file"), [&file](DataSet& edited) { edited.file = file.toStdString(); });
    });
    dialog->open();
}

void DataSetEditor::setDataSet(int dataSet)
{
    m_index = dataSet;
    followDocument();
}

void DataSetEditor::focusName()
{
    m_name->setFocus();
    m_name->selectAll();
}

void DataSetEditor::followDocument()
{
    const DataSet* shown = dataSet();
    if (!shown)
        return;
    const auto setText = [](QLineEdit* field, const QString& text) {
        if (field->text() != text)
            field->setText(text);
    };
    m_card->setTitle(tr("Data set %1").arg(fromCore(shown->name)));
    const bool refused = m_nameProblem->isVisibleTo(this) && m_name->hasFocus();
    if (!refused) {
        setText(m_name, fromCore(shown->name));
        m_nameProblem->hide();
    }
    const DocumentKind* kind = findDocumentKind(shown->kind);
    m_kind->setCurrentIndex(m_kind->findData(fromCore(shown->kind)));
    m_kindDescription->setText(kind ? fromCore(kind->description) : QString());
    setText(m_file, fromCore(shown->file));
    setText(m_prefix, fromCore(shown->prefix));
    if (m_seed->text().toULongLong() != shown->seed || m_seed->text().isEmpty())
        m_seed->setText(QString::number(shown->seed));
    const QSignalBlocker countBlocker(m_count);
    const QSignalBlocker scaleBlocker(m_scale);
    m_count->setValue(static_cast<int>(std::min<std::uint64_t>(shown->count, 1'000'000'000)));
    if (scaleOf(m_scale->value()) != shown->scale)
        m_scale->setValue(sliderOf(shown->scale));
    for (const StoredAs storedAs : kEveryStoredAs) {
        QCheckBox* box = m_stored[static_cast<std::size_t>(storedAs)];
        const bool stored = std::find(shown->storedAs.begin(), shown->storedAs.end(), storedAs)
            != shown->storedAs.end();
        box->setChecked(stored);
        const bool mayBeFlat = kind && (kind->flat || isSampled(*shown) || isExisting(*shown));
        box->setEnabled(storedAs != StoredAs::Hash || stored || mayBeFlat);
        box->setToolTip(box->isEnabled() ? QString() : tr("Only flat documents have a hash twin"));
    }
    showRows(*shown, kind && kind->scalable);
    m_source->show(*shown);
    m_preview->setDataSet(*shown);
    showFigures();
    followProblems();
}

// Only what means something for the kind.
void DataSetEditor::showRows(const DataSet& shown, bool scalable)
{
    const bool isTemplate = shown.kind == "template";
    m_file->setPlaceholderText(isTemplate
            ? tr("A JSON document with placeholders, e.g. {random_int 1 9}")
            : tr("JSON or JSON lines"));
    m_form->setRowVisible(m_fileRow, shown.kind == "file" || isTemplate);
    m_form->setRowVisible(m_scaleRow, scalable);
    m_form->setRowVisible(m_seed, shown.kind != "file");
    m_form->setRowVisible(m_count, !isExisting(shown));
    m_form->setRowVisible(m_prefix, !isExisting(shown));
}

void DataSetEditor::followProblems()
{
    QStringList sentences;
    const QString own = dataSetField(m_index);
    for (const Problem& problem : m_document->problems()) {
        const QString field = QString::fromStdString(problem.field);
        if (field == own)
            sentences << QString::fromStdString(problem.text);
        else if (field.startsWith(own + QLatin1Char('.')))
            sentences << tr("%1: %2").arg(
                field.mid(own.size() + 1).replace(QLatin1Char('_'), QLatin1Char(' ')),
                QString::fromStdString(problem.text));
    }
    m_problem->setText(sentences.join(QLatin1Char('\n')));
    m_problem->setVisible(!sentences.isEmpty());
}

void DataSetEditor::showFigures()
{
    const DataSet* shown = dataSet();
    if (!shown)
        return;
    const auto sample = m_sampler->sample(*shown);
    const double bytes = sample ? sample->meanBytes : typicalBytes(*shown);
    m_scaleText->setText(tr("× %1").arg(QLocale().toString(shown->scale, 'g', 3)));
    m_memory->setVisible(bytes > 0);
    m_memory->setText(tr("%1 documents of about %2 take ≈ %3 in Redis (estimated).")
            .arg(countText(shown->count), bytesText(bytes),
                bytesText(estimatedMemory(*shown, bytes))));
}

} // namespace cicada
