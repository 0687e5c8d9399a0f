// Kinds `tiny`, `nested_user` and `config`: small documents that differ in shape.

#include "workload/document_makers.h"
#include "workload/text_pieces.h"
#include "workload/word_lists.h"

#include <array>

namespace cicada {

namespace {

/// What the three kinds share: a seed, roles, and a function that writes one document.
class SmallDocuments : public DocumentGenerator
{
public:
    using Writer = void (*)(std::string& out, Random& random);

    SmallDocuments(std::uint64_t seed, Writer write, std::vector<DocumentRole> roles)
        : m_seed(seed)
        , m_write(write)
        , m_roles(std::move(roles))
    {
    }

    void append(std::string& out, std::uint64_t index) const override
    {
        Random random(mixSeed(m_seed, index));
        m_write(out, random);
    }

    const std::vector<DocumentRole>& roles() const override { return m_roles; }

private:
    std::uint64_t m_seed;
    Writer m_write;
    std::vector<DocumentRole> m_roles;
};

void writeTiny(std::string& out, Random& random)
{
    out += R"({"id":)";
    appendUnsigned(out, random.below(1'000'000));
    out += R"(,"count":)";
    appendUnsigned(out, random.below(1000));
    out += R"(,"lot":)";
    appendUnsigned(out, random.below(1000));
    out += R"(,"kind":")";
    out += pick(random, words::products());
    out += R"(","box":{"at":{"row":)";
    appendUnsigned(out, random.below(100));
    out += R"(,"mark":{"code":")";
    appendHex(out, random, 8);
    out += R"("}},"of":")";
    out += pick(random, words::materials());
    out += R"("},"parts":[)";
    for (int part = 0; part < 2; ++part) {
        if (part > 0)
            out += ',';
        out += R"({"no":)";
        appendUnsigned(out, random.below(100));
        out += R"(,"tag":")";
        out += pick(random, words::materials());
        out += R"("})";
    }
    out += "]}";
}

void appendPerson(std::string& out, Random& random)
{
    out += R"("given":")";
    out += pick(random, words::firstNames());
    out += R"(","family":")";
    out += pick(random, words::lastNames());
    out += '"';
}

void appendTimestamp(std::string& out, Random& random)
{
    out += "20";
    appendPadded(out, 18 + random.below(8), 2);
    for (const auto& [mark, low, count] : {std::tuple{'-', 1U, 12U}, {'-', 1U, 28U}, {'T', 0U, 24U},
             {':', 0U, 60U}, {':', 0U, 60U}}) {
        out += mark;
        appendPadded(out, low + random.below(count), 2);
    }
    out += 'Z';
}

void appendNestedData(std::string& out, Random& random)
{
    out += R"("data":{"id":")";
    appendUuid(out, random);
    out += R"(","revision":)";
    appendUnsigned(out, 1 + random.below(99));
    out += R"(,"active":)";
    out += random.below(5) == 0 ? "false" : "true";
    out += R"(,"external":{"system":")";
    out += pick(random, words::companies());
    out += R"(","reference":")";
    appendHex(out, random, 24);
    out += R"(","payload":{)";
    appendPerson(out, random);
    out += R"(,"city":")";
    out += pick(random, words::cities());
    out += R"(","occupation":")";
    out += pick(random, words::occupations());
    out += R"(","score":)";
    appendUnsigned(out, random.below(1000));
    out += R"(,"joined":")";
    appendTimestamp(out, random);
    out += R"("}},"modified":")";
    appendTimestamp(out, random);
    out += R"("})";
}

void appendMetadata(std::string& out, Random& random)
{
    out += R"("metadata":{"version":3,"agent":{"name":"intake-service","instance":")";
    appendUuid(out, random);
    out += R"(","build":")";
    appendHex(out, random, 32);
    out += R"(","region":")";
    out += pick(random, words::cities());
    out += R"(","tags":[)";
    const std::uint64_t tags = 2 + random.below(7); // what makes the sizes differ
    for (std::uint64_t tag = 0; tag < tags; ++tag) {
        out += tag > 0 ? ",\"" : "\"";
        out += pick(random, words::materials());
        out += '"';
    }
    out += R"(]},"provenance":{"source":"https://records.example/imports/)";
    appendHex(out, random, 16);
    out += R"(","checksum":")";
    appendHex(out, random, 64);
    out += R"(","signature":")";
    appendHex(out, random, 96);
    out += R"(","extension":[)";
    for (int extension = 0; extension < 4; ++extension) {
        out += extension > 0 ? "," : "";
        out += R"({"url":"https://records.example/ext/)";
        out += pick(random, words::products());
        out += R"(","value":")";
        appendHex(out, random, 12);
        out += R"("})";
    }
    out += R"(],"recorded":")";
    appendTimestamp(out, random);
    out += R"("}})";
}

