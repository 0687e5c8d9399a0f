#pragma once

#include "workload/command_template.h"

#include <map>
#include <string>
#include <vector>

namespace cicada {

/// What the tasks of a run change in the documents of one data set while it lasts, as far as their
/// commands tell: nothing, single places, or what cannot be told. A plain value.
class DocumentChanges
{
public:
    struct OfTwin
    {
        bool anything = false;        ///< or it cannot be told what
        std::vector<JsonPath> places; ///< definite, below the root; a hash's field is `$.field`
    };

    /// `source` is the one that `command` was compiled with.
    void add(const CommandTemplate& command, const TemplateSource& source);
    void add(const DocumentChanges& other);

    const OfTwin& of(StoredAs storedAs) const;

private:
    std::map<StoredAs, OfTwin> m_twins;
};

/// A path argument as it is sent: `{path ROLE}` stands for the documents' own. Empty where it
/// varies from call to call.
std::string sentPath(const std::string& argument, const TemplateSource& source);

/// The same of a hash's field: `{member ROLE}` is the last name of the role's path.
std::string sentField(const std::string& argument, const TemplateSource& source);

} // namespace cicada
