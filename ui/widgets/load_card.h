#pragma once

#include "profile/test_profile.h"
#include "widgets/card.h"

#include <QComboBox>

#include <functional>

class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace cicada {

class DurationEdit;
class ProblemLabel;
class ProfileDocument;

/// A card of the Load page: a form of members of the profile's load, with what is wrong right below
/// each. What is typed becomes an edit of the document; what the document says is shown.
class LoadCard : public Card
{
    Q_OBJECT

protected:
    /// One undo step per field while it is being changed.
    enum MergeId
    {
        MergeUsers = 1000,
        MergeRate,
        MergeBacklog,
        MergeSpawnRate,
        MergeWait,
        MergeDuration,
        MergeRequests,
        MergeWarmup,
        MergeStopTimeout,
        MergeConnections,
        MergePipeline,
        MergeReconnect,
        MergeThreads,
        MergeSeed,
        MergeCheckValues,
    };

    LoadCard(const QString& title, ProfileDocument* document);

    /// Shows the profile in the fields. Called on every change of it, and by each card once it has
    /// its fields.
    void refresh();
    virtual void showLoad(const Load& load) = 0;

    ProfileDocument* document() const { return m_document; }

    const Load& load() const;

    QFormLayout* form() const { return m_form; }

    static QSpinBox* countBox(int highest);
    static QDoubleSpinBox* numberBox(double highest, int decimals);

    /// A choice and what it needs to know, in one field; the label belongs to the choice.
    static QWidget* rowOf(const std::vector<QWidget*>& widgets);

    /// `problems` is the profile's name of the field, `name` what a screen reader says.
    void addField(
        const QString& label, QWidget* field, const QString& problems, const QString& name);
    ProblemLabel* addProblems(const QString& field);

    /// What is typed into `box` becomes that member of the load.
    template <typename Box, typename Number>
    void bindNumber(Box* box, const QString& text, int mergeId, Number Load::* member)
    {
        connect(box, &Box::valueChanged, this, [this, text, mergeId, member](auto value) {
            change(text, mergeId,
                [member, value](Load& load) { load.*member = static_cast<Number>(value); });
        });
    }

    /// What is chosen in `box`, whose items are in the order of Choice, becomes that member.
    template <typename Choice>
    void bindChoice(QComboBox* box, const QString& text, Choice Load::* member)
    {
        connect(box, &QComboBox::activated, this, [this, text, member](int index) {
            change(text, 0,
                [member, index](Load& load) { load.*member = static_cast<Choice>(index); });
        });
    }

    void bindDuration(DurationEdit* edit, ProblemLabel* problems, const QString& text, int mergeId,
        std::function<void(Load&, std::chrono::nanoseconds)> change);

    /// One undo step called `text`; none while the fields are being set from the profile.
    void change(const QString& text, int mergeId, const std::function<void(Load&)>& change);

private:
    ProfileDocument* m_document;
    QFormLayout* m_form;
    bool m_refreshing = false;
};

} // namespace cicada