void writeNestedUser(std::string& out, Random& random)
{
    out += R"({"type":"person","owner":")";
    out += pick(random, words::companies());
    out += R"(",)";
    appendNestedData(out, random);
    out += ',';
    appendMetadata(out, random);
    out += '}';
}

struct Setting
{
    std::string_view name;
    std::string_view value; ///< as JSON; `?` stands for a number that differs between documents
};

// Names with `-` and `:` are the point of this kind: their paths need brackets.
constexpr auto kPortalSettings = std::to_array<Setting>({
    {"site:title", R"("Harbour Parts Portal")"},
    {"site:contact-mail", R"("desk@portal.example")"},
    {"site:photo-credit", R"("M. Brandt")"},
    {"site:root-url", R"("https://portal.example/")"},
    {"template:engine", R"("org.portal.render.PageEngine")"},
    {"template:loader", R"("org.portal.render.FolderLoader")"},
    {"template:folder", R"("templates")"},
    {"template:override", R"("")"},
    {"template:default", R"("listTemplate.htm")"},
    {"template:compile", "true"},
    {"page:jsp", "false"},
    {"page:list", R"("pages/listTemplate.page")"},
    {"page:file", R"("pages/articleTemplate.page")"},
    {"page:error", R"("pages/errorTemplate.page")"},
    {"cache:template-track", "?"},
    {"cache:template-store", "?"},
    {"cache:template-refresh", "?"},
    {"cache:page-track", "?"},
    {"cache:page-store", "?"},
    {"cache:page-refresh", "?"},
    {"cache:page-dirty-read", "?"},
    {"search:engine", R"("org.portal.search.PlainEngine")"},
    {"search:file-list", R"("forSearchEnginesList.htm")"},
    {"search:robots", R"("WEB-INF/robots.db")"},
    {"search:index-folder", R"("indices")"},
    {"store:class", R"("org.portal.store.SqlStore")"},
    {"store:redirect", R"("org.portal.store.SqlRedirection")"},
    {"store:name", R"("portal")"},
    {"store:driver", R"("com.vendor.sql.Driver")"},
    {"store:url", R"("sql://127.0.0.1:5433/portal?charset=utf-8&ssl=prefer")"},
    {"store:user", R"("portal")"},
    {"store:test-query", R"("select 1")"},
    {"store:log", R"("/var/log/portal/store.log")"},
    {"store:initial-connections", "?"},
    {"store:most-connections", "?"},
    {"store:connection-uses", "?"},
    {"store:log-level", R"("debug")"},
    {"url:longest", "?"},
    {"url:secure-only", "true"},
    {"session:idle-seconds", "?"},
    {"session:cookie-name", R"("portal-session")"},
    {"session:same-site", R"("strict")"},
});

constexpr auto kMailSettings = std::to_array<Setting>({
    {"mail:host", R"("mail1")"},
    {"mail:host-override", R"("mail2")"},
    {"mail:retry-seconds", "?"},
    {"mail:sender", R"("Harbour Parts Portal <no-reply@portal.example>")"},
    {"mail:subject", R"("[portal] Your order has changed its state")"},
    {"mail:footer", R"("You get this mail since you have an account.")"},
});

constexpr auto kToolSettings = std::to_array<Setting>({
    {"tool:template-path", R"("toolstemplates/")"},
    {"tool:log", "true"},
    {"tool:log-location", R"("/var/log/portal/tools.log")"},
    {"tool:log-most-bytes", "?"},
    {"tool:data-log", "true"},
    {"tool:remove-page-cache", R"("/content/admin/remove?cache=pages&id=")"},
    {"tool:file-transfer-folder", R"("/srv/portal/content/transfer")"},
    {"tool:admin-group", "?"},
    {"tool:beta", "true"},
});

void appendSettings(std::string& out, Random& random, std::span<const Setting> settings)
{
    char before = '{';
    for (const Setting& setting : settings) {
        out += before;
        out += '"';
        out += setting.name;
        out += "\":";
        if (setting.value == "?")
            appendUnsigned(out, 1 + random.below(999));
        else
            out += setting.value;
        before = ',';
    }
    out += '}';
}

void appendServlet(std::string& out, Random& random, std::string_view name,
    std::string_view className, std::span<const Setting> settings)
{
    out += R"({"servlet-name":")";
    out += name;
    out += R"(","servlet-class":")";
    out += className;
    out += '"';
    if (!settings.empty()) {
        out += R"(,"init-param":)";
        appendSettings(out, random, settings);
    }
    out += '}';
}

void writeConfig(std::string& out, Random& random)
{
    out += R"({"revision":)";
    appendUnsigned(out, random.below(10'000));
    out += R"(,"owner":")";
    out += pick(random, words::companies());
    out += R"(","web-app":{"servlet":[)";
    appendServlet(out, random, "portal-admin", "org.portal.servlet.AdminServlet", {});
    out += ',';
    appendServlet(out, random, "portal-pages", "org.portal.servlet.PageServlet", kPortalSettings);
    out += ',';
    appendServlet(out, random, "portal-mail", "org.portal.servlet.MailServlet", kMailSettings);
    out += ',';
    appendServlet(out, random, "portal-files", "org.portal.servlet.FileServlet", {});
    out += ',';
    appendServlet(out, random, "portal-tools", "org.portal.servlet.ToolServlet", kToolSettings);
    out += R"(],"servlet-mapping":{"portal-pages":"/","portal-mail":"/mail/*","portal-admin":"/admin/*",)"
           R"("portal-files":"/static/*","portal-tools":"/tools/*"},)"
           R"("taglib":{"taglib-uri":"portal.tld","taglib-location":"/WEB-INF/tlds/portal.tld"}}})";
}

Result<std::shared_ptr<const DocumentGenerator>> makeSmall(
    std::uint64_t seed, SmallDocuments::Writer write, std::vector<DocumentRole> roles)
{
    return std::shared_ptr<const DocumentGenerator>(
        std::make_shared<SmallDocuments>(seed, write, std::move(roles)));
}

} // namespace

Result<std::shared_ptr<const DocumentGenerator>> makeTiny(const DataSet& dataSet)
{
    return makeSmall(dataSet.seed, writeTiny,
        {{"number", "$.count", "number"}, {"text", "$.kind", "string"},
            {"field", "$.kind", "string"}, {"object", "$.box", "object"},
            {"array", "$.parts", "array"}, {"array_item", "$.parts[0]", "object"},
            {"nested_text", "$.box.at.mark.code", "string"}, {"big_member", "$.parts", "array"},
            {"filter", "$.parts[?(@.no>=0)]", "object"}, {"recursive", "$..tag", "string"}});
}

Result<std::shared_ptr<const DocumentGenerator>> makeNestedUsers(const DataSet& dataSet)
{
    return makeSmall(dataSet.seed, writeNestedUser,
        {{"number", "$.data.external.payload.score", "number"}, {"text", "$.data.id", "string"},
            {"flag", "$.data.active", "boolean"}, {"field", "$.owner", "string"},
            {"object", "$.data.external.payload", "object"},
            {"array", "$.metadata.provenance.extension", "array"},
            {"array_item", "$.metadata.provenance.extension[0]", "object"},
            {"nested_text", "$.data.external.payload.city", "string"},
            {"big_member", "$.metadata", "object"},
            {"filter", "$.metadata.provenance.extension[?(@.value!='')]", "object"},
            {"recursive", "$..url", "string"}});
}

Result<std::shared_ptr<const DocumentGenerator>> makeConfig(const DataSet& dataSet)
{
    const std::string settings = "$['web-app'].servlet[1]['init-param']";
    return makeSmall(dataSet.seed, writeConfig,
        {{"number", settings + "['cache:template-track']", "number"}, {"text", "$.owner", "string"},
            {"flag", settings + "['template:compile']", "boolean"}, {"field", "$.owner", "string"},
            {"object", settings, "object"}, {"array", "$['web-app'].servlet", "array"},
            {"array_item", "$['web-app'].servlet[0]", "object"},
            {"nested_text", settings + "['store:url']", "string"},
            {"big_member", "$['web-app']", "object"},
            {"filter", "$['web-app'].servlet[?(@['servlet-name']=='portal-mail')]", "object"},
            {"recursive", "$..['servlet-name']", "string"}});
}

} // namespace cicada
