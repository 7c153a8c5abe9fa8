# Who may include whom. A folder may include itself, what its line names, and system headers.
# Run as a test: cmake -DROOT=<checkout> -P tests/layering.cmake
cmake_minimum_required(VERSION 3.25)
set(RULES
    "sdk                 : sdk"
    "plugins             : sdk plugins"
    "drivers             : sdk drivers"
    "core/base           : core/base"
    "core/store          : core/store core/base"
    "core/catalogue      : core/catalogue core/store core/base sdk"
    "core/counter        : core/counter core/store core/base sdk"
    "core/cases          : core/cases core/store core/base sdk"
    "core/people         : core/people core/store core/base"
    "core/print          : core/print core/store core/base"
    "core/plugin         : core/plugin core/catalogue core/cases core/print core/store core/base sdk"
    "core/device         : core/device core/print core/store core/base sdk"
    "core/http           : core/http core/store core/base"
    "core/api            : sdk core/api core/http core/device core/plugin core/catalogue core/counter core/cases core/people core/print core/store core/base"
    "core/cli            : core/cli core/http core/base"
    "core/app            : core")

# A library, and the only files that may include it.
set(LIBRARIES
    "boost/beast : core/http/[a-z_]+[.]cpp$"
    "sqlite3     : core/store/[a-z_]+[.]cpp$|sdk/include/sportello/testing"
    "libusb      : core/device/usb_[a-z_]+[.](cpp|hpp)$"
    "boost/dll   : core/(plugin|device)/[a-z_]+[.]cpp$"
    "sodium      : core/(people|store|api)/[a-z_]+[.]cpp$|plugins/protocol/digest[.]cpp$"
    "valijson    : core/catalogue/form[a-z_]*[.]cpp$"
    "toml[+]     : core/base/config[a-z_]*[.](cpp|hpp)$")

function(check_includes file folder allowed)
    file(STRINGS ${file} lines REGEX "^[ \t]*#[ \t]*include")
    foreach(line ${lines})
        string(REGEX MATCH "[<\"]([^>\"]+)[>\"]" _ "${line}")
        set(header "${CMAKE_MATCH_1}")
        set(target "")
        if(header MATCHES "^sportello/")
            set(target sdk)
        elseif(header MATCHES "^(core/[a-z]+)/")
            set(target "${CMAKE_MATCH_1}")
        elseif(header MATCHES "^(plugins|drivers|tests)/")
            set(target "${CMAKE_MATCH_1}")
        elseif(header MATCHES "[.][.]/")
            message(SEND_ERROR "${file}: includes by a relative path: ${header}")
        endif()
        if(target AND NOT target IN_LIST allowed AND NOT (target MATCHES "^core/" AND "core" IN_LIST allowed))
            message(SEND_ERROR "${file}: ${folder} must not include ${header}")
        endif()
        foreach(rule ${LIBRARIES})
            string(REGEX MATCH "^([^ ]+) *: (.*)$" _ "${rule}")
            set(library "${CMAKE_MATCH_1}")
            set(places "${CMAKE_MATCH_2}")
            if(header MATCHES "^${library}" AND NOT file MATCHES "${places}")
                message(SEND_ERROR "${file}: must not include ${header}")
            endif()
        endforeach()
    endforeach()
endfunction()

foreach(rule ${RULES})
    string(REGEX MATCH "^([^ ]+) *: (.*)$" _ "${rule}")
    set(folder "${CMAKE_MATCH_1}")
    string(REPLACE " " ";" allowed "${CMAKE_MATCH_2}")
    file(GLOB_RECURSE files ${ROOT}/${folder}/*.hpp ${ROOT}/${folder}/*.h ${ROOT}/${folder}/*.cpp)
    list(FILTER files EXCLUDE REGEX "/tests/")
    foreach(file ${files})
        file(STRINGS ${file} coroutines REGEX "co_(await|return|yield) ")
        if(coroutines AND NOT file MATCHES "core/http/server.cpp")
            message(SEND_ERROR "${file}: coroutines live in core/http/server.cpp only")
        endif()
        check_includes(${file} ${folder} "${allowed}")
    endforeach()
endforeach()
