#pragma once

class QFormLayout;

namespace cicada {

/// Gives the labels of several forms below one another the same width, so that all fields begin at
/// one line.
void alignLabels(QFormLayout* form);

} // namespace cicada
