# With CMAKE_UNITY_BUILD, the sources of one folder are compiled as one: most of a compiler's time goes into
# headers that they share. By folder and not by number, so that a new file never changes who is compiled with
# whom; in one folder no two files may then give different things in their anonymous namespaces the same name.
function(cicada_unite target)
    set_target_properties(${target} PROPERTIES UNITY_BUILD_MODE GROUP)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        if(source MATCHES "^${CMAKE_CURRENT_SOURCE_DIR}/(.*)\\.cpp$")
            cmake_path(GET CMAKE_MATCH_1 PARENT_PATH folder)
            string(REPLACE "/" "_" group "${folder}")
            set_source_files_properties(${source} PROPERTIES UNITY_GROUP "${target}_${group}")
        endif()
    endforeach()
endfunction()
