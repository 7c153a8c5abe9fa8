# sportello_add_plugin(<id> [<source>...])
#     Builds the sources (default: <id>.cpp) into <id>.so, which exports its entry and nothing
#     else, and installs the folder's manifest.json, procedures/, forms/, texts/, migrations/ and
#     templates/ beside it. Without a source file the area is declarative: only the files.
# sportello_add_plugin_test(<id> <source>...)
#     A GoogleTest program, <id>_test, of the plugin's own sources and these: see
#     <sportello/testing.hpp>. SPORTELLO_PLUGIN_FOLDER is the plugin's folder, SPORTELLO_PLUGINS the
#     folder where the project's plugins are built.
# sportello_add_driver(<id> [<source>...])
#     The same for a driver and its manifest.json.
include(GNUInstallDirs)

# In the source tree the SDK's files are in the folder above; installed, they are beside this one.
set(_sportello_sdk "${CMAKE_CURRENT_LIST_DIR}")
if(NOT EXISTS "${_sportello_sdk}/plugin.map")
    set(_sportello_sdk "${CMAKE_CURRENT_LIST_DIR}/..")
endif()
set(_sportello_check_exports "${CMAKE_CURRENT_LIST_DIR}/check_exports.cmake")

# A module's folder as the daemon finds it, in the build tree and installed. The build tree's is
# links, so that an edited text or form is seen at the next start without a build.
function(_sportello_module_files id kind)
    set(built "${CMAKE_BINARY_DIR}/${kind}s/${id}")
    set(installed ${CMAKE_INSTALL_LIBDIR}/sportello/${kind}s/${id})
    file(MAKE_DIRECTORY "${built}")
    foreach(part manifest.json procedures forms texts migrations templates)
        set(source "${CMAKE_CURRENT_SOURCE_DIR}/${part}")
        if(EXISTS "${source}")
            file(CREATE_LINK "${source}" "${built}/${part}" SYMBOLIC)
        endif()
        if(IS_DIRECTORY "${source}")
            install(DIRECTORY ${part} DESTINATION ${installed})
        elseif(EXISTS "${source}")
            install(FILES ${part} DESTINATION ${installed})
        endif()
    endforeach()
endfunction()

function(_sportello_module_library id kind)
    set(map "${_sportello_sdk}/${kind}.map")
    add_library(${id} MODULE ${ARGN})
    target_compile_features(${id} PRIVATE cxx_std_20)
    set_target_properties(${id} PROPERTIES PREFIX "" CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON
        LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${kind}s/${id}" LINK_DEPENDS "${map}")
    target_link_libraries(${id} PRIVATE Sportello::sdk)
    target_compile_options(${id} PRIVATE -fno-gnu-unique)
    target_link_options(${id} PRIVATE
        "LINKER:--version-script=${map}" # Exports the entry point only.
        "LINKER:-z,defs"                 # Uses nothing of the daemon but the ABI.
        "LINKER:-z,now")
    if(TARGET box) # In Sportello's own tree.
        add_dependencies(box ${id})
    endif()
    install(TARGETS ${id} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/sportello/${kind}s/${id})
    if(BUILD_TESTING)
        add_test(NAME ${kind}.${id}.exports COMMAND ${CMAKE_COMMAND} -DLIBRARY=$<TARGET_FILE:${id}>
            -DALLOWED=sportello_${kind}_v1 -DNM=${CMAKE_NM} -P ${_sportello_check_exports})
    endif()
endfunction()

function(sportello_add_plugin id)
    _sportello_module_files(${id} plugin)
    set(sources ${ARGN})
    if(NOT sources AND EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${id}.cpp")
        set(sources ${id}.cpp)
    endif()
    if(NOT sources)
        return() # A declarative area.
    endif()
    _sportello_module_library(${id} plugin ${sources})
    if(NOT TARGET sportello_plugin_runtime) # Compiled once a project, with the project's own flags.
        add_library(sportello_plugin_runtime OBJECT "${_sportello_sdk}/plugin.cpp")
        target_compile_features(sportello_plugin_runtime PRIVATE cxx_std_20)
        set_target_properties(sportello_plugin_runtime PROPERTIES POSITION_INDEPENDENT_CODE ON
            CXX_VISIBILITY_PRESET hidden VISIBILITY_INLINES_HIDDEN ON)
        target_link_libraries(sportello_plugin_runtime PRIVATE Sportello::sdk)
        target_compile_options(sportello_plugin_runtime PRIVATE -w)
    endif()
    target_link_libraries(${id} PRIVATE sportello_plugin_runtime)
endfunction()

function(sportello_add_plugin_test id)
    find_package(GTest REQUIRED)
    find_package(SQLite3 REQUIRED)
    include(GoogleTest)
    get_target_property(sources ${id} SOURCES)
    add_executable(${id}_test ${ARGN} ${sources})
    target_compile_features(${id}_test PRIVATE cxx_std_20)
    target_include_directories(${id}_test PRIVATE "${CMAKE_CURRENT_SOURCE_DIR}")
    target_compile_definitions(${id}_test PRIVATE SPORTELLO_PLUGIN_FOLDER="${CMAKE_CURRENT_SOURCE_DIR}"
        SPORTELLO_PLUGINS="${CMAKE_BINARY_DIR}/plugins")
    target_link_libraries(${id}_test PRIVATE sportello_plugin_runtime Sportello::sdk SQLite::SQLite3
        GTest::gmock GTest::gtest_main ${CMAKE_DL_LIBS})
    gtest_discover_tests(${id}_test DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 120)
endfunction()

function(sportello_add_driver id)
    _sportello_module_files(${id} driver)
    set(sources ${ARGN})
    if(NOT sources)
        set(sources ${id}.cpp)
    endif()
    _sportello_module_library(${id} driver ${sources})
endfunction()
