#include "workload/key_space.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cicada {

namespace {

constexpr std::array kChoices{KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
    KeyChoice::Sequential, KeyChoice::OwnSlice};

// Sum of i^-theta for i in [1, count]. The head is added up, the tail is Euler-Maclaurin's formula,
// whose error after these terms is below 1e-12: a data set of 1e9 keys costs no more than one of
// 1,000.
double zeta(std::uint64_t count, double theta)
{
    constexpr std::uint64_t kHead = 1000;
    double sum = 0;
    for (std::uint64_t i = 1; i <= std::min(count, kHead); ++i)
        sum += std::pow(static_cast<double>(i), -theta);
    if (count <= kHead)
        return sum;
    const auto low = static_cast<double>(kHead);
    const auto high = static_cast<double>(count);
    sum += (std::pow(high, 1 - theta) - std::pow(low, 1 - theta)) / (1 - theta);
    sum += (std::pow(high, -theta) - std::pow(low, -theta)) / 2;
    sum -= theta * (std::pow(high, -theta - 1) - std::pow(low, -theta - 1)) / 12;
    return sum;
}

// The formulas have a pole at 1, and a curve this near to it looks the same.
double awayFromOne(double theta)
{
    constexpr double kNear = 1e-4;
    return std::abs(theta - 1) < kNear ? 1 - kNear : theta;
}

} // namespace

std::string_view keyChoiceName(KeyChoice choice)
{
    switch (choice) {
    case KeyChoice::Uniform:
        return "uniform";
    case KeyChoice::Zipf:
        return "zipf";
    case KeyChoice::Latest:
        return "latest";
    case KeyChoice::Sequential:
        return "sequential";
    case KeyChoice::OwnSlice:
        return "own_slice";
    }
    return {};
}

std::optional<KeyChoice> keyChoiceFromName(std::string_view name)
{
    const auto found = std::ranges::find(kChoices, name, keyChoiceName);
    return found == kChoices.end() ? std::nullopt : std::optional(*found);
}

KeySpace::KeySpace(KeyChoice choice, std::uint64_t count, double theta)
    : m_choice(choice)
    , m_count(std::max<std::uint64_t>(count, 1))
    , m_theta(awayFromOne(theta))
{
    if (m_choice != KeyChoice::Zipf && m_choice != KeyChoice::Latest)
        return;
    m_zetaN = zeta(m_count, m_theta);
    m_alpha = 1 / (1 - m_theta);
    // Two keys or fewer are decided before eta is asked for (and it would be 0 / 0).
    if (m_count > 2) {
        m_eta = (1 - std::pow(2.0 / static_cast<double>(m_count), 1 - m_theta))
            / (1 - zeta(2, m_theta) / m_zetaN);
    }
}

std::uint64_t KeySpace::choose(
    Random& random, Position& position, std::uint64_t user, std::uint64_t users) const
{
    switch (m_choice) {
    case KeyChoice::Uniform:
        return random.below(m_count);
    case KeyChoice::Zipf:
        return zipf(random);
    case KeyChoice::Latest:
        return m_count - 1 - zipf(random);
    case KeyChoice::Sequential:
        return (position.next++ * std::max<std::uint64_t>(position.workers, 1) + position.worker)
            % m_count;
    case KeyChoice::OwnSlice: {
        if (users == 0 || users >= m_count)
            return user % m_count;
        const std::uint64_t slice = user % users;
        const std::uint64_t first = slice * m_count / users;
        const std::uint64_t last = (slice + 1) * m_count / users;
        return first + random.below(last - first);
    }
    }
    return 0;
}

std::uint64_t KeySpace::zipf(Random& random) const
{
    const double u = random.unit();
    const double scaled = u * m_zetaN;
    if (scaled < 1)
        return 0;
    if (scaled < 1 + std::pow(0.5, m_theta) || m_count <= 2)
        return std::min<std::uint64_t>(1, m_count - 1);
    const double rank = static_cast<double>(m_count) * std::pow(m_eta * u - m_eta + 1, m_alpha);
    return std::min(static_cast<std::uint64_t>(rank), m_count - 1);
}

} // namespace cicada
