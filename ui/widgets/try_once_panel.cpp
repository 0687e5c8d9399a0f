#include "widgets/try_once_panel.h"

#include "models/figure_text.h"
#include "models/indented_json.h"
#include "profile_document.h"
#include "tool_tip.h"
#include "widgets/fonts.h"
#include "widgets/role_label.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace cicada {

namespace {

constexpr qsizetype kCommandLimit = 2'000;
constexpr qsizetype kReplyLimit = 8'000;

QString outcomeText(const TriedCallText& call)
{
    if (call.outcome == QLatin1String("miss"))
        return TryOncePanel::tr("miss: %1").arg(boundedServerText(call.explanation, 300));
    if (call.outcome == QLatin1String("failure"))
        return TryOncePanel::tr("failure: %1").arg(boundedServerText(call.explanation, 300));
    return TryOncePanel::tr("success");
}

} // namespace

QString boundedServerText(const QString& text, qsizetype limit)
{
    QString safe = text.first(std::min(limit, text.size()));
    for (QChar& c : safe) {
        const bool turnsDirection = (c.unicode() >= 0x202A && c.unicode() <= 0x202E)
            || (c.unicode() >= 0x2066 && c.unicode() <= 0x2069);
        if (turnsDirection || (c.category() == QChar::Other_Control && c != QLatin1Char('\n')))
            c = QLatin1Char(' ');
    }
    if (text.size() > limit)
        safe += TryOncePanel::tr("… %1 more characters")
                    .arg(countText(static_cast<quint64>(text.size() - limit)));
    return safe;
}

TryOncePanel::TryOncePanel(ProfileDocument* document, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_button(new QPushButton(tr("Try &once"), this))
    , m_summary(new RoleLabel(ColorRole::Muted, {}, this))
    , m_note(new RoleLabel(ColorRole::Muted, {}, this))
    , m_problem(new RoleLabel(ColorRole::Error, {}, this))
    , m_calls(new QPlainTextEdit(this))
{
    m_calls->setReadOnly(true);
    m_calls->setFrameShape(QFrame::NoFrame);
    m_calls->viewport()->setBackgroundRole(QPalette::Window);
    m_calls->setFont(fixedFont(font()));
    m_calls->setTabChangesFocus(true);
    m_calls->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_calls->setAccessibleName(tr("Commands sent and replies"));
    m_problem->setTextFormat(Qt::PlainText);
    m_summary->setTextFormat(Qt::PlainText);
    m_note->setTextFormat(Qt::PlainText);

    auto* row = new QHBoxLayout;
    row->addWidget(m_button);
    row->addWidget(m_summary, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(row);
    layout->addWidget(m_note);
    layout->addWidget(m_problem);
    layout->addWidget(m_calls);

    connect(m_button, &QPushButton::clicked, this, &TryOncePanel::tryNow);
    connect(m_document, &ProfileDocument::profileChanged, this, &TryOncePanel::followDocument);
    connect(m_document, &ProfileDocument::problemsChanged, this, &TryOncePanel::followDocument);
    clear();
}

void TryOncePanel::setTryTask(TryTask tryTask)
{
    m_tryTask = std::move(tryTask);
    followDocument();
}

void TryOncePanel::setTask(int task)
{
    m_task = task;
    clear();
    followDocument();
}

void TryOncePanel::setBlocked(const QString& reason)
{
    m_blocked = reason;
    followDocument();
}

void TryOncePanel::followDocument()
{
    const TestProfile& profile = m_document->profile();
    const bool exists = m_task >= 0 && m_task < static_cast<int>(profile.tasks.size());
    const TaskType* type
        = exists ? findTaskType(profile.tasks[static_cast<std::size_t>(m_task)].type) : nullptr;
    const bool writes = type && type->writes;
    m_button->setEnabled(exists && m_tryTask && m_blocked.isEmpty());
    m_button->setToolTip(plainToolTip(m_blocked));
    m_note->setVisible(writes && profile.target.kind != Target::Kind::Sandbox);
    m_note->setText(tr("Writes to keys of its data set on %1.")
            .arg(QString::fromStdString(profile.target.name)));
}

void TryOncePanel::clear()
{
    ++m_attempt;
    m_summary->clear();
    m_problem->hide();
    m_calls->clear();
    m_calls->hide();
}

void TryOncePanel::tryNow()
{
    clear();
    m_summary->setText(tr("trying…"));
    m_button->setEnabled(false);
    // The answer may come after this panel has gone, or has turned to another task.
    m_tryTask(m_document->profile(), static_cast<std::size_t>(m_task),
        [self = QPointer<TryOncePanel>(this), attempt = m_attempt](const TriedTask& tried) {
            if (self && self->m_attempt == attempt)
                self->showAnswer(tried);
        });
}

void TryOncePanel::showAnswer(const TriedTask& tried)
{
    followDocument();
    m_summary->clear();
    if (!tried) {
        m_problem->setText(boundedServerText(QString::fromStdString(tried.error().text), 500));
        m_problem->show();
        return;
    }
    showCalls(*tried);
}

void TryOncePanel::showCalls(const std::vector<TriedCallText>& calls)
{
    QStringList blocks;
    double milliseconds = 0;
    quint64 sent = 0;
    quint64 received = 0;
    QString outcome = tr("success");
    bool failed = false;
    for (const TriedCallText& call : calls) {
        milliseconds += call.milliseconds;
        sent += call.sentBytes;
        received += call.receivedBytes;
        if (call.outcome != QLatin1String("success") && !failed) {
            failed = true;
            outcome = outcomeText(call);
        }
        QString block = boundedServerText(call.command, kCommandLimit) + QStringLiteral("\n→ ")
            + boundedServerText(indentedJson(call.reply), kReplyLimit);
        if (calls.size() > 1)
            block += tr("\n   %1 · sent %2 · got %3 · %4")
                         .arg(latencyText(call.milliseconds * 1'000),
                             bytesText(static_cast<double>(call.sentBytes)),
                             bytesText(static_cast<double>(call.receivedBytes)), outcomeText(call));
        blocks << block;
    }
    m_summary->setText(tr("%1 · sent %2 · got %3%4")
            .arg(latencyText(milliseconds * 1'000), bytesText(static_cast<double>(sent)),
                bytesText(static_cast<double>(received)),
                failed ? QString() : tr(" · %1").arg(outcome)));
    m_problem->setText(outcome);
    m_problem->setVisible(failed);
    m_calls->setPlainText(blocks.join(QStringLiteral("\n\n")));
    m_calls->show();
    const int lines = std::clamp(m_calls->document()->blockCount() + 2, 4, 14);
    m_calls->setFixedHeight(lines * m_calls->fontMetrics().lineSpacing() + 12);
}

} // namespace cicada
