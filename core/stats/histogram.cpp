#include "stats/histogram.h"

#include <charconv>
#include <cmath>
#include <numeric>
#include <utility>

namespace cicada {

Histogram::Histogram(const Histogram& other)
    : m_totals(other.m_totals)
{
    for (std::size_t page = 0; page < kPages; ++page) {
        if (other.m_pages[page])
            m_pages[page] = std::make_unique<Page>(*other.m_pages[page]);
    }
}

Histogram& Histogram::operator=(const Histogram& other)
{
    if (this != &other)
        *this = Histogram(other);
    return *this;
}

Histogram::Histogram(Histogram&& other) noexcept
    : m_pages(std::move(other.m_pages))
    , m_totals(std::exchange(other.m_totals, {}))
{
}

Histogram& Histogram::operator=(Histogram&& other) noexcept
{
    if (this != &other) {
        m_pages = std::move(other.m_pages);
        m_totals = std::exchange(other.m_totals, {});
    }
    return *this;
}

void Histogram::addPage(std::size_t page)
{
    m_pages[page] = std::make_unique<Page>();
}

std::uint64_t Histogram::highestValueOf(std::size_t page, std::size_t sub)
{
    return page == 0 ? sub : ((kPageSize + sub + 1) << (page - 1)) - 1;
}

std::size_t Histogram::indexOf(std::uint64_t value)
{
    const std::size_t page = pageOf(value);
    return page * kPageSize + subOf(value, page);
}

template <typename Visitor>
void Histogram::forEachStep(const Visitor& visit) const
{
    for (std::size_t page = 0; page < kPages; ++page) {
        if (!m_pages[page])
            continue;
        const std::uint64_t* const counts = m_pages[page]->data();
        for (std::size_t sub = 0; sub < kPageSize; ++sub) {
            if (counts[sub] != 0)
                visit(page, sub, counts[sub]);
        }
    }
}

void Histogram::merge(const Histogram& other)
{
    for (std::size_t page = 0; page < kPages; ++page) {
        if (!other.m_pages[page])
            continue;
        if (!m_pages[page])
            addPage(page);
        std::uint64_t* const into = m_pages[page]->data();
        const std::uint64_t* const from = other.m_pages[page]->data();
        for (std::size_t sub = 0; sub < kPageSize; ++sub)
            into[sub] += from[sub];
    }
    m_totals.count += other.m_totals.count;
    m_totals.overRange += other.m_totals.overRange;
    m_totals.sum += other.m_totals.sum;
    m_totals.min = std::min(m_totals.min, other.m_totals.min);
    m_totals.max = std::max(m_totals.max, other.m_totals.max);
}

void Histogram::clear()
{
    for (const auto& page : m_pages) {
        if (page)
            page->fill(0);
    }
    m_totals = {};
}

double Histogram::mean() const
{
    return m_totals.count == 0
        ? 0
        : static_cast<double>(m_totals.sum) / static_cast<double>(m_totals.count);
}

std::uint64_t Histogram::percentile(double percent) const
{
    // A hair below, or the rounding of 99.9 / 100 x 1,000 would give rank 1,000.
    const double exactRank = percent / 100 * static_cast<double>(m_totals.count);
    const auto rank = static_cast<std::uint64_t>(std::ceil(exactRank * (1 - 1e-14)));
    std::uint64_t seen = 0;
    for (std::size_t page = 0; page < kPages; ++page) {
        if (!m_pages[page])
            continue;
        // A whole page at a time first: that is what makes figures of a long timeline cheap.
        const std::uint64_t* const counts = m_pages[page]->data();
        const std::uint64_t inPage = std::accumulate(counts, counts + kPageSize, std::uint64_t{0});
        if (seen + inPage < rank) {
            seen += inPage;
            continue;
        }
        for (std::size_t sub = 0; sub < kPageSize; ++sub) {
            seen += counts[sub];
            if (seen >= rank && seen != 0)
                return std::min(m_totals.max, highestValueOf(page, sub));
        }
    }
    return m_totals.max; // the rank lies in what is over range
}

std::vector<Histogram::Step> Histogram::steps() const
{
    std::vector<Step> steps;
    forEachStep([&](std::size_t page, std::size_t sub, std::uint64_t count) {
        steps.push_back({highestValueOf(page, sub), count});
    });
    if (m_totals.overRange != 0)
        steps.push_back({m_totals.max, m_totals.overRange});
    return steps;
}

std::optional<Histogram> Histogram::of(const std::vector<Step>& steps, const ExactFigures& exact)
{
    Histogram made;
    made.m_totals.count = exact.overRange;
    std::size_t next = 0;
    for (const Step& step : steps) {
        if (step.value > highestValueOf(kPages - 1, kPageSize - 1) || step.count == 0
            || step.count > ~made.m_totals.count)
            return std::nullopt;
        const std::size_t index = indexOf(step.value);
        if (index < next || index > indexOf(kHighestMicroseconds))
            return std::nullopt;
        next = index + 1;
        made.slot(valueOf(index)) = step.count;
        made.m_totals.count += step.count;
    }
    if (made.m_totals.count == 0)
        return exact.sum == 0 && exact.min == 0 && exact.max == 0 ? std::optional(Histogram())
                                                                  : std::nullopt;
    made.m_totals.overRange = exact.overRange;
    made.m_totals.sum = exact.sum;
    made.m_totals.min = exact.min;
    made.m_totals.max = exact.max;
    return made.agrees() ? std::optional(std::move(made)) : std::nullopt;
}

namespace {

// Short, and the same on every machine.
constexpr int kNumberBase = 36;

void appendNumber(std::string& out, std::uint64_t number)
{
    std::array<char, 16> buffer{};
    out.append(buffer.data(),
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, kNumberBase).ptr);
}

bool takeNumber(std::string_view& text, std::uint64_t& number)
{
    const auto [end, error]
        = std::from_chars(text.data(), text.data() + text.size(), number, kNumberBase);
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return error == std::errc{};
}

bool takeCharacter(std::string_view& text, char expected)
{
    if (text.empty() || text.front() != expected)
        return false;
    text.remove_prefix(1);
    return true;
}

} // namespace

