# Installs the SDK into a folder of its own, builds outside/ against it, installs that too, and runs
# one operation of the plugin.
function(run)
    execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY)
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --component sdk --prefix ${WORK}/sdk)
run(${CMAKE_COMMAND} -S ${SOURCE} -B ${WORK}/build -G Ninja -DCMAKE_PREFIX_PATH=${WORK}/sdk)
run(${CMAKE_COMMAND} --build ${WORK}/build)
run(${CMAKE_COMMAND} --install ${WORK}/build --prefix ${WORK}/installed)
run(${LOADER} ${WORK}/installed/${LIBRARY_FOLDER}/sportello/plugins lost.report
    "{\"thing\":\"umbrella\"}" "{\"id\":1,\"thing\":\"umbrella\"}")
