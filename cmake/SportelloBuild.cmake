# How the house is built: warnings, faster tools where present, and one function a folder.
# Members have their defaults where they are declared: leaving them out is how they are used.
add_compile_options(-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror
                    -Wno-missing-field-initializers
                    $<$<COMPILE_LANGUAGE:CXX>:-Wnon-virtual-dtor>)

find_program(CCACHE ccache)
if(CCACHE)
    set(CMAKE_C_COMPILER_LAUNCHER ${CCACHE})
    # What one checkout compiled serves another; the precompiled header needs the sloppiness.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime ${CCACHE})
    set(CMAKE_PCH_INSTANTIATE_TEMPLATES OFF)
    add_compile_options($<$<COMPILE_LANGUAGE:CXX>:-fpch-preprocess>)
endif()
find_program(MOLD mold)
if(MOLD)
    add_link_options(-fuse-ld=mold)
endif()

# sportello_room(<name> <source>... [PUBLIC <library>...] [PRIVATE <library>...])
#
# One folder of core/, one static library, sportello_<name>. Sources include each other as
# "core/<room>/<file>.hpp"; who may include whom is written in tests/layering.cmake, and a room's
# PRIVATE libraries (SQLite, Beast, libusb, ...) stay out of the sight of the others.
function(sportello_room name)
    cmake_parse_arguments(arg "" "" "PUBLIC;PRIVATE" ${ARGN})
    add_library(sportello_${name} STATIC ${arg_UNPARSED_ARGUMENTS})
    target_include_directories(sportello_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(sportello_${name} PUBLIC ${arg_PUBLIC} PRIVATE ${arg_PRIVATE})
    target_precompile_headers(sportello_${name} PRIVATE ${PROJECT_SOURCE_DIR}/core/base/std.pch.hpp)
endfunction()

# sportello_test(<name> <source>... [LIBRARIES <library>...] [PROPERTIES <property> <value>...])
# -- a GoogleTest program; the properties are CTest's.
function(sportello_test name)
    cmake_parse_arguments(arg "" "" "LIBRARIES;PROPERTIES" ${ARGN})
    add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
    target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
    target_link_libraries(${name} PRIVATE ${arg_LIBRARIES} GTest::gmock GTest::gtest_main)
    gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120 ${arg_PROPERTIES})
endfunction()

# sportello_embed(<target> <name> <file>...)  -- compiles text files into the target, as
# sportello::embedded::<name>(), a list of {file name, text} in the order given.
function(sportello_embed target name)
    set(source "${CMAKE_CURRENT_BINARY_DIR}/${name}.embedded.cpp")
    set(script "${PROJECT_SOURCE_DIR}/cmake/embed.cmake")
    list(TRANSFORM ARGN PREPEND "${CMAKE_CURRENT_SOURCE_DIR}/" OUTPUT_VARIABLE files)
    add_custom_command(OUTPUT "${source}"
        COMMAND ${CMAKE_COMMAND} "-DNAME=${name}" "-DFILES=${files}" "-DOUTPUT=${source}" -P "${script}"
        DEPENDS ${files} "${script}" VERBATIM)
    target_sources(${target} PRIVATE "${source}")
endfunction()
