# packaging/udev/rules_test.cmake -- the rules of a sample manifest, and of manifests that are wrong:
#
#     cmake -DWORK=<folder> -P packaging/udev/rules_test.cmake
cmake_minimum_required(VERSION 3.25)
set(generator "${CMAKE_CURRENT_LIST_DIR}/rules.cmake")

function(generate manifest)
    file(REMOVE_RECURSE "${WORK}")
    if(manifest)
        file(WRITE "${WORK}/drivers/sample/manifest.json" "${manifest}")
    endif()
    execute_process(COMMAND ${CMAKE_COMMAND} -DDRIVERS=${WORK}/drivers
        -DOUTPUT=${WORK}/60-sportello.rules -P ${generator}
        RESULT_VARIABLE result ERROR_VARIABLE said)
    set(result "${result}" PARENT_SCOPE)
    set(said "${said}" PARENT_SCOPE)
endfunction()

generate([[{"id": "sample", "devices": [
    {"match": {"usb": "04B8:0E15"}, "name": "Epson TM-T20II", "columns": 48},
    {"match": {"usb": "0dd4"}},
    {"match": {"usb-class": "07/01"}}]}]])
if(NOT result EQUAL 0)
    message(FATAL_ERROR "the sample was refused: ${said}")
endif()
file(READ "${WORK}/60-sportello.rules" rules)
set(expected [[# The devices of Sportello's drivers, from their manifests by packaging/udev/rules.cmake.
ACTION=="remove", GOTO="sportello_end"
SUBSYSTEM!="usb", GOTO="sportello_end"
ENV{DEVTYPE}!="usb_device", GOTO="sportello_end"

# sample
#   Epson TM-T20II
ATTR{idVendor}=="04b8", ATTR{idProduct}=="0e15", GROUP="sportello", MODE="0660"
ATTR{idVendor}=="0dd4", ENV{ID_USB_INTERFACES}=="*:07????:*", GROUP="sportello", MODE="0660"
ENV{ID_USB_INTERFACES}=="*:0701??:*", GROUP="sportello", MODE="0660"

LABEL="sportello_end"
]])
if(NOT rules STREQUAL expected)
    message(FATAL_ERROR "expected:\n${expected}\nfound:\n${rules}")
endif()

foreach(wrong [[{"id": "sample", "devices": [{"match": {"usb": "04b8:0e1"}}]}]]
              [[{"id": "sample", "devices": [{"match": {"usb": "04b8\", RUN+=\"x"}}]}]]
              [[{"id": "sample", "devices": [{"columns": 48}]}]] [[{"devices": []}]] [[{]])
    generate("${wrong}")
    if(result EQUAL 0)
        message(FATAL_ERROR "this was taken: ${wrong}")
    endif()
    if(NOT said MATCHES "manifest.json|JSON")
        message(FATAL_ERROR "of ${wrong} it was only said: ${said}")
    endif()
endforeach()
generate("")
if(result EQUAL 0)
    message(FATAL_ERROR "a folder without drivers was taken")
endif()
