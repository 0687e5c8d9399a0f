#include "pages/target_page.h"

#include "profile_document.h"
#include "run_session.h"
#include "target_book.h"
#include "target_monitor.h"
#include "widgets/card.h"
#include "widgets/message_bar.h"
#include "widgets/problem_label.h"
#include "widgets/roomy_button.h"
#include "widgets/target_checklist.h"
#include "widgets/target_form.h"
#include "widgets/target_list.h"

#include <QClipboard>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>

#include <algorithm>

namespace cicada {

namespace {

enum TargetMergeId
{
    MergeOwnEndpoint = 2000,
};

enum View
{
    SandboxView,
    EndpointView,
    UnknownView,
};

/// Keys of the list: no saved target can have these, names are not empty.
QString sandboxKey()
{
    return QStringLiteral("\x01sandbox");
}

QString profileKey()
{
    return QStringLiteral("\x01profile");
}

QString nameOf(const Target& target)
{
    return QString::fromStdString(target.name);
}

Target savedTarget(const QString& name)
{
    return {Target::Kind::Saved, name.toStdString(), {}};
}

QString nameFor(const Endpoint& endpoint)
{
    return endpoint.transport == Endpoint::Transport::Unix
        ? QString::fromStdString(endpoint.unixPath)
        : QString::fromStdString(endpoint.host);
}

QScrollArea* scrolling(QWidget* content)
{
    auto* scroll = new QScrollArea;
    scroll->setWidget(content);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setMinimumWidth(
        content->minimumSizeHint().width() + scroll->verticalScrollBar()->sizeHint().width());
    scroll->viewport()->setBackgroundRole(QPalette::Base);
    content->setBackgroundRole(QPalette::Base);
    return scroll;
}

} // namespace

TargetPage::TargetPage(ProfileDocument* document, RunSession* session, TargetBook* book,
    TargetMonitor* monitor, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_session(session)
    , m_book(book)
    , m_monitor(monitor)
    , m_message(new MessageBar)
    , m_list(new TargetList)
    , m_duplicate(new QPushButton(tr("Dupl&icate")))
    , m_remove(new QPushButton(tr("Delete")))
    , m_views(new QStackedWidget)
    , m_form(new TargetForm)
    , m_checklist(new TargetChecklist)
    , m_test(new RoomyButton(tr("&Test connection")))
{
    auto* columns = new QHBoxLayout;
    columns->setContentsMargins(16, 12, 16, 16);
    columns->setSpacing(10);
    columns->addWidget(createListCard());
    columns->addWidget(createDetailsCard(), 6);
    columns->addWidget(createCheckCard(), 6);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_message);
    layout->addLayout(columns, 1);

    connectParts();
    refreshList();
    refreshDetails();
    refreshCheckButton();
    if (!m_book->fileProblem().isEmpty())
        m_message->showMessage(ColorRole::Error, m_book->fileProblem());
}

Card* TargetPage::createListCard()
{
    auto* card = new Card(tr("Targets"));
    auto* add = new QPushButton(tr("&Add"));
    auto* import = new RoomyButton(tr("I&mport URI"));
    import->setToolTip(tr("Add the address that is in the clipboard"));
    connect(add, &QPushButton::clicked, this, &TargetPage::addTarget);
    connect(import, &QPushButton::clicked, this, &TargetPage::importFromClipboard);
    auto* buttons = new QGridLayout;
    buttons->setSpacing(6);
    buttons->addWidget(add, 0, 0);
    buttons->addWidget(import, 0, 1);
    buttons->addWidget(m_duplicate, 1, 0);
    buttons->addWidget(m_remove, 1, 1);
    card->content()->addWidget(m_list, 1);
    card->content()->addLayout(buttons);
    card->setFixedWidth(
        std::max(fontMetrics().averageCharWidth() * 26, card->minimumSizeHint().width()));
    return card;
}

Card* TargetPage::createDetailsCard()
{
    m_details = new Card(QString());
    m_views->addWidget(createSandboxView());
    m_views->addWidget(createEndpointView());
    m_unknownTarget = new RoleLabel(ColorRole::Error);
    m_unknownTarget->setAlignment(Qt::AlignTop);
    m_unknownTarget->setTextFormat(Qt::PlainText);
    m_views->addWidget(m_unknownTarget);
    m_details->content()->addWidget(new ProblemLabel(m_document, QStringLiteral("target")));
    m_details->content()->addWidget(m_views, 1);
    return m_details;
}

QWidget* TargetPage::createSandboxView()
{
    auto* view = new QWidget;
    auto* text = new QLabel(
        tr("A Redis with JSON of its own, started by Cicada on this machine: nothing to set "
           "up, nothing to break. It keeps its data in memory, listens to this machine only, "
           "and ends with Cicada."));
    text->setWordWrap(true);
    m_sandboxServer = new RoleLabel(ColorRole::Muted);
    m_sandboxServer->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* note = new RoleLabel(ColorRole::Muted,
        tr("Server and load share this machine's processors: good for comparing "
           "documents and commands, not for sizing a production server."));
    auto* layout = new QVBoxLayout(view);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(text);
    layout->addWidget(m_sandboxServer);
    layout->addWidget(note);
    layout->addStretch();
    return view;
}

QWidget* TargetPage::createEndpointView()
{
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 10, 0);
    layout->addWidget(m_form);
    layout->addStretch();
    return scrolling(content);
}

