# What most files of a target include anyway, parsed once. Sources still name what they use: the preset
# tidy, whose files ./dev lint reads, has no precompiled headers, so a missing #include fails there.
set(CICADA_COMMON_HEADERS
    <algorithm> <array> <chrono> <cstdint> <functional> <map> <memory> <optional> <string> <string_view>
    <vector> <nlohmann/json.hpp>)

function(cicada_precompile target)
    target_precompile_headers(${target} PRIVATE ${CICADA_COMMON_HEADERS} ${ARGN})
endfunction()
