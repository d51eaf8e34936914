# SPDX-License-Identifier: GPL-3.0-or-later
# cmake -DESBUILD=... -DFROM=ui_assets/web/tablet -DTO=FOLDER -P pack_tablet_page.cmake: the page with all its modules in app.js, and what names them
# (index.html, the service worker's list) told so. app.js is written last: it is what the build looks at.
file(REMOVE_RECURSE ${TO})
file(MAKE_DIRECTORY ${TO})
file(GLOB others ${FROM}/*.css ${FROM}/*.png ${FROM}/*.svg ${FROM}/*.webmanifest)
file(COPY ${others} DESTINATION ${TO})

file(READ ${FROM}/index.html page)
string(REGEX REPLACE "  <link rel=\"modulepreload\"[^\n]*\n" "" page "${page}")
string(REGEX REPLACE "  <!-- Named here [^\n]*\n" "" page "${page}")
file(WRITE ${TO}/index.html "${page}")

file(READ ${FROM}/worker.js worker)
string(REPLACE "'app.js'" "'app'" worker "${worker}")
string(REGEX REPLACE "'[a-zA-Z/-]+\\.js',[ \n]+" "" worker "${worker}")
string(REPLACE "'app'" "'app.js'" worker "${worker}")
file(WRITE ${TO}/worker.js "${worker}")

execute_process(COMMAND ${ESBUILD} ${FROM}/app.js --bundle --format=esm --minify --charset=utf8 --target=chrome109 --log-level=warning
                        "--banner:js=// SPDX-License-Identifier: GPL-3.0-or-later. Made of the modules of ui_assets/web/tablet." --outfile=${TO}/app.js
                COMMAND_ERROR_IS_FATAL ANY)