Card* TargetPage::createCheckCard()
{
    auto* card = new Card(tr("Connection"));
    card->titleRow()->addWidget(m_test);
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 10, 0);
    layout->addWidget(m_checklist);
    layout->addStretch();
    card->content()->addWidget(scrolling(content), 1);
    return card;
}

void TargetPage::connectParts()
{
    connect(m_list, &TargetList::chosen, this, &TargetPage::choose);
    connect(m_duplicate, &QPushButton::clicked, this, &TargetPage::duplicateTarget);
    connect(m_remove, &QPushButton::clicked, this, &TargetPage::removeTarget);
    connect(m_form, &TargetForm::nameDone, this, &TargetPage::renameTarget);
    connect(m_form, &TargetForm::endpointEdited, this, &TargetPage::changeEndpoint);
    connect(m_form, &TargetForm::passwordEdited, this,
        [this](const QString& password) { m_book->setPassword(m_shownKey, password); });
    connect(m_form, &TargetForm::passwordDone, this, [this] {
        m_book->keepPassword(m_shownKey);
        m_monitor->check(false);
    });
    connect(m_test, &QPushButton::clicked, this, &TargetPage::test);

    const auto refresh = [this] {
        refreshList();
        refreshDetails();
    };
    connect(m_document, &ProfileDocument::profileChanged, this, refresh);
    connect(m_book, &TargetBook::changed, this, refresh);
    connect(m_book, &TargetBook::keychainChanged, this,
        [this] { m_form->setPasswordPlace(m_book->passwordPlace()); });
    connect(m_book, &TargetBook::fileProblemChanged, this, [this] {
        if (!m_book->fileProblem().isEmpty())
            m_message->showMessage(ColorRole::Error, m_book->fileProblem());
    });
    connect(m_monitor, &TargetMonitor::stepFinished, this, [this](const CheckStep& step) {
        if (m_testing)
            m_checklist->addStep(step);
    });
    connect(m_monitor, &TargetMonitor::stateChanged, this, [this] {
        refreshSandbox();
        if (m_monitor->state() != TargetMonitor::State::Unknown)
            return;
        m_testing = false; // of another target
        refreshDetails();
        refreshCheckButton();
    });
    connect(m_monitor, &TargetMonitor::idle, this, &TargetPage::showCheckEnd);
    connect(m_session, &RunSession::progressed, this, &TargetPage::refreshCheckButton);
}

const Endpoint* TargetPage::shownEndpoint() const
{
    const Target& target = m_document->profile().target;
    if (target.kind == Target::Kind::Endpoint)
        return &target.endpoint;
    const Target* saved
        = target.kind == Target::Kind::Saved ? m_book->find(nameOf(target)) : nullptr;
    return saved ? &saved->endpoint : nullptr;
}

void TargetPage::choose(const QString& key)
{
    if (key == profileKey())
        return; // it is in the list only while it is chosen
    TestProfile next = m_document->profile();
    next.target = key == sandboxKey() ? Target{} : savedTarget(key);
    m_document->edit(tr("Choose target"), std::move(next));
}

void TargetPage::chooseSaved(const QString& name)
{
    TestProfile next = m_document->profile();
    next.target = savedTarget(name);
    m_document->edit(tr("Choose target"), std::move(next));
}

void TargetPage::addTarget()
{
    chooseSaved(m_book->add(tr("New target"), Endpoint{}));
    m_form->focusUri();
}

void TargetPage::importFromClipboard()
{
    const QString uri = QGuiApplication::clipboard()->text().trimmed();
    const Result<Endpoint> endpoint = Endpoint::parse(uri.toStdString());
    if (endpoint) {
        chooseSaved(m_book->add(nameFor(*endpoint), *endpoint));
        return;
    }
    addTarget();
    m_message->showMessage(ColorRole::Warning,
        tr("There is no Redis address in the clipboard: paste or type one into URI."));
}

void TargetPage::duplicateTarget()
{
    const Endpoint* endpoint = shownEndpoint();
    if (!endpoint)
        return;
    const Target original = m_document->profile().target;
    const QString wished = original.kind == Target::Kind::Saved
        ? tr("%1 copy").arg(nameOf(original))
        : nameFor(*endpoint);
    const QString copy = m_book->add(wished, *endpoint);
    m_book->readPassword(TargetBook::passwordKey(original), [this, copy](const QString& password) {
        if (password.isEmpty())
            return;
        m_book->setPassword(copy, password);
        m_book->keepPassword(copy);
        refreshPassword();
    });
    chooseSaved(copy);
}

void TargetPage::removeTarget()
{
    const QString name = nameOf(m_document->profile().target);
    choose(sandboxKey());
    m_book->remove(name);
    m_message->showMessage(ColorRole::Muted, tr("\"%1\" is deleted.").arg(name),
        {{tr("Undo"), [this] {
              if (const QString back = m_book->restoreLastRemoved(); !back.isEmpty())
                  chooseSaved(back);
          }}});
}

