// A server's byte stream: however it is split, the replies are the same, and nothing is lost.
#include "fuzz_input.h"
#include "redis/reply_reader.h"

#include <algorithm>
#include <vector>

namespace cicada {

namespace {

constexpr std::size_t kMaxReplyBytes = 1U << 20;

struct Outcome
{
    std::vector<Reply> replies;
    bool broken = false;
};

Outcome readIn(std::string_view bytes, std::size_t piece, std::size_t textLimit)
{
    ReplyReader reader(kMaxReplyBytes);
    Outcome outcome;
    while (!bytes.empty() && !outcome.broken) {
        const std::string part(bytes.substr(0, piece)); // a byte too far is seen by the sanitizer
        bytes.remove_prefix(part.size());
        reader.feed(part.data(), part.size());
        ReplyReader::Status status;
        while ((status = reader.next(textLimit)) == ReplyReader::Status::Complete)
            outcome.replies.push_back(reader.reply());
        outcome.broken = status == ReplyReader::Status::Broken;
    }
    return outcome;
}

bool same(const Reply& a, const Reply& b)
{
    return a.type == b.type && a.integer == b.integer && a.elements == b.elements
        && a.nilElements == b.nilElements && a.errorElements == b.errorElements
        && a.textBytes == b.textBytes && a.wireBytes == b.wireBytes && a.text == b.text
        && a.nestedTexts == b.nestedTexts;
}

} // namespace

} // namespace cicada

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace cicada;
    if (size < 2)
        return 0;
    const std::size_t piece = data[0] % 32 + 1U;
    const std::size_t textLimit = data[1] % 2 == 0 ? Reply::kShortText : Reply::kAllText;
    const std::string_view bytes = fuzzText(data + 2, size - 2);
    const Outcome whole = readIn(bytes, bytes.size(), textLimit);
    const Outcome split = readIn(bytes, piece, textLimit);
    require(whole.broken == split.broken, "a stream is broken however it is split");
    require(whole.replies.size() == split.replies.size(), "the number of replies is the same");
    std::uint64_t wireBytes = 0;
    for (std::size_t i = 0; i < whole.replies.size(); ++i) {
        require(same(whole.replies[i], split.replies[i]), "replies are the same");
        wireBytes += whole.replies[i].wireBytes;
    }
    require(wireBytes <= bytes.size(), "no reply is longer than the stream");
    return 0;
}
