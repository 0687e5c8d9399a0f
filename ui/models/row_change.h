#pragma once

#include <algorithm>
#include <cstddef>
#include <optional>
#include <vector>

namespace cicada {

/// How the rows of a table follow from one list to the next, so that selection and scrolling
/// survive: rows [first, first + removed) go, then `inserted` rows come at `first`. Lists of the
/// same length count as edited in place.
struct RowChange
{
    int first = 0;
    int removed = 0;
    int inserted = 0;
};

template <typename Item, typename Same>
RowChange rowChange(const std::vector<Item>& before, const std::vector<Item>& after, Same same)
{
    if (before.size() == after.size())
        return {};
    const std::size_t common = before.size() < after.size() ? before.size() : after.size();
    std::size_t head = 0;
    while (head < common && same(before[head], after[head]))
        ++head;
    std::size_t tail = 0;
    while (tail < common - head
        && same(before[before.size() - 1 - tail], after[after.size() - 1 - tail]))
        ++tail;
    return {static_cast<int>(head), static_cast<int>(before.size() - head - tail),
        static_cast<int>(after.size() - head - tail)};
}

/// Where each row of `before` stands in `after`, if `after` is the same rows in another order;
/// nothing where it is not, or the order is the same.
template <typename Item, typename Same>
std::optional<std::vector<int>> rowOrder(
    const std::vector<Item>& before, const std::vector<Item>& after, Same same)
{
    if (before.size() != after.size()
        || std::equal(before.begin(), before.end(), after.begin(), same))
        return std::nullopt;
    std::vector<int> places;
    std::vector<bool> taken(after.size(), false);
    for (const Item& item : before) {
        std::size_t place = 0;
        while (place < after.size() && (taken[place] || !same(item, after[place])))
            ++place;
        if (place == after.size())
            return std::nullopt;
        taken[place] = true;
        places.push_back(static_cast<int>(place));
    }
    return places;
}

} // namespace cicada