void TargetPage::renameTarget(const QString& wished)
{
    const Target& target = m_document->profile().target;
    if (target.kind != Target::Kind::Saved || wished == nameOf(target))
        return;
    if (m_book->rename(nameOf(target), wished))
        chooseSaved(wished);
    else
        m_form->setNameProblem(
            wished.isEmpty() ? tr("A target needs a name.") : tr("Another target has this name."));
}

void TargetPage::changeEndpoint(const Endpoint& endpoint)
{
    const Target& target = m_document->profile().target;
    if (target.kind == Target::Kind::Saved) {
        m_book->setEndpoint(nameOf(target), endpoint);
    } else if (target.kind == Target::Kind::Endpoint) {
        TestProfile next = m_document->profile();
        next.target.endpoint = endpoint;
        m_document->edit(tr("Change target"), std::move(next), MergeOwnEndpoint);
    }
}

void TargetPage::refreshList()
{
    const Target& chosen = m_document->profile().target;
    std::vector<TargetList::Entry> entries{
        {sandboxKey(), tr("Local sandbox"), tr("started by Cicada")},
    };
    QString current = sandboxKey();
    if (chosen.kind == Target::Kind::Endpoint) {
        current = profileKey();
        entries.push_back(
            {current, tr("From the profile"), QString::fromStdString(chosen.endpoint.uri())});
    } else if (chosen.kind == Target::Kind::Saved) {
        current = nameOf(chosen);
        if (!m_book->find(current))
            entries.push_back({current, current, tr("not on this machine")});
    }
    for (const Target& target : m_book->targets())
        entries.push_back(
            {nameOf(target), nameOf(target), QString::fromStdString(target.endpoint.uri())});
    m_list->setEntries(entries, current);
    m_duplicate->setEnabled(shownEndpoint() != nullptr);
    m_remove->setEnabled(chosen.kind == Target::Kind::Saved && m_book->find(nameOf(chosen)));
}

void TargetPage::refreshDetails()
{
    const Target& target = m_document->profile().target;
    const Endpoint* endpoint = shownEndpoint();
    const QString key = TargetBook::passwordKey(target);
    if (key != m_shownKey) {
        m_shownKey = key;
        refreshPassword();
    }
    if (target.kind == Target::Kind::Sandbox) {
        m_details->setTitle(tr("Local sandbox"));
        m_views->setCurrentIndex(SandboxView);
        refreshSandbox();
    } else if (endpoint) {
        const bool saved = target.kind == Target::Kind::Saved;
        m_details->setTitle(saved ? nameOf(target) : tr("From the profile"));
        m_form->setName(saved ? std::optional(nameOf(target)) : std::nullopt);
        m_form->setEndpoint(*endpoint);
        m_form->setPasswordPlace(m_book->passwordPlace());
        m_views->setCurrentIndex(EndpointView);
    } else {
        m_details->setTitle(nameOf(target));
        m_unknownTarget->setText(
            tr("The profile names the target \"%1\", which is not saved on this machine. "
               "Choose another, or add one and give it this name.")
                .arg(nameOf(target)));
        m_views->setCurrentIndex(UnknownView);
    }
    if (!m_testing && m_monitor->state() == TargetMonitor::State::Unknown)
        m_checklist->clear(
            tr("\"Test connection\" asks the server for all a run depends on: address, TLS, "
               "log-in, round trip, versions, memory and keys. It changes nothing there."));
}

void TargetPage::refreshSandbox()
{
    const bool fails = m_monitor->state() == TargetMonitor::State::Fails;
    const QString server = m_session->sandboxDescription();
    m_sandboxServer->setText(!server.isEmpty() ? server
            : fails                            ? m_monitor->sentence()
                                               : tr("Starting..."));
}

void TargetPage::refreshPassword()
{
    m_form->setPassword({});
    const QString key = m_shownKey;
    m_book->readPassword(key, [this, key](const QString& password) {
        if (key == m_shownKey)
            m_form->setPassword(password);
    });
}

void TargetPage::test()
{
    if (m_testing) {
        m_testing = false;
        m_monitor->abandon();
        refreshDetails();
        refreshCheckButton();
        return;
    }
    m_testing = true;
    m_checklist->begin();
    m_monitor->check(true);
    refreshCheckButton();
}

void TargetPage::showCheckEnd()
{
    if (!m_testing)
        return;
    m_testing = false;
    m_checklist->finish(m_monitor->sentence(), m_monitor->state() == TargetMonitor::State::Answers);
    refreshCheckButton();
}

void TargetPage::refreshCheckButton()
{
    const bool running = m_session->isActive();
    m_test->setText(m_testing ? tr("Cancel") : tr("&Test connection"));
    m_test->setEnabled(m_testing || !running);
    m_test->setToolTip(running
            ? tr("Not during a run: the server would count these calls as the run's.")
            : QString());
}

} // namespace cicada
