#pragma once

#include <QAbstractButton>
#include <QSet>
#include <QString>
#include <QWidget>

#include <vector>

namespace cicada {

/// One tag that is on or off.
class TagChip : public QAbstractButton
{
    Q_OBJECT

public:
    explicit TagChip(const QString& tag, QWidget* parent = nullptr);

    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// All tags of the tasks, to see only some of them. Hidden where there are none.
class TagFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit TagFilterBar(QWidget* parent = nullptr);

    /// The tags there are; those chosen that are still there stay chosen.
    void setTags(const QStringList& tags);
    void clear();

    QSet<QString> chosen() const;

Q_SIGNALS:
    void chosenChanged();

private:
    std::vector<TagChip*> m_chips;
    QStringList m_tags;
};

} // namespace cicada
