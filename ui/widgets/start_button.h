#pragma once

#include <QPushButton>

namespace cicada {

/// The window's one large button: Start in the accent colour, Stop in red.
class StartButton : public QPushButton
{
    Q_OBJECT

public:
    enum class Mode
    {
        Start,
        Cancel,  ///< on the way to a run: nothing runs yet
        Stop,    ///< finish what is in flight
        StopNow, ///< a stop is under way
    };

    explicit StartButton(QWidget* parent = nullptr);

    void setMode(Mode mode);

    Mode mode() const { return m_mode; }

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    Mode m_mode = Mode::Start;
};

} // namespace cicada
