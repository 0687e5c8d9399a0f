#pragma once

#include <QScrollArea>

namespace cicada {

/// Scrolls up and down only: never narrower than what it holds, so that nothing is cut off at its
/// side.
class VerticalScrollArea : public QScrollArea
{
    Q_OBJECT

public:
    explicit VerticalScrollArea(QWidget* content, QWidget* parent = nullptr);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void fitWidth();
};

} // namespace cicada
