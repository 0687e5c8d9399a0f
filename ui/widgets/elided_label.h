#pragma once

#include <QLabel>

namespace cicada {

/// A one-line label that gives way: what does not fit ends in an ellipsis, all of it is the tool
/// tip.
class ElidedLabel : public QLabel
{
    Q_OBJECT

public:
    using QLabel::QLabel;

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace cicada
