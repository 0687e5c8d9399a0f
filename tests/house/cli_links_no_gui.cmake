# cmake -DPROGRAM=path -P: cicada-cli must start on a server without any GUI library.
# QtKeychain brings QtDBus, by which it asks the keychain; that draws nothing.
cmake_minimum_required(VERSION 3.25)
execute_process(COMMAND ldd ${PROGRAM} OUTPUT_VARIABLE libraries COMMAND_ERROR_IS_FATAL ANY)
if(NOT libraries MATCHES "libQt6Core")
    message(FATAL_ERROR "ldd says nothing of Qt, so it proves nothing:\n${libraries}")
endif()
string(REGEX MATCHALL "lib(Qt6(Gui|Widgets|Charts|Network|OpenGL|Qml)|GL|EGL|X11|xcb|wayland)[^ ]*"
    unwanted "${libraries}")
if(unwanted)
    message(FATAL_ERROR "cicada-cli links GUI libraries: ${unwanted}")
endif()
