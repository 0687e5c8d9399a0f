#pragma once

#include <QAbstractButton>
#include <QSet>
#include <QString>
#include <QWidget>

#include <vector>

class QToolButton;

namespace cicada {

/// One tag: a click includes it, the next one excludes it, the third lets it be.
class TagChip : public QAbstractButton
{
    Q_OBJECT

public:
    enum class State
    {
        Off,
        Included,
        Excluded,
    };

    explicit TagChip(const QString& tag, QWidget* parent = nullptr);

    State state() const { return m_state; }

    void setState(State state);

    QSize sizeHint() const override;

Q_SIGNALS:
    void stateChanged();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString shownText() const;

    State m_state = State::Off;
};

/// All tags of the tasks, to see only some of them, or to run only those. Hidden where there are
/// none.
class TagFilterBar : public QWidget
{
    Q_OBJECT

public:
    explicit TagFilterBar(QWidget* parent = nullptr);

    /// The tags there are; those chosen that are still there stay chosen.
    void setTags(const QStringList& tags);
    void clear();

    /// Whether some task is switched off: then, with nothing chosen, all can be switched on.
    void setSomeOff(bool someOff);

    QSet<QString> included() const { return tagsIn(TagChip::State::Included); }

    QSet<QString> excluded() const { return tagsIn(TagChip::State::Excluded); }

Q_SIGNALS:
    void chosenChanged();
    void runRequested(); ///< only the tasks that are shown are to run

private:
    QSet<QString> tagsIn(TagChip::State state) const;
    void followChips();

    std::vector<TagChip*> m_chips;
    QStringList m_tags;
    QToolButton* m_run;
    bool m_someOff = false;
};

} // namespace cicada
