#pragma once

#include <QObject>
#include <QString>
#include <QStringList>

#include <chrono>
#include <functional>

namespace cicada {

class MainWindow;

/// Takes pictures of every page of the real window with a finished real run in it: the first-look
/// sample on the local sandbox, then each page in a light and a dark palette, large and small.
class Screenshots : public QObject
{
    Q_OBJECT

public:
    Screenshots(MainWindow* window, const QString& folder, std::chrono::seconds measured);

    /// Run this test profile instead of the first-look sample. Before start().
    void setProfile(const QString& path) { m_profile = path; }

    void start();

Q_SIGNALS:
    void done(const QString& problem); ///< one sentence, or empty: all pictures are there

private:
    void startRun();
    void runEnded();
    void takeNext();

    MainWindow* m_window;
    QString m_folder;
    QString m_profile;
    std::chrono::seconds m_measured;
    std::size_t m_next = 0;
};

} // namespace cicada
