#pragma once

#include <QListWidget>

namespace cicada {

/// Targets by name, where each leads in small print below.
class TargetList : public QListWidget
{
    Q_OBJECT

public:
    struct Entry
    {
        QString key; ///< what the page knows it by
        QString name;
        QString address; ///< second line
    };

    explicit TargetList(QWidget* parent = nullptr);

    /// Shows `entries` with `currentKey` chosen; no signal follows.
    void setEntries(const std::vector<Entry>& entries, const QString& currentKey);

Q_SIGNALS:
    void chosen(const QString& key); ///< by the user
};

} // namespace cicada
