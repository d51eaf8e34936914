# SPDX-License-Identifier: GPL-3.0-or-later
# Audits the shipped kiosk and compares the page with the one in docs. To write it anew:
# silverlane-kiosk --config config/kiosk.toml --audit --report docs/accessibility-report.md
execute_process(COMMAND ${PROGRAM} --config ${SOURCE}/config/kiosk.toml --audit --report ${PAGE} RESULT_VARIABLE status OUTPUT_VARIABLE findings)
if(status GREATER 0)
  message(FATAL_ERROR "the audit has findings, or could not be made (${status}):\n${findings}")
endif()
execute_process(COMMAND ${CMAKE_COMMAND} -E compare_files ${PAGE} ${SOURCE}/docs/accessibility-report.md RESULT_VARIABLE differs)
if(differs)
  message(FATAL_ERROR "docs/accessibility-report.md is out of date; the audit found:\n${findings}")
endif()
