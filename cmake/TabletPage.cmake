# SPDX-License-Identifier: GPL-3.0-or-later
# The staff tablet's page as the hub serves it: its modules as one file. Over HTTP/1.1 forty small files cost more than what stands in them, and the first
# card waits for the last. Where esbuild is not installed the modules are served as they are; the page is the same, and later on the screen.
find_program(SILVERLANE_ESBUILD esbuild)
if(IS_SYMLINK ${share_build}/web)
  file(REMOVE ${share_build}/web)  # a build tree from before: a link into the sources
endif()
file(MAKE_DIRECTORY ${share_build}/web)
share_folder(ui_assets/web/phone web/phone hub)
if(NOT SILVERLANE_ESBUILD)
  message(WARNING "esbuild is not installed: the tablet's page is served as single modules, and its first card comes later")
  share_folder(ui_assets/web/tablet web/tablet hub)
  return()
endif()
if(IS_SYMLINK ${share_build}/web/tablet)
  file(REMOVE ${share_build}/web/tablet)
endif()
file(GLOB page_sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/ui_assets/web/tablet/* ${PROJECT_SOURCE_DIR}/ui_assets/web/tablet/texts/*)
list(FILTER page_sources EXCLUDE REGEX "/texts$")
add_custom_command(OUTPUT ${share_build}/web/tablet/app.js DEPENDS ${page_sources} ${PROJECT_SOURCE_DIR}/cmake/pack_tablet_page.cmake
                   COMMAND ${CMAKE_COMMAND} -DESBUILD=${SILVERLANE_ESBUILD} -DFROM=${PROJECT_SOURCE_DIR}/ui_assets/web/tablet -DTO=${share_build}/web/tablet
                           -P ${PROJECT_SOURCE_DIR}/cmake/pack_tablet_page.cmake COMMENT "Packing the tablet's page" VERBATIM)
add_custom_target(tablet_page ALL DEPENDS ${share_build}/web/tablet/app.js)
install(DIRECTORY ${share_build}/web/tablet DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlane/web COMPONENT hub)
if(TARGET silverlane-hub)
  add_dependencies(silverlane-hub tablet_page)
endif()
