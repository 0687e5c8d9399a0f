#pragma once

#include <QLayout>

#include <memory>
#include <vector>

namespace cicada {

/// Puts widgets beside each other and goes on in the next line where the room ends.
class FlowLayout : public QLayout
{
    Q_OBJECT

public:
    explicit FlowLayout(int spacing);
    ~FlowLayout() override;

    void addItem(QLayoutItem* item) override;
    int count() const override;
    QLayoutItem* itemAt(int index) const override;
    QLayoutItem* takeAt(int index) override;

    QSize sizeHint() const override;
    QSize minimumSize() const override;

    bool hasHeightForWidth() const override { return true; }

    int heightForWidth(int width) const override;
    void setGeometry(const QRect& rect) override;

    Qt::Orientations expandingDirections() const override { return {}; }

private:
    int place(const QRect& rect, bool apply) const; ///< the height it takes

    std::vector<std::unique_ptr<QLayoutItem>> m_items;
};

} // namespace cicada
