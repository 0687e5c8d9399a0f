#include "report/hdr_encoding.h"

#include <QByteArray>

#include <array>
#include <cstring>
#include <zlib.h>

namespace cicada {

namespace {

constexpr std::uint32_t kCookie = 0x1c849313;
constexpr std::uint32_t kCompressedCookie = 0x1c849314;
constexpr std::size_t kHeaderBytes = 40;
constexpr std::int32_t kSignificantDigits = 3;
/// The most that a histogram of ours takes: 9 bytes for each of its steps.
constexpr std::size_t kMostPayloadBytes = 9 * 24 * 1024;

void appendBigEndian(std::string& out, std::uint64_t value, int bytes)
{
    for (int shift = (bytes - 1) * 8; shift >= 0; shift -= 8)
        out += static_cast<char>((value >> shift) & 0xff);
}

std::uint64_t takeBigEndian(std::string_view& text, std::size_t bytes)
{
    std::uint64_t value = 0;
    for (const char c : text.substr(0, bytes))
        value = value << 8 | static_cast<unsigned char>(c);
    text.remove_prefix(std::min(bytes, text.size()));
    return value;
}

// LEB128 of at most 9 bytes, of which the last holds 8 bits: HdrHistogram's own variant.
void appendZigZag(std::string& out, std::int64_t number)
{
    std::uint64_t value
        = static_cast<std::uint64_t>(number) << 1 ^ static_cast<std::uint64_t>(number >> 63);
    for (int i = 0; i < 8 && value > 0x7f; ++i, value >>= 7)
        out += static_cast<char>((value & 0x7f) | 0x80);
    out += static_cast<char>(value);
}

bool takeZigZag(std::string_view& text, std::int64_t& number)
{
    std::uint64_t value = 0;
    for (unsigned i = 0; i < 9; ++i) {
        if (text.empty())
            return false;
        const auto byte = static_cast<unsigned char>(text.front());
        text.remove_prefix(1);
        value |= static_cast<std::uint64_t>(i == 8 ? byte : byte & 0x7f) << (7 * i);
        if (i == 8 || byte < 0x80)
            break;
    }
    number = static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    return true;
}

std::string header(std::size_t payloadBytes)
{
    std::string text;
    appendBigEndian(text, kCookie, 4);
    appendBigEndian(text, payloadBytes, 4);
    appendBigEndian(text, 0, 4); // no normalizing offset
    appendBigEndian(text, kSignificantDigits, 4);
    appendBigEndian(text, 1, 8); // lowest discernible value
    appendBigEndian(text, Histogram::kHighestMicroseconds, 8);
    appendBigEndian(text, 0x3ff0000000000000, 8); // ratio of integers to doubles: 1.0
    return text;
}

std::string inflated(std::string_view compressed)
{
    std::string text(kHeaderBytes + kMostPayloadBytes, '\0');
    uLongf size = static_cast<uLongf>(text.size());
    if (uncompress(reinterpret_cast<Bytef*>(text.data()), &size,
            reinterpret_cast<const Bytef*>(compressed.data()),
            static_cast<uLong>(compressed.size()))
        != Z_OK)
        return {};
    text.resize(size);
    return text;
}

} // namespace

std::string hdrText(const Histogram& histogram)
{
    std::string payload;
    std::size_t next = 0;
    std::vector<Histogram::Step> steps = histogram.steps();
    if (histogram.overRange() > 0)
        steps.pop_back(); // comes last
    for (const Histogram::Step& step : steps) {
        const std::size_t index = Histogram::indexOf(step.value);
        if (index > next + 1)
            appendZigZag(payload, -static_cast<std::int64_t>(index - next));
        else if (index > next)
            appendZigZag(payload, 0);
        appendZigZag(payload, static_cast<std::int64_t>(step.count));
        next = index + 1;
    }
    const std::string text = header(payload.size()) + payload;
    std::string compressed(compressBound(static_cast<uLong>(text.size())), '\0');
    uLongf size = static_cast<uLongf>(compressed.size());
    compress(reinterpret_cast<Bytef*>(compressed.data()), &size,
        reinterpret_cast<const Bytef*>(text.data()), static_cast<uLong>(text.size()));
    std::string whole;
    appendBigEndian(whole, kCompressedCookie, 4);
    appendBigEndian(whole, size, 4);
    whole.append(compressed, 0, size);
    return QByteArray::fromRawData(whole.data(), static_cast<qsizetype>(whole.size()))
        .toBase64()
        .toStdString();
}

std::optional<Histogram> histogramOfHdrText(
    std::string_view text, const Histogram::ExactFigures& exact)
{
    if (text.size() > 2 * kMostPayloadBytes)
        return std::nullopt;
    const auto decoded = QByteArray::fromBase64Encoding(
        QByteArray::fromRawData(text.data(), static_cast<qsizetype>(text.size())),
        QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return std::nullopt;
    std::string_view bytes(
        decoded.decoded.constData(), static_cast<std::size_t>(decoded.decoded.size()));
    if (takeBigEndian(bytes, 4) != kCompressedCookie || takeBigEndian(bytes, 4) != bytes.size())
        return std::nullopt;
    const std::string whole = inflated(bytes);
    if (whole.size() < kHeaderBytes
        || whole.compare(0, kHeaderBytes, header(whole.size() - kHeaderBytes)) != 0)
        return std::nullopt;
    std::vector<Histogram::Step> steps;
    const std::size_t end = Histogram::indexOf(Histogram::kHighestMicroseconds) + 1;
    std::size_t next = 0;
    for (std::string_view payload = std::string_view(whole).substr(kHeaderBytes);
        !payload.empty();) {
        std::int64_t number = 0;
        if (!takeZigZag(payload, number))
            return std::nullopt;
        const std::uint64_t places = number >= 0 ? 1 : -static_cast<std::uint64_t>(number);
        if (places > end - next)
            return std::nullopt;
        if (number > 0)
            steps.push_back({Histogram::valueOf(next), static_cast<std::uint64_t>(number)});
        next += places;
    }
    return Histogram::of(steps, exact);
}

} // namespace cicada
