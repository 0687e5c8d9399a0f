#pragma once

#include "workload/document.h"

/// The generators behind the table of kinds in document.cpp. Each gets a data set of its kind.
namespace cicada {

using DocumentMaker = Result<std::shared_ptr<const DocumentGenerator>> (*)(const DataSet& dataSet);

Result<std::shared_ptr<const DocumentGenerator>> makeTiny(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeBasicUsers(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeAdvancedUsers(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeNestedUsers(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeConfig(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeNesting(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeNumberArrays(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeTextArrays(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeObjectArrays(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeCatalog(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeLargeCatalog(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeLedger(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeFileDocuments(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeTemplateDocuments(const DataSet& dataSet);
Result<std::shared_ptr<const DocumentGenerator>> makeSampledDocuments(const DataSet& dataSet);

} // namespace cicada
