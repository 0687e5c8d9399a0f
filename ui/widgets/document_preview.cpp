#include "widgets/document_preview.h"

#include "models/document_sampler.h"
#include "models/figure_text.h"
#include "models/workload_text.h"
#include "widgets/color_roles.h"
#include "widgets/document_view.h"
#include "widgets/role_label.h"

#include <QFutureWatcher>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QToolButton>
#include <QVBoxLayout>
#include <QtConcurrentRun>

#include <algorithm>

namespace cicada {

namespace {

QToolButton* arrowButton(Qt::ArrowType arrow, const QString& name, QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setArrowType(arrow);
    button->setAutoRaise(true);
    button->setToolTip(name);
    button->setAccessibleName(name);
    return button;
}

std::shared_ptr<const DocumentContent> makeDocument(
    const DocumentGenerator& generator, std::uint64_t index)
{
    std::string text;
    generator.append(text, index);
    return DocumentContent::parse(text);
}

} // namespace

DocumentPreview::DocumentPreview(DocumentSampler* sampler, QWidget* parent)
    : QWidget(parent)
    , m_sampler(sampler)
    , m_view(new DocumentView(this))
    , m_which(new QLabel(this))
    , m_size(new RoleLabel(ColorRole::Muted, {}, this))
    , m_problem(new RoleLabel(ColorRole::Error, {}, this))
    , m_read(new QPushButton(tr("Read the file"), this))
    , m_previous(arrowButton(Qt::LeftArrow, tr("Previous document"), this))
    , m_next(arrowButton(Qt::RightArrow, tr("Next document"), this))
{
    m_problem->setTextFormat(Qt::PlainText);
    m_size->setWordWrap(false);
    m_size->setToolTip(
        tr("Bold members have a role: a path that every document of the data set has"));
    auto* header = new QHBoxLayout;
    header->setSpacing(6);
    header->addWidget(m_which);
    header->addWidget(m_size);
    header->addStretch();
    header->addWidget(m_previous);
    header->addWidget(m_next);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addLayout(header);
    layout->addWidget(m_problem);
    layout->addWidget(m_read, 0, Qt::AlignLeft);
    layout->addWidget(m_view, 1);
    layout->addStretch(0); // where there is a sentence and no document

    connect(m_sampler, &DocumentSampler::sampled, this, &DocumentPreview::followSampler);
    connect(m_read, &QPushButton::clicked, this, [this] {
        if (m_dataSet)
            m_sampler->allowReading(m_dataSet->file);
    });
    connect(m_view, &DocumentView::picked, this, &DocumentPreview::pathPicked);
    connect(m_previous, &QToolButton::clicked, this, [this] { showDocument(m_index - 1); });
    connect(m_next, &QToolButton::clicked, this, [this] { showDocument(m_index + 1); });
    showHeader();
}

void DocumentPreview::setDataSet(const std::optional<DataSet>& dataSet)
{
    const bool sameSet = m_dataSet && dataSet && m_dataSet->name == dataSet->name
        && m_dataSet->kind == dataSet->kind;
    if (!sameSet) {
        m_view->forgetFolds();
        m_index = 0;
    }
    m_dataSet = dataSet;
    followSampler();
}

void DocumentPreview::followSampler()
{
    const auto sample = m_dataSet ? m_sampler->sample(*m_dataSet) : nullptr;
    if (m_dataSet && !sample)
        return; // being made; what is shown stays until then
    m_problem->setText(sample ? sample->problem : QString());
    const bool onlyLater = m_dataSet && awaitsTarget(*m_dataSet); // nothing is wrong
    const bool awaitsConsent = sample && sample->awaitsConsent;   // nor here
    m_problem->setRole(onlyLater || awaitsConsent ? ColorRole::Muted : ColorRole::Error);
    m_read->setVisible(awaitsConsent);
    if (onlyLater)
        m_problem->setText(tr("These documents are on the target: they are read before a run, and "
                              "what depends on them is checked then."));
    m_problem->setVisible(!m_problem->text().isEmpty());
    m_view->setVisible(m_problem->text().isEmpty());
    const auto generator = sample ? sample->generator : nullptr;
    if (generator == m_generator && generator) {
        showHeader();
        return;
    }
    m_generator = generator;
    m_roles = sample ? sample->roles : std::vector<DocumentRole>();
    Q_EMIT rolesChanged();
    showDocument(m_index);
}

void DocumentPreview::showDocument(std::uint64_t index)
{
    const std::uint64_t request = ++m_request;
    if (!m_generator || !m_dataSet) {
        take(request, nullptr);
        return;
    }
    m_index = std::min(index, std::max<std::uint64_t>(m_dataSet->count, 1) - 1);
    auto* const watcher = new QFutureWatcher<std::shared_ptr<const DocumentContent>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, request] {
        watcher->deleteLater();
        take(request, watcher->result());
    });
    watcher->setFuture(QtConcurrent::run(
        [generator = m_generator, wanted = m_index] { return makeDocument(*generator, wanted); }));
}

void DocumentPreview::take(std::uint64_t request, std::shared_ptr<const DocumentContent> content)
{
    if (request != m_request)
        return;
    m_content = std::move(content);
    m_view->setContent(m_content);
    m_view->setRoles(m_content ? rolePaths(*m_content, m_roles) : QHash<QString, QString>());
    showHeader();
    checkPaths();
}

void DocumentPreview::setPaths(const QStringList& paths)
{
    if (paths == m_paths)
        return;
    m_paths = paths;
    checkPaths();
}

void DocumentPreview::setPicking(bool picking)
{
    m_view->setPicking(picking);
}

void DocumentPreview::checkPaths()
{
    PathFinding all;
    for (const QString& path : m_content ? m_paths : QStringList()) {
        const PathFinding finding = findPath(*m_content, path);
        all.paths += finding.paths;
        if (all.isProblem)
            continue; // the first one that is wrong has the word
        all.isProblem = finding.isProblem;
        all.sentence = m_paths.size() == 1 || !finding.isProblem
            ? finding.sentence
            : tr("%1 %2").arg(path, finding.sentence);
    }
    if (m_paths.size() > 1 && !all.isProblem)
        all.sentence = tr("%1 paths match %2 values")
                           .arg(countText(static_cast<std::uint64_t>(m_paths.size())),
                               countText(static_cast<std::uint64_t>(all.paths.size())));
    m_view->setMatches(all.paths);
    Q_EMIT pathsChecked(all.sentence, all.isProblem);
}

void DocumentPreview::showHeader()
{
    const std::uint64_t count = m_dataSet ? std::max<std::uint64_t>(m_dataSet->count, 1) : 0;
    m_which->setText(m_content && m_dataSet
            ? tr("Document %1 of %2").arg(countText(m_index + 1), countText(count))
            : tr("Document"));
    m_size->setText(m_content
            ? tr("%1 compact").arg(bytesText(static_cast<double>(m_content->bytes)))
            : QString());
    m_previous->setEnabled(m_content && m_index > 0);
    m_next->setEnabled(m_content && m_index + 1 < count);
}

} // namespace cicada
