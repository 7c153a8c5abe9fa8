# Writes 60-sportello.rules from the manifests of the drivers, so that the daemon may open the
# devices they serve, and no others:
#
#     cmake -DDRIVERS=drivers -DOUTPUT=packaging/udev/60-sportello.rules -P packaging/udev/make_rules.cmake
#
# 60: after Debian's 50-udev-default.rules, which reads ID_USB_INTERFACES and gives printers to lp.
cmake_minimum_required(VERSION 3.25)

# The udev keys of one entry's match, e.g. {"usb": "04b8:0e15"}.
function(keys_of match result)
    string(JSON usb ERROR_VARIABLE none GET "${match}" usb)
    string(JSON class ERROR_VARIABLE none GET "${match}" usb-class)
    if(usb MATCHES "^([0-9a-f][0-9a-f][0-9a-f][0-9a-f])(:([0-9a-f][0-9a-f][0-9a-f][0-9a-f]))?$")
        set(keys "ATTR{idVendor}==\"${CMAKE_MATCH_1}\"")
        if(CMAKE_MATCH_3)
            string(APPEND keys ", ATTR{idProduct}==\"${CMAKE_MATCH_3}\"")
        else() # A maker's printers, as core/device matches them.
            string(APPEND keys ", ENV{ID_USB_INTERFACES}==\"*:07????:*\"")
        endif()
    elseif(class MATCHES "^([0-9a-f][0-9a-f])/([0-9a-f][0-9a-f])$")
        set(keys "ENV{ID_USB_INTERFACES}==\"*:${CMAKE_MATCH_1}${CMAKE_MATCH_2}??:*\"")
    else()
        message(FATAL_ERROR "not a match: ${match}")
    endif()
    set(${result} "${keys}" PARENT_SCOPE)
endfunction()

set(rules "# Who may open the devices that Sportello's drivers serve. Written by make_rules.cmake from
# the drivers' manifests: change those, and write it again.
ACTION==\"remove\", GOTO=\"sportello_end\"
SUBSYSTEM!=\"usb\", GOTO=\"sportello_end\"
ENV{DEVTYPE}!=\"usb_device\", GOTO=\"sportello_end\"
")
file(GLOB manifests "${DRIVERS}/*/manifest.json")
list(SORT manifests)
foreach(file ${manifests})
    file(READ "${file}" manifest)
    string(JSON id GET "${manifest}" id)
    string(JSON count LENGTH "${manifest}" devices)
    string(APPEND rules "\n# ${id}\n")
    if(count EQUAL 0) # A driver for the network only.
        continue()
    endif()
    math(EXPR last "${count} - 1")
    foreach(i RANGE ${last})
        string(JSON match GET "${manifest}" devices ${i} match)
        keys_of("${match}" keys)
        string(APPEND rules "${keys}, GROUP=\"sportello\", MODE=\"0660\"\n")
    endforeach()
endforeach()
string(APPEND rules "\nLABEL=\"sportello_end\"\n")
file(WRITE "${OUTPUT}" "${rules}")
