#pragma once

#include "profile/test_profile.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace cicada {

class ProfileDocument;

/// A sample that comes with the app.
struct Sample
{
    QString name;        ///< as the profile calls itself
    QString description; ///< its own first words
    QString path;        ///< in the app's resources
};

/// Brings test profiles into the document and out to files: reading and writing off the UI thread,
/// recent files, samples. Does not ask about unsaved changes: whoever calls has done so.
class ProfileFiles : public QObject
{
    Q_OBJECT

public:
    ProfileFiles(ProfileDocument* document, QWidget* window);

    /// All samples, the first look first.
    static const std::vector<Sample>& samples();

    void newProfile();
    void openSample(const QString& path);
    void open(const QString& path);
    void chooseAndOpen(std::function<void(const QString&)> chosen);

    /// Saves to its file, or asks for one. `saved` is called only when it is safely on disk.
    void save(std::function<void()> saved = {});
    void saveAs(std::function<void()> saved = {});

    QStringList recentFiles() const;
    void clearRecentFiles();

Q_SIGNALS:
    void opened();
    void recentFilesChanged();
    void failed(const QString& sentence);

private:
    void write(const QString& path, std::function<void()> saved);
    void remember(const QString& path);
    QString startFolder() const;

    ProfileDocument* m_document;
    QWidget* m_window;
};

} // namespace cicada
