#include "widgets/load_connections_card.h"

#include "profile_document.h"
#include "target_book.h"
#include "widgets/problem_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLineEdit>
#include <QRegularExpressionValidator>
#include <QSpinBox>

namespace cicada {

LoadConnectionsCard::LoadConnectionsCard(ProfileDocument* document, const TargetBook* book)
    : LoadCard(tr("Connections"), document)
    , m_book(book)
    , m_connections(countBox(100'000))
    , m_connectionMode(new QComboBox)
    , m_pipeline(countBox(1000))
    , m_reconnectEvery(countBox(1'000'000'000))
    , m_tlsResumption(new QCheckBox(tr("Resume TLS sessions")))
    , m_threads(countBox(256))
    , m_seed(new QLineEdit)
    , m_checkValues(numberBox(100, 2))
{
    addConnectionFields();
    addReconnectFields();
    m_threads->setSpecialValueText(tr("automatic"));
    addField(tr("&Threads"), m_threads, QStringLiteral("load.threads"), tr("Threads"));
    bindNumber(m_threads, tr("Change threads"), MergeThreads, &Load::threads);
    addSeedField();
    addCheckField();
    connect(m_book, &TargetBook::changed, this, &LoadConnectionsCard::showTlsResumption);
    refresh();
}

void LoadConnectionsCard::addConnectionFields()
{
    m_connections->setSpecialValueText(tr("automatic"));
    addField(
        tr("&Connections"), m_connections, QStringLiteral("load.connections"), tr("Connections"));
    bindNumber(m_connections, tr("Change connections"), MergeConnections, &Load::connections);
    // In the order of ConnectionMode.
    m_connectionMode->addItems(
        {tr("exclusive: one user at a time"), tr("multiplexed: shared by users")});
    m_connectionMode->setItemData(0, tr("Like the pools of redis-py and Jedis"), Qt::ToolTipRole);
    m_connectionMode->setItemData(1, tr("Like Lettuce and ioredis"), Qt::ToolTipRole);
    m_connectionMode->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    addField(tr("Use&d"), m_connectionMode, QStringLiteral("load.connection_mode"),
        tr("How connections are used"));
    bindChoice(m_connectionMode, tr("Change use of connections"), &Load::connectionMode);
    m_pipeline->setSuffix(tr(" in flight"));
    addField(tr("Pipe&line depth"), m_pipeline, QStringLiteral("load.pipeline"),
        tr("Pipeline depth: calls in flight per connection"));
    bindNumber(m_pipeline, tr("Change pipeline depth"), MergePipeline, &Load::pipeline);
}

void LoadConnectionsCard::addReconnectFields()
{
    m_reconnectEvery->setSpecialValueText(tr("never"));
    m_reconnectEvery->setPrefix(tr("after "));
    m_reconnectEvery->setSuffix(tr(" calls"));
    m_reconnectEvery->setToolTip(tr("Like clients that keep no connection, such as PHP without "
                                    "persistent ones"));
    addField(tr("Rec&onnect"), m_reconnectEvery, QStringLiteral("load.reconnect_every"),
        tr("After how many calls a connection is closed and opened again"));
    bindNumber(m_reconnectEvery, tr("Change reconnecting"), MergeReconnect, &Load::reconnectEvery);
    m_tlsResumption->setToolTip(tr("New connections take up the TLS session of an earlier one, as "
                                   "Java clients do; without, each makes a whole handshake."));
    form()->addRow(QString(), m_tlsResumption);
    connect(m_tlsResumption, &QCheckBox::clicked, this, [this](bool resume) {
        change(
            tr("Change TLS resumption"), 0, [resume](Load& load) { load.tlsResumption = resume; });
    });
}

void LoadConnectionsCard::addSeedField()
{
    m_seed->setAccessibleName(tr("Seed of everything random"));
    m_seed->setToolTip(tr("The same seed chooses the same keys, tasks and waits again."));
    m_seed->setValidator(
        new QRegularExpressionValidator(QRegularExpression(QStringLiteral("\\d{1,20}")), m_seed));
    form()->addRow(tr("&Seed"), m_seed);
    ProblemLabel* problems = addProblems(QStringLiteral("load.seed"));
    connect(m_seed, &QLineEdit::textEdited, this, [this, problems](const QString& text) {
        bool isNumber = false;
        const qulonglong seed = text.toULongLong(&isNumber);
        problems->setInputProblem(isNumber ? QString() : tr("Write a whole number, such as 42."));
        if (isNumber)
            change(tr("Change seed"), MergeSeed, [seed](Load& load) { load.seed = seed; });
    });
}

void LoadConnectionsCard::addCheckField()
{
    m_checkValues->setSuffix(tr(" % of replies"));
    m_checkValues->setSpecialValueText(tr("off"));
    addField(tr("Chec&k values"), m_checkValues, QStringLiteral("load.check_values"),
        tr("Replies that are held against what was written, where no task changes it"));
    connect(m_checkValues, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        change(tr("Change value checks"), MergeCheckValues,
            [value](Load& load) { load.checkValues = value / 100; });
    });
}

void LoadConnectionsCard::showLoad(const Load& load)
{
    m_connections->setValue(static_cast<int>(load.connections));
    m_connectionMode->setCurrentIndex(static_cast<int>(load.connectionMode));
    m_pipeline->setValue(static_cast<int>(load.pipeline));
    m_reconnectEvery->setValue(static_cast<int>(load.reconnectEvery));
    m_threads->setValue(static_cast<int>(load.threads));
    // What means the same is left as it was typed.
    if (m_seed->text().toULongLong() != load.seed || m_seed->text().isEmpty())
        m_seed->setText(QString::number(load.seed));
    showTlsResumption();
    m_checkValues->setValue(load.checkValues * 100);
}

// Without TLS there is nothing to choose, and a small window has no line to spare.
void LoadConnectionsCard::showTlsResumption()
{
    m_tlsResumption->setChecked(load().tlsResumption);
    m_tlsResumption->setVisible(m_book->maySpeakTls(document()->profile().target));
}

} // namespace cicada
