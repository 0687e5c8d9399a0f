#pragma once

#include <QWidget>

class QLabel;

namespace cicada {

class Card;
class LoadPlanChart;
class ProfileDocument;
class ShapeEditor;
class TargetBook;
struct ShapeDefinition;

/// How many users, how fast, how long, over what: fields at the left, what they come to at the
/// right.
class LoadPage : public QWidget
{
    Q_OBJECT

public:
    LoadPage(ProfileDocument* document, const TargetBook* book, QWidget* parent = nullptr);

private:
    QWidget* createFields(const TargetBook* book);
    Card* createPlanCard();
    void changeShape(const ShapeDefinition& shape, int mergeId);
    void refreshPlan();

    ProfileDocument* m_document;
    QLabel* m_sentence;
    LoadPlanChart* m_chart;
    ShapeEditor* m_shape;
};

} // namespace cicada
