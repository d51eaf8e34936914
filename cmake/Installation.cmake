# SPDX-License-Identifier: GPL-3.0-or-later
# Where the programs and their files go. A component is a Debian package. The build tree shows the same layout (bin, share/silverlane), with
# links to the sources, so that a program finds its files in one way everywhere.
include(GNUInstallDirs)
set(share_build ${PROJECT_BINARY_DIR}/share/silverlane)
file(MAKE_DIRECTORY ${share_build})

# share_folder(SOURCE NAME COMPONENT): SOURCE of this repository as share/silverlane/NAME.
function(share_folder SOURCE NAME COMPONENT)
  if(NOT EXISTS ${PROJECT_SOURCE_DIR}/${SOURCE})
    return()
  endif()
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${SOURCE} ${share_build}/${NAME} SYMBOLIC)
  install(DIRECTORY ${SOURCE}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlane/${NAME} COMPONENT ${COMPONENT}
          PATTERN "*.py" EXCLUDE PATTERN "README.md" EXCLUDE)
endfunction()

# share_file(SOURCE COMPONENT): the same for one file, under its own name.
function(share_file SOURCE COMPONENT)
  get_filename_component(name ${SOURCE} NAME)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/${SOURCE} ${share_build}/${name} SYMBOLIC)
  install(FILES ${SOURCE} DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlane COMPONENT ${COMPONENT})
endfunction()

share_file(config/text-style.toml ctl)
share_file(config/glossary.tsv ctl)
share_folder(config/flows flows kiosk)
share_folder(config/strings strings kiosk)
share_folder(config/words words kiosk)
# The readings: the words that people edit as they are, what was learned as one compiled file (voice/mandarin/CMakeLists.txt).
if(IS_SYMLINK ${share_build}/voice)
  file(REMOVE ${share_build}/voice)  # a build tree from before the compiled file: a link into the sources
endif()
file(MAKE_DIRECTORY ${share_build}/voice)
set(readings ${share_build}/voice/mandarin.lexicon)
foreach(words polyphones.tsv surnames.tsv given_names.tsv)
  file(CREATE_LINK ${PROJECT_SOURCE_DIR}/voice/mandarin/data/${words} ${share_build}/voice/${words} SYMBOLIC)
  list(APPEND readings voice/mandarin/data/${words})
endforeach()
install(FILES ${readings} DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlane/voice
        COMPONENT kiosk)
# silverlanectl has readings of its own: two packages cannot own one file, and it is used where no kiosk is installed.
install(FILES ${readings} DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlanectl/voice
        COMPONENT ctl)
share_folder(voice/cantonese/data cantonese kiosk)
share_folder(ui_assets/icons icons kiosk)
include(cmake/TabletPage.cmake)
share_folder(docs/api api hub)
share_folder(config/policies policies hub)
share_folder(config/queue-profiles queue-profiles hub)
share_folder(config/samples samples ctl)
install(DIRECTORY ${share_build}/kiosk-texts DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlane COMPONENT hub OPTIONAL)
install(DIRECTORY ${share_build}/fonts DESTINATION ${CMAKE_INSTALL_DATADIR}/silverlane COMPONENT kiosk OPTIONAL)

foreach(pair silverlane-hub:hub silverlane-kiosk:kiosk silverlanectl:ctl)
  string(REPLACE ":" ";" pair ${pair})
  list(GET pair 0 program)
  list(GET pair 1 component)
  if(TARGET ${program})
    install(TARGETS ${program} RUNTIME COMPONENT ${component})
  endif()
endforeach()
install(FILES config/hub.toml DESTINATION /etc/silverlane COMPONENT hub OPTIONAL)
install(FILES config/kiosk.toml DESTINATION /etc/silverlane COMPONENT kiosk OPTIONAL)
install(FILES packaging/systemd/silverlane-hub.service DESTINATION /usr/lib/systemd/system COMPONENT hub OPTIONAL)
install(FILES packaging/systemd/silverlane-kiosk.service DESTINATION /usr/lib/systemd/system COMPONENT kiosk OPTIONAL)
install(FILES packaging/sysusers/silverlane-hub.conf DESTINATION /usr/lib/sysusers.d COMPONENT hub OPTIONAL)
install(FILES packaging/sysusers/silverlane-kiosk.conf DESTINATION /usr/lib/sysusers.d COMPONENT kiosk OPTIONAL)
