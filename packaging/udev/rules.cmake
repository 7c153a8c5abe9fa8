# packaging/udev/rules.cmake -- writes the udev rules that let the daemon open the devices which the
# drivers' manifests name:
#
#     cmake -DDRIVERS=drivers -DOUTPUT=60-sportello.rules -P packaging/udev/rules.cmake
#
# After 50-udev-default.rules, which sets ID_USB_INTERFACES and gives printers to the group lp. A
# model is matched by its numbers, whatever it says it is; a maker's range and a class only where
# the device has a printer's interface, as in core/device/manifest.hpp.
cmake_minimum_required(VERSION 3.25)
if(NOT DRIVERS OR NOT OUTPUT)
    message(FATAL_ERROR "usage: cmake -DDRIVERS=<folder> -DOUTPUT=<file> -P rules.cmake")
endif()

set(hex "[0-9a-f]")
set(printer "ENV{ID_USB_INTERFACES}==\"*:07????:*\", ")
set(rules "")
set(manifests 0)
file(GLOB files LIST_DIRECTORIES false "${DRIVERS}/*/manifest.json")
list(SORT files)
foreach(file IN LISTS files)
    math(EXPR manifests "${manifests} + 1")
    file(READ "${file}" json)
    string(JSON id ERROR_VARIABLE problem GET "${json}" id)
    if(problem)
        message(FATAL_ERROR "${file}: ${problem}")
    endif()
    string(APPEND rules "\n# ${id}\n")
    string(JSON count LENGTH "${json}" devices)
    set(at 0)
    while(at LESS count)
        string(JSON usb ERROR_VARIABLE no_usb GET "${json}" devices ${at} match usb)
        string(JSON class ERROR_VARIABLE no_class GET "${json}" devices ${at} match usb-class)
        string(TOLOWER "${usb}" usb) # As sysfs writes it.
        string(TOLOWER "${class}" class)
        if(NOT no_usb AND usb MATCHES "^(${hex}${hex}${hex}${hex}):(${hex}${hex}${hex}${hex})$")
            set(match "ATTR{idVendor}==\"${CMAKE_MATCH_1}\", ATTR{idProduct}==\"${CMAKE_MATCH_2}\", ")
        elseif(NOT no_usb AND usb MATCHES "^${hex}${hex}${hex}${hex}$")
            set(match "ATTR{idVendor}==\"${usb}\", ${printer}")
        elseif(NOT no_class AND class MATCHES "^(${hex}${hex})/(${hex}${hex})$")
            set(match "ENV{ID_USB_INTERFACES}==\"*:${CMAKE_MATCH_1}${CMAKE_MATCH_2}??:*\", ")
        else()
            message(FATAL_ERROR "${file}: devices[${at}] matches by no USB id")
        endif()
        string(JSON name ERROR_VARIABLE no_name GET "${json}" devices ${at} name)
        if(NOT no_name)
            string(REGEX REPLACE "[\r\n]" " " name "${name}")
            string(APPEND rules "#   ${name}\n")
        endif()
        string(APPEND rules "${match}GROUP=\"sportello\", MODE=\"0660\"\n")
        math(EXPR at "${at} + 1")
    endwhile()
endforeach()
if(manifests EQUAL 0)
    message(FATAL_ERROR "there is no */manifest.json in ${DRIVERS}")
endif()
file(WRITE "${OUTPUT}"
    "# The devices of Sportello's drivers, from their manifests by packaging/udev/rules.cmake.\n"
    "ACTION==\"remove\", GOTO=\"sportello_end\"\n"
    "SUBSYSTEM!=\"usb\", GOTO=\"sportello_end\"\n"
    "ENV{DEVTYPE}!=\"usb_device\", GOTO=\"sportello_end\"\n"
    "${rules}\nLABEL=\"sportello_end\"\n")
