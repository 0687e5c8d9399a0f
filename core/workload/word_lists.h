#pragma once

#include <span>
#include <string_view>

/// Words that generated documents are filled with. Static data; changing a list changes every
/// document of a seed.
namespace cicada::words {

std::span<const std::string_view> firstNames();
std::span<const std::string_view> lastNames();
std::span<const std::string_view> streetNames();
std::span<const std::string_view> streetTypes();
std::span<const std::string_view> cities();
std::span<const std::string_view> companies();
std::span<const std::string_view> occupations();
std::span<const std::string_view> materials();
std::span<const std::string_view> products();

} // namespace cicada::words
