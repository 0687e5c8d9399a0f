#pragma once

#include <QListWidget>

namespace cicada {

/// The narrow list of pages at the window's left, with a count of problems behind a page's name.
class PageList : public QListWidget
{
    Q_OBJECT

public:
    explicit PageList(QWidget* parent = nullptr);

    void addPage(const QString& name);
    void setProblemCount(int page, int count);
    int problemCount(int page) const;

    QSize sizeHint() const override;
};

} // namespace cicada
