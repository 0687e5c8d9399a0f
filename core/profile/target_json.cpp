#include "profile/target_json.h"

namespace cicada {

namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::string_view kPasswordRefused
    = "must not hold a password: it is kept in the system's keychain, or given by --password-env";

// The endpoint of `uri`; on failure a problem and the default one.
Endpoint endpointOf(const std::string& uri, const std::string& path, std::vector<Problem>& problems)
{
    const auto endpoint = Endpoint::parse(uri);
    if (endpoint && endpoint->password.empty())
        return *endpoint;
    problems.push_back({path, endpoint ? std::string(kPasswordRefused) : endpoint.error().text});
    return {};
}

Target targetFromText(
    const std::string& text, const std::string& path, std::vector<Problem>& problems)
{
    if (text == "sandbox")
        return {};
    Target target;
    if (text.find("://") != std::string::npos) {
        target.kind = Target::Kind::Endpoint;
        target.endpoint = endpointOf(text, path, problems);
        target.name = target.endpoint.uri();
        return target;
    }
    target.kind = Target::Kind::Saved;
    target.name = text;
    // What looks like half a URI may hold a password, so it is not repeated.
    if (text.empty() || text.find_first_of("@/") != std::string::npos)
        problems.push_back({path,
            "must be \"sandbox\", the name of a saved target, or a URI like "
            "redis://127.0.0.1:6379"});
    return target;
}

Target targetFromObject(const json& value, const std::string& path, std::vector<Problem>& problems)
{
    ObjectReader reader(value, path, problems);
    Target target;
    target.kind = Target::Kind::Endpoint;
    std::string uri;
    reader.requiredText("uri", uri);
    if (!uri.empty())
        target.endpoint = endpointOf(uri, reader.pathOf("uri"), problems);
    Endpoint& endpoint = target.endpoint;
    target.name = endpoint.uri();
    reader.text("name", target.name);
    reader.text("ca_file", endpoint.tls.caFile);
    reader.text("certificate_file", endpoint.tls.certificateFile);
    reader.text("key_file", endpoint.tls.keyFile);
    reader.text("server_name", endpoint.tls.serverName);
    reader.flag("verify", endpoint.tls.verify);
    reader.duration("connect_timeout", endpoint.connectTimeout, limits::kTimeout);
    reader.duration("call_timeout", endpoint.callTimeout, limits::kTimeout);
    reader.refuseUnknown();
    return target;
}

bool isPlain(const Target& target)
{
    const Endpoint usual;
    const Endpoint::Tls& tls = target.endpoint.tls;
    return target.name == target.endpoint.uri() && tls.caFile.empty() && tls.certificateFile.empty()
        && tls.keyFile.empty() && tls.serverName.empty() && tls.verify
        && target.endpoint.connectTimeout == usual.connectTimeout
        && target.endpoint.callTimeout == usual.callTimeout;
}

} // namespace

Target targetFromJson(const json& value, const std::string& path, std::vector<Problem>& problems)
{
    if (value.is_string())
        return targetFromText(value.get_ref<const std::string&>(), path, problems);
    return targetFromObject(value, path, problems);
}

ordered_json targetToJson(const Target& target)
{
    if (target.kind == Target::Kind::Sandbox)
        return "sandbox";
    if (target.kind == Target::Kind::Saved)
        return target.name;
    return isPlain(target) ? ordered_json(target.endpoint.uri()) : targetToObject(target);
}

ordered_json targetToObject(const Target& target)
{
    const Endpoint& endpoint = target.endpoint;
    return {
        {"name", target.name},
        {"uri", endpoint.uri()},
        {"ca_file", endpoint.tls.caFile},
        {"certificate_file", endpoint.tls.certificateFile},
        {"key_file", endpoint.tls.keyFile},
        {"server_name", endpoint.tls.serverName},
        {"verify", endpoint.tls.verify},
        {"connect_timeout", formatDuration(endpoint.connectTimeout)},
        {"call_timeout", formatDuration(endpoint.callTimeout)},
    };
}

} // namespace cicada
