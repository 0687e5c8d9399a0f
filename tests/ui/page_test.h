#pragma once

#include <QAbstractButton>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <gtest/gtest.h>

namespace cicada {

/// A page as its users meet it: fields are found by what a screen reader says, buttons by what is
/// written on them.
class PageTest : public testing::Test
{
protected:
    virtual QWidget& page() = 0;

    void showPage()
    {
        page().resize(1000, 700);
        page().show();
    }

    template <typename Widget>
    Widget* field(const QString& accessibleName)
    {
        for (Widget* widget : page().findChildren<Widget*>()) {
            if (widget->accessibleName() == accessibleName)
                return widget;
        }
        ADD_FAILURE() << "no field " << accessibleName.toStdString();
        return nullptr;
    }

    /// Push buttons, check boxes...
    template <typename Button>
    Button* buttonOf(const QString& text)
    {
        for (Button* button : page().findChildren<Button*>()) {
            if (button->text().remove(QLatin1Char('&')) == text)
                return button;
        }
        ADD_FAILURE() << "nothing to press called " << text.toStdString();
        return nullptr;
    }

    static void type(QLineEdit* edit, const QString& text)
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }

    static void choose(QComboBox* box, int index)
    {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

    bool shows(const QString& words)
    {
        for (const QLabel* label : page().findChildren<QLabel*>()) {
            if (label->isVisible() && label->text().contains(words))
                return true;
        }
        return false;
    }
};

} // namespace cicada
