#include "widgets/server_panel.h"

#include "models/call_count_model.h"
#include "models/figure_text.h"
#include "models/statistics_model.h"
#include "models/table_roles.h"
#include "report/generator_text.h"
#include "widgets/figure_table.h"
#include "widgets/run_colors.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

namespace {

QString known(const std::string& text)
{
    return text.empty() ? noDataText() : QString::fromStdString(text);
}

} // namespace

ServerPanel::ServerPanel(QWidget* parent)
    : QWidget(parent)
    , m_integrity(new QLabel)
    , m_calls(new CallCountModel(this))
    , m_table(new FigureTable(tr("Calls sent and counted")))
{
    auto* facts = new QWidget;
    auto* form = new QFormLayout(facts);
    form->setContentsMargins(8, 8, 16, 8);
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(4);
    m_target = addRow(form, tr("Target"));
    m_server = addRow(form, tr("Server"));
    m_json = addRow(form, tr("JSON"));
    m_mode = addRow(form, tr("Mode"));
    m_cpu = addRow(form, tr("CPU, of one core"));
    m_commands = addRow(form, tr("Commands/s"));
    m_memory = addRow(form, tr("Memory"));
    m_clients = addRow(form, tr("Clients"));
    m_generator = addRow(form, tr("This app"));
    m_machine = addRow(form, tr("This machine"));
    m_floor = addRow(form, tr("Timing floor"));
    m_connections = addRow(form, tr("Connections"));
    auto* scroll = new QScrollArea;
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(facts);
    scroll->setAccessibleName(tr("Server facts"));

    auto* sorted = new TotalLastProxy(this);
    sorted->setSourceModel(m_calls);
    m_table->setModel(sorted);
    m_table->setRootIsDecorated(false);
    m_table->setStretchColumns({CallCountModel::What});
    m_table->sortByColumn(CallCountModel::What, Qt::AscendingOrder);
    m_table->setPlaceholder(tr("Which commands were sent, and how many of them the server counted, "
                               "is shown here once a run has begun."));
    m_integrity->setWordWrap(true);
    m_integrity->setTextFormat(Qt::PlainText);
    m_integrity->setContentsMargins(8, 8, 8, 4);
    auto* right = new QVBoxLayout;
    right->setSpacing(0);
    right->addWidget(m_integrity);
    right->addWidget(m_table, 1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 5); // the names of commands need the more
    layout->addLayout(right, 7);
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    facts->setBackgroundRole(QPalette::Base);
}

QLabel* ServerPanel::addRow(QFormLayout* form, const QString& name)
{
    auto* label = new QLabel(name);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setAlignment(Qt::AlignLeft | Qt::AlignTop); // at the first line of a long value
    auto* value = new QLabel;
    value->setTextFormat(Qt::PlainText);
    value->setWordWrap(true);
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    value->setAccessibleName(name);
    form->addRow(label, value);
    return value;
}

void ServerPanel::showSamples(const std::vector<ServerSample>& samples)
{
    if (samples.empty()) {
        for (QLabel* label : {m_cpu, m_commands, m_memory, m_clients})
            label->setText(noDataText());
        return;
    }
    double cpu = 0;
    double highestCpu = 0;
    double commands = 0;
    double highestCommands = 0;
    for (const ServerSample& sample : samples) {
        cpu += sample.cpuShare;
        highestCpu = std::max(highestCpu, sample.cpuShare);
        commands += sample.commandsPerSecond;
        highestCommands = std::max(highestCommands, sample.commandsPerSecond);
    }
    const auto count = static_cast<double>(samples.size());
    m_cpu->setText(
        tr("%1 on average, %2 at most").arg(shareText(cpu / count), shareText(highestCpu)));
    m_commands->setText(
        tr("%1 on average, %2 at most").arg(rateText(commands / count), rateText(highestCommands)));
    m_memory->setText(tr("%1 at first, %2 at last")
            .arg(bytesText(static_cast<double>(samples.front().memoryBytes)),
                bytesText(static_cast<double>(samples.back().memoryBytes))));
    m_clients->setText(countText(samples.back().clients));
}

void ServerPanel::setRecord(const RunRecord& record)
{
    m_target->setText(record.targetName.empty() || record.targetName == record.targetUri
            ? known(record.targetUri)
            : QStringLiteral("%1 (%2)").arg(known(record.targetName), known(record.targetUri)));
    m_server->setText(known(
        record.server.name + (record.server.version.empty() ? "" : " ") + record.server.version));
    m_json->setText(known(record.server.jsonVersion));
    m_mode->setText(known(record.server.mode));
    showSamples(record.serverSamples);
    const GeneratorFigures& generator = record.generator;
    const QString threads
        = generator.threads == 1 ? tr("1 thread") : tr("%1 threads").arg(generator.threads);
    QStringList lags;
    for (const WorkerFigures& worker : generator.workers)
        lags << latencyText(worker.loopLagP99);
    QString tool = tr("%1, the busiest at %2; loop lag 99 % %3, at most %4")
                       .arg(threads, shareText(generator.cpuShare),
                           latencyText(generator.loopLagP99), latencyText(generator.loopLagMax));
    if (lags.size() > 1)
        tool += tr("; by thread, 99 %: %1").arg(lags.join(QStringLiteral(", ")));
    m_generator->setText(generator.threads == 0 ? noDataText() : tool);
    m_machine->setText(generator.machine
            ? QString::fromStdString(machineUseText(*generator.machine))
            : noDataText());
    m_floor->setText(generator.floor ? QString::fromStdString(timingFloorSentence(*generator.floor))
                                     : noDataText());
    QStringList connections;
    if (const auto& wait = record.totals.connectionWait)
        connections << QString::fromStdString(connectionWaitSentence(*wait));
    if (generator.tls)
        connections << QString::fromStdString(tlsSentence(*generator.tls));
    m_connections->setText(
        connections.isEmpty() ? noDataText() : connections.join(QLatin1Char(' ')));
    QStringList sentences;
    if (!record.integrity.agrees)
        sentences << (record.state == "running"
                ? tr("Compared with the server's count when the run ends.")
                : tr("The server could not be asked what it counted."));
    else if (*record.integrity.agrees)
        sentences << tr("The server counted exactly the calls that were sent.");
    else
        sentences << tr("The server counted other calls than were sent: something else may have "
                        "used it during the run.");
    for (const std::string& note : record.integrity.notes)
        sentences << QString::fromStdString(note);
    m_integrity->setText(sentences.join(QLatin1Char('\n')));
    m_calls->setIntegrity(record.integrity);
    m_table->fitColumns();
}

} // namespace cicada
