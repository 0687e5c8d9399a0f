#pragma once

class QFormLayout;
class QWidget;

namespace cicada {

/// Gives the labels of several forms below one another the same width, so that all fields begin at
/// one line.
void alignLabels(QFormLayout* form);

/// The same for all forms of `page`: as wide as the widest label is.
void alignLabels(const QWidget* page);

} // namespace cicada
