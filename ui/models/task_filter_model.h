#pragma once

#include <QSet>
#include <QSortFilterProxyModel>
#include <QString>

namespace cicada {

/// The tasks that carry any of the chosen tags; all where none is chosen. One that loses its tag
/// stays until the next choice: it must not vanish from under the hands of who is editing its tags.
class TaskFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TaskFilterModel(QObject* parent = nullptr);

    void setTags(const QSet<QString>& tags);

    const QSet<QString>& tags() const { return m_tags; }

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    QSet<QString> m_tags;
};

} // namespace cicada
