#pragma once

#include <Qt>

namespace cicada {

/// What the tables of runs answer beside Qt's own roles.
enum TableRole
{
    SortRole = Qt::UserRole + 1, ///< the raw value: a number where the text shows one
    TotalRole,                   ///< bool: the row adds up the others and stays last
    AlertRole,                   ///< bool: the figure is an error to be seen
    QuietRole,                   ///< bool: not to be taken for news
};

} // namespace cicada
