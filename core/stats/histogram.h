#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cicada {

/// Counts of durations in microseconds, log-linear like HdrHistogram: exact below 2,048 us, then
/// 1,024 steps per power of two, so that any percentile is within 0.1 % of the true value. Range 1
/// us to 1 h; anything beyond is counted as over-range, not clamped silently (it is still in
/// count() and max()). Memory grows with the range used (8 KB per power of two), not with the
/// count. One owner, no locking. Mergeable: merge() of parts equals recording everything in one.
class Histogram
{
public:
    static constexpr std::uint64_t kHighestMicroseconds = 3'600'000'000;

    Histogram() = default;
    Histogram(const Histogram& other);
    Histogram& operator=(const Histogram& other);
    Histogram(Histogram&& other) noexcept; ///< leaves an empty one behind, ready for use
    Histogram& operator=(Histogram&& other) noexcept;
    ~Histogram() = default;

    /// The hot path: allocates only for the first value of a power of two. What took less than 1 us
    /// is recorded, and reported, as 0.
    void record(std::uint64_t microseconds)
    {
        ++m_totals.count;
        m_totals.sum += microseconds;
        m_totals.min = std::min(m_totals.min, microseconds);
        m_totals.max = std::max(m_totals.max, microseconds);
        if (microseconds > kHighestMicroseconds) [[unlikely]]
            ++m_totals.overRange;
        else
            ++slot(microseconds);
    }

    void merge(const Histogram& other);
    void clear(); ///< keeps its memory

    std::uint64_t count() const { return m_totals.count; }

    std::uint64_t overRange() const { return m_totals.overRange; }

    std::uint64_t sum() const
    {
        return m_totals.sum;
    } ///< microseconds; mean() = sum() / count(), exactly

    std::uint64_t min() const { return m_totals.count ? m_totals.min : 0; } ///< exact

    std::uint64_t max() const { return m_totals.max; } ///< exact

    double mean() const;

    /// Value at or below which `percent` (0 to 100] of the recorded values lie: the nearest-rank
    /// definition, rank = ceil(percent / 100 x count). Highest equivalent value of its step, never
    /// above max(). Only where count() > 0; 0 otherwise ("no data" is the caller's to print).
    std::uint64_t percentile(double percent) const;

    /// Every non-empty step, ascending: upper value of the step and its count. What is over range
    /// comes as a last step at max(), so that the counts add up to count().
    struct Step
    {
        std::uint64_t value;
        std::uint64_t count;
    };

    std::vector<Step> steps() const;

    /// What the steps do not tell.
    struct ExactFigures
    {
        std::uint64_t sum = 0, min = 0, max = 0, overRange = 0;
    };

    ExactFigures exactFigures() const { return {sum(), min(), max(), overRange()}; }

    /// The histogram that has these steps (ascending, without what is over range) and figures;
    /// nothing where they cannot belong together.
    static std::optional<Histogram> of(const std::vector<Step>& steps, const ExactFigures& exact);

    /// Number of the step that holds `value`, at most kHighestMicroseconds: the index that
    /// HdrHistogram gives it with 3 significant digits.
    static std::size_t indexOf(std::uint64_t value);

    /// The highest value of step `index`.
    static std::uint64_t valueOf(std::size_t index)
    {
        return highestValueOf(index / kPageSize, index % kPageSize);
    }

    /// Compact text of all counts, for journals; decode() refuses anything encode() does not write,
    /// and then leaves `out` as it was.
    std::string encode() const;
    static bool decode(std::string_view text, Histogram& out);

private:
    static constexpr unsigned kSubBits = 10;
    static constexpr std::size_t kPageSize = 1U << kSubBits;
    static constexpr std::size_t kPages = 23;
    using Page = std::array<std::uint64_t, kPageSize>;

    struct Totals
    {
        std::uint64_t count = 0;
        std::uint64_t overRange = 0;
        std::uint64_t sum = 0;
        std::uint64_t min = ~0ULL;
        std::uint64_t max = 0;
    };

    // Page 0 holds 0 to 1,023, page p the values of 9 + p bits after the leading one.
    static std::size_t pageOf(std::uint64_t value)
    {
        return static_cast<std::size_t>(std::bit_width(value | (kPageSize - 1))) - kSubBits;
    }

    static std::size_t subOf(std::uint64_t value, std::size_t page)
    {
        return (value >> (page - (page != 0))) & (kPageSize - 1);
    }

    static std::uint64_t highestValueOf(std::size_t page, std::size_t sub);
    bool agrees() const;

    std::uint64_t& slot(std::uint64_t value)
    {
        const std::size_t page = pageOf(value);
        if (!m_pages[page]) [[unlikely]]
            addPage(page);
        return (*m_pages[page])[subOf(value, page)];
    }

    void addPage(std::size_t page);

    template <typename Visitor>
    void forEachStep(
        const Visitor& visit) const; ///< visit(page, sub, count) of each step, ascending

    std::array<std::unique_ptr<Page>, kPages> m_pages;
    Totals m_totals;
};

} // namespace cicada
