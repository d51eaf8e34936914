# SPDX-License-Identifier: GPL-3.0-or-later
# app_module: one folder, one target, one layer. A link that points up or sideways stops the configure step.
# app_program: an executable above all modules. app_test: a GoogleTest program with a label.

function(check_layer TARGET LAYER)
  foreach(dependency IN LISTS ARGN)
    if(NOT TARGET ${dependency})
      message(FATAL_ERROR "${TARGET}: no module ${dependency}. Modules are added in layer order in the top CMakeLists.txt.")
    endif()
    get_target_property(below ${dependency} SILVERLANE_LAYER)
    if(NOT below LESS ${LAYER})
      message(FATAL_ERROR "${TARGET} (layer ${LAYER}) may not use ${dependency} (layer ${below}): modules use lower layers only. "
                          "Move the code, or hand the value in from above (docs/architecture.md, Layers).")
    endif()
  endforeach()
endfunction()

# app_module(NAME n LAYER l SOURCES ... [DEPENDS modules ...] [LIBRARIES third-party ...])
function(app_module)
  cmake_parse_arguments(M "" "NAME;LAYER" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_library(${M_NAME} STATIC ${M_SOURCES})
  set_target_properties(${M_NAME} PROPERTIES SILVERLANE_LAYER ${M_LAYER})
  check_layer(${M_NAME} ${M_LAYER} ${M_DEPENDS})
  target_link_libraries(${M_NAME} PUBLIC silverlane_options ${M_DEPENDS} PRIVATE fmt::fmt ${M_LIBRARIES})
endfunction()

# app_program(NAME n SOURCES ... DEPENDS ... [LIBRARIES ...])
function(app_program)
  cmake_parse_arguments(P "" "NAME" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_executable(${P_NAME} ${P_SOURCES})
  check_layer(${P_NAME} 7 ${P_DEPENDS})
  target_link_libraries(${P_NAME} PRIVATE silverlane_options fmt::fmt ${P_DEPENDS} ${P_LIBRARIES})
  set_target_properties(${P_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)
endfunction()

# app_test(NAME n LABEL unit|contract|flow|screens|hub|system|lint SOURCES ... DEPENDS ... [LIBRARIES ...] [TIMEOUT seconds])
function(app_test)
  cmake_parse_arguments(T "" "NAME;LABEL;TIMEOUT" "SOURCES;DEPENDS;LIBRARIES" ${ARGN})
  add_executable(${T_NAME} ${T_SOURCES})
  target_link_libraries(${T_NAME} PRIVATE silverlane_options fmt::fmt ${T_DEPENDS} ${T_LIBRARIES} GTest::gmock GTest::gtest_main)
  target_compile_definitions(${T_NAME} PRIVATE SILVERLANE_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
                             SILVERLANE_BINARY_DIR="${PROJECT_BINARY_DIR}")
  set_target_properties(${T_NAME} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/tests)
  if(NOT T_TIMEOUT)
    set(T_TIMEOUT 60)
  endif()
  add_test(NAME ${T_NAME} COMMAND ${T_NAME} WORKING_DIRECTORY ${PROJECT_SOURCE_DIR})
  set_tests_properties(${T_NAME} PROPERTIES LABELS "${T_LABEL}" TIMEOUT ${T_TIMEOUT}
                       ENVIRONMENT "SDL_VIDEODRIVER=dummy;SDL_AUDIODRIVER=dummy;TZ=UTC;LC_ALL=C.UTF-8")
endfunction()
