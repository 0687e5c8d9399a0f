#pragma once

#include <QSet>
#include <QSortFilterProxyModel>
#include <QString>

namespace cicada {

/// The tasks that carry any of the included tags (all where there are none) and none of the
/// excluded ones. One that loses its tag stays until the next choice: it must not vanish from under
/// the hands of who is editing its tags.
class TaskFilterModel : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit TaskFilterModel(QObject* parent = nullptr);

    void setTags(const QSet<QString>& include, const QSet<QString>& exclude = {});

protected:
    bool filterAcceptsRow(int sourceRow, const QModelIndex& sourceParent) const override;

private:
    QSet<QString> m_include;
    QSet<QString> m_exclude;
};

} // namespace cicada
