#pragma once

#include <QString>

#include <filesystem>

namespace cicada {

/// Of the checkout.
std::filesystem::path sourceFolder();

/// `cicada-cli` of this build.
QString commandLineProgram();

/// `cicada` of this build.
QString desktopProgram();

} // namespace cicada
