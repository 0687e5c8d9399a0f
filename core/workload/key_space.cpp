#include "workload/key_space.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cicada {

namespace {

constexpr std::array kChoices{KeyChoice::Uniform, KeyChoice::Zipf, KeyChoice::Latest,
    KeyChoice::Sequential, KeyChoice::OwnSlice};

// (exp(x) - 1) / x and log(1 + x) / x, also where x is next to 0.
double expRatio(double x)
{
    return std::abs(x) > 1e-8 ? std::expm1(x) / x : 1 + x / 2 * (1 + x / 3);
}

double logRatio(double x)
{
    return std::abs(x) > 1e-8 ? std::log1p(x) / x : 1 - x * (0.5 - x / 3);
}

// Integral of x^-theta from 1 to x, and its inverse: defined at theta = 1 too.
double area(double x, double theta)
{
    const double logX = std::log(x);
    return expRatio((1 - theta) * logX) * logX;
}

double areaInverse(double area, double theta)
{
    const double t = std::max(area * (1 - theta), -1.0); // rounding can lead below
    return std::exp(logRatio(t) * area);
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
    , m_theta(theta)
{
    if (m_choice != KeyChoice::Zipf && m_choice != KeyChoice::Latest)
        return;
    m_first = area(1.5, m_theta) - 1;
    m_last = area(static_cast<double>(m_count) + 0.5, m_theta);
    m_accepted = 2 - areaInverse(area(2.5, m_theta) - std::pow(2.0, -m_theta), m_theta);
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

// Each rank owns as much of the area under x^-theta as its share; the curve is a little above the
// steps, so a few draws of a hundred are made again.
std::uint64_t KeySpace::zipf(Random& random) const
{
    for (;;) {
        const double u = m_last + random.unit() * (m_first - m_last);
        const double x = areaInverse(u, m_theta);
        const double rank = std::clamp(std::floor(x + 0.5), 1.0, static_cast<double>(m_count));
        if (rank - x <= m_accepted || u >= area(rank + 0.5, m_theta) - std::pow(rank, -m_theta))
            return static_cast<std::uint64_t>(rank) - 1;
    }
}

} // namespace cicada
