#include "support/folders.h"

namespace cicada {

std::filesystem::path sourceFolder()
{
    return CICADA_SOURCE_DIR;
}

QString commandLineProgram()
{
    return QStringLiteral(CICADA_BINARY_DIR "/bin/cicada-cli");
}

QString desktopProgram()
{
    return QStringLiteral(CICADA_BINARY_DIR "/bin/cicada");
}

} // namespace cicada