// "sum.min.max.overRange" and for each step ",<distance from the step before>.<count>"; a distance
// of 1 and a count of 1, the common ones, are left out. Nothing at all where nothing was recorded.
std::string Histogram::encode() const
{
    std::string text;
    if (m_totals.count == 0)
        return text;
    appendNumber(text, m_totals.sum);
    for (const std::uint64_t number : {m_totals.min, m_totals.max, m_totals.overRange})
        appendNumber(text += '.', number);
    std::size_t last = 0;
    forEachStep([&](std::size_t page, std::size_t sub, std::uint64_t count) {
        const std::size_t index = page * kPageSize + sub + 1;
        text += ',';
        if (index - last != 1)
            appendNumber(text, index - last);
        if (count != 1)
            appendNumber(text += '.', count);
        last = index;
    });
    return text;
}

bool Histogram::decode(std::string_view text, Histogram& out)
{
    const std::string_view whole = text;
    Histogram decoded;
    Totals& totals = decoded.m_totals;
    if (!text.empty()
        && !(takeNumber(text, totals.sum) && takeCharacter(text, '.')
            && takeNumber(text, totals.min) && takeCharacter(text, '.')
            && takeNumber(text, totals.max) && takeCharacter(text, '.')
            && takeNumber(text, totals.overRange)))
        return false;
    totals.count = totals.overRange;
    const std::size_t end = indexOf(kHighestMicroseconds) + 1;
    for (std::size_t next = 0; takeCharacter(text, ',');) {
        std::uint64_t distance = 1;
        std::uint64_t count = 1;
        if (!text.empty() && text.front() != '.' && text.front() != ','
            && !takeNumber(text, distance))
            return false;
        if (takeCharacter(text, '.') && !takeNumber(text, count))
            return false;
        if (distance == 0 || distance > end - next || count > ~totals.count)
            return false;
        next += distance;
        const std::size_t page = (next - 1) / kPageSize;
        if (!decoded.m_pages[page])
            decoded.addPage(page);
        (*decoded.m_pages[page])[(next - 1) % kPageSize] = count;
        totals.count += count;
    }
    // One way to write a histogram: whatever else reads the same was not written by encode().
    if (!text.empty() || !decoded.agrees() || decoded.encode() != whole)
        return false;
    out = std::move(decoded);
    return true;
}

// Whether sum, minimum and maximum can belong to the counts.
bool Histogram::agrees() const
{
    if (m_totals.count == 0)
        return true;
    const std::uint64_t flooredMean = m_totals.sum / m_totals.count;
    if (flooredMean < m_totals.min || flooredMean > m_totals.max)
        return false;
    if ((m_totals.max > kHighestMicroseconds) != (m_totals.overRange != 0))
        return false;
    const auto inStep = [](std::uint64_t value, const Step& step) {
        return value <= kHighestMicroseconds && indexOf(value) == indexOf(step.value);
    };
    const std::vector<Step> all = steps();
    const bool allOverRange = m_totals.overRange == m_totals.count;
    return (allOverRange ? m_totals.min > kHighestMicroseconds : inStep(m_totals.min, all.front()))
        && (m_totals.overRange != 0 || inStep(m_totals.max, all.back()));
}

} // namespace cicada
