#include "screenshots.h"

#include "main_window.h"
#include "profile/profile_json.h"
#include "profile_document.h"
#include "run_session.h"
#include "widgets/section_tabs.h"

#include <QApplication>
#include <QDir>
#include <QFontDatabase>
#include <QPalette>
#include <QPixmap>
#include <QStyle>
#include <QStyleFactory>
#include <QTimer>

#include <vector>

namespace cicada {

namespace {

using namespace std::chrono_literals;

/// Layouts, charts and queued work settle before a picture is taken.
constexpr auto kSettle = 400ms;
/// A run that has not ended by then will not.
constexpr auto kLongestRun = 60s;

struct Picture
{
    MainWindow::Page page;
    bool dark;
    QSize size;
    QString name;
    QString tab = {}; ///< to be chosen on the page; no picture where it is not in sight
};

QString paletteName(bool dark)
{
    return dark ? QStringLiteral("dark") : QStringLiteral("light");
}

QString sizeName(const QSize& size)
{
    return size.width() == 1024 ? QStringLiteral("-1024") : QString();
}

/// False where the page that is shown has no such tab.
bool chooseTab(const QWidget& window, const QString& title)
{
    for (SectionTabs* const tabs : window.findChildren<SectionTabs*>()) {
        for (int i = 0; i < tabs->count(); ++i) {
            if (tabs->isVisible() && tabs->tabText(i) == title && tabs->isTabVisible(i)) {
                tabs->setCurrentIndex(i);
                return true;
            }
        }
    }
    return false;
}

std::vector<Picture> pictures()
{
    using Page = MainWindow::Page;

    struct Subject
    {
        Page page;
        QString name;
        QString tab = {};
    };

    const std::vector<Subject> subjects{
        {Page::Target, QStringLiteral("target")},
        {Page::Workload, QStringLiteral("workload")},
        {Page::Load, QStringLiteral("load")},
        {Page::Run, QStringLiteral("run"), QStringLiteral("Statistics")},
        {Page::Run, QStringLiteral("server"), QStringLiteral("Server")},
        {Page::Run, QStringLiteral("twins"), QStringLiteral("Twins")},
        {Page::Results, QStringLiteral("results")},
    };
    std::vector<Picture> all;
    for (const bool dark : {false, true}) {
        for (const QSize size : {QSize(1280, 800), QSize(1024, 640)}) {
            for (const Subject& subject : subjects)
                all.push_back({subject.page, dark, size,
                    QStringLiteral("%1-%2%3.png")
                        .arg(subject.name, paletteName(dark), sizeName(size)),
                    subject.tab});
        }
    }
    return all;
}

/// Fusion's own dark palette came with Qt 6.5; this one is for pictures with 6.4 and later.
QPalette darkPalette()
{
    const QColor window(0x20, 0x22, 0x25), base(0x2A, 0x2D, 0x31), text(0xE8, 0xEA, 0xED);
    const QColor button(0x36, 0x3A, 0x3F), dim(0x85, 0x8A, 0x91);
    QPalette palette(text, button, button.lighter(130), base.darker(150), button.darker(120), text,
        Qt::white, base, window);
    palette.setColor(QPalette::AlternateBase, window.lighter(112));
    palette.setColor(QPalette::Highlight, QColor(0x2B, 0x6F, 0xA3));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, button);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Link, QColor(0x4D, 0xA9, 0xE2));
    palette.setColor(QPalette::PlaceholderText, dim);
    for (const QPalette::ColorRole role :
        {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, dim);
    return palette;
}

} // namespace

Screenshots::Screenshots(MainWindow* window, const QString& folder, std::chrono::seconds measured)
    : QObject(window)
    , m_window(window)
    , m_folder(folder)
    , m_measured(measured)
{
}

void Screenshots::start()
{
    if (!QDir().mkpath(m_folder)) {
        Q_EMIT done(tr("The folder %1 cannot be made.").arg(m_folder));
        return;
    }
    if (QFontDatabase::hasFamily(QStringLiteral("Inter")))
        QApplication::setFont(QFont(QStringLiteral("Inter"), 10)); // the same on every machine
    QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(QApplication::style()->standardPalette());
    m_window->resize(1280, 800);
    m_window->show();
    startRun();
}

void Screenshots::startRun()
{
    ProfileDocument* document = m_window->document();
    if (!m_profile.isEmpty()) {
        auto opened = loadProfile(m_profile.toStdString());
        if (!opened) {
            Q_EMIT done(QString::fromStdString(opened.error().text));
            return;
        }
        document->reset(std::move(*opened), {});
    }
    RunSession* session = m_window->session();
    connect(session, &RunSession::runFinished, this,
        [this](const QString& path, const QString& problem) {
            if (path.isEmpty())
                Q_EMIT done(problem);
            else
                runEnded();
        });
    connect(session, &RunSession::failedToStart, this, &Screenshots::done);
    QTimer::singleShot(kLongestRun, this, [this, session] {
        if (session->isActive())
            Q_EMIT done(tr("The run did not end."));
    });

    TestProfile profile = document->profile();
    profile.load.duration = m_measured;
    document->reset(std::move(profile), {});
    session->start(document->profile());
}

void Screenshots::runEnded()
{
    QTimer::singleShot(kSettle, this, &Screenshots::takeNext);
}

void Screenshots::takeNext()
{
    static const std::vector<Picture> all = pictures();
    if (m_next == all.size()) {
        Q_EMIT done({});
        return;
    }
    const Picture& picture = all[m_next++];
    m_window->showPage(picture.page);
    if (!picture.tab.isEmpty() && !chooseTab(*m_window, picture.tab))
        return takeNext();
    QApplication::setPalette(
        picture.dark ? darkPalette() : QApplication::style()->standardPalette());
    m_window->resize(picture.size);
    QTimer::singleShot(kSettle, this, [this, &picture] {
        const QString path = QDir(m_folder).filePath(picture.name);
        if (m_window->grab().save(path))
            takeNext();
        else
            Q_EMIT done(tr("%1 cannot be written.").arg(path));
    });
}

} // namespace cicada
