#include "pages/load_page.h"

#include "load_sentence.h"
#include "profile_document.h"
#include "widgets/form_labels.h"
#include "widgets/load_connections_card.h"
#include "widgets/load_course_card.h"
#include "widgets/load_plan_chart.h"
#include "widgets/load_time_card.h"
#include "widgets/shape_editor.h"
#include "widgets/wheel_guard.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

namespace cicada {

namespace {

/// One undo step per field of the shape, and per drag, while it is being changed.
enum MergeId
{
    MergeShape = 2000,
    MergeDrag = 10'000,
};

/// Saved targets are taken for another machine: what they mean is not part of the profile.
bool isOnThisMachine(const Target& target)
{
    return target.kind == Target::Kind::Sandbox
        || (target.kind == Target::Kind::Endpoint && target.endpoint.isLoopback());
}

} // namespace

LoadPage::LoadPage(ProfileDocument* document, const TargetBook* book, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_sentence(new QLabel)
    , m_chart(new LoadPlanChart)
    , m_shape(new ShapeEditor)
{
    auto* right = new QVBoxLayout;
    right->setContentsMargins(2, 12, 16, 16);
    right->addWidget(createPlanCard(), 3);
    right->addStretch(1);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(createFields(book));
    layout->addLayout(right, 1);

    connect(m_document, &ProfileDocument::profileChanged, this, &LoadPage::refreshPlan);
    refreshPlan();
}

QWidget* LoadPage::createFields(const TargetBook* book)
{
    auto* fields = new QWidget;
    auto* column = new QVBoxLayout(fields);
    column->setContentsMargins(16, 12, 8, 12);
    column->setSpacing(10);
    column->addWidget(new LoadCourseCard(m_document));
    column->addWidget(new LoadTimeCard(m_document));
    column->addWidget(new LoadConnectionsCard(m_document, book));
    column->addStretch(1);
    alignLabels(fields);
    WheelGuard::protect(fields);
    auto* scroll = new QScrollArea;
    scroll->setWidget(fields);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFixedWidth(fontMetrics().averageCharWidth() * 62);
    return scroll;
}

Card* LoadPage::createPlanCard()
{
    auto* card = new Card(tr("What will happen"));
    m_sentence->setWordWrap(true);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    card->content()->addWidget(m_sentence);
    card->content()->addSpacing(6);
    card->content()->addWidget(m_chart, 1);
    card->content()->addWidget(m_shape);
    connect(m_shape, &ShapeEditor::edited, this, [this](const ShapeDefinition& shape, int field) {
        changeShape(shape, field < 0 ? 0 : MergeShape + field);
    });
    connect(m_chart, &LoadPlanChart::shapeDragged, this,
        [this](const ShapeDefinition& shape, int drag) { changeShape(shape, MergeDrag + drag); });
    return card;
}

void LoadPage::changeShape(const ShapeDefinition& shape, int mergeId)
{
    TestProfile next = m_document->profile();
    if (!next.load.shape)
        return;
    next.load.shape = shape;
    m_document->edit(tr("Change load shape"), std::move(next), mergeId);
}

void LoadPage::refreshPlan()
{
    const Load& load = m_document->profile().load;
    m_sentence->setText(loadSentence(load, isOnThisMachine(m_document->profile().target)));
    m_chart->setLoad(load);
    m_shape->setVisible(load.shape.has_value());
    if (load.shape)
        m_shape->setShape(*load.shape);
}

} // namespace cicada
