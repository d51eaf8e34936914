# SPDX-License-Identifier: GPL-3.0-or-later
# Where the programs and their files go. A component is a Debian package.
include(GNUInstallDirs)
foreach(pair silverlane-hub:hub silverlane-kiosk:kiosk silverlanectl:ctl)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 program)
  list(GET pair 1 component)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME COMPONENT ${component})
  endif()
endforeach()
