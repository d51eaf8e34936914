# SPDX-License-Identifier: GPL-3.0-or-later
"""Each check must find the fault it exists for: a small tree with one planted fault, and the same tree without it."""
import unittest

import checks

LICENCE = "// SPDX-License-Identifier: GPL-3.0-or-later\n"
MODULES = {
    "base/CMakeLists.txt": "app_module(NAME base LAYER 0 SOURCES a.cpp)",
    "kiosk/flow/CMakeLists.txt": "app_module(NAME kiosk_flow LAYER 2 SOURCES a.cpp)",
    "kiosk/ui/CMakeLists.txt": "app_module(NAME kiosk_ui LAYER 4 SOURCES a.cpp)",
    "kiosk/speech/CMakeLists.txt": "app_module(NAME kiosk_speech LAYER 4 SOURCES a.cpp)",
}


class EachCheckFindsItsFault(unittest.TestCase):
    def expect(self, check, tree, count):
        self.assertEqual(len(list(check({**MODULES, **tree}))), count)

    def test_an_upward_and_a_sideways_include(self):
        self.expect(checks.layering, {"kiosk/flow/a.cpp": '#include "kiosk/ui/canvas.h"\n'}, 1)
        self.expect(checks.layering, {"kiosk/ui/a.cpp": '#include "kiosk/speech/presenter.h"\n'}, 1)
        self.expect(checks.layering, {"kiosk/ui/a.cpp": '#include "kiosk/flow/engine.h"\n'}, 0)

    def test_a_library_outside_its_module(self):
        self.expect(checks.library_owners, {"kiosk/flow/a.cpp": "#include <Poco/Net/Socket.h>\n"}, 1)
        self.expect(checks.library_owners, {"net/a.cpp": "#include <Poco/Net/Socket.h>\n"}, 0)

    def test_time_taken_from_the_machine(self):
        self.expect(checks.forbidden_calls, {"hub/desk/a.cpp": "auto t = std::chrono::system_clock::now();\n"}, 1)

    def test_words_in_code(self):
        self.expect(checks.words_in_code, {"kiosk/ui/a.cpp": 'draw("您好");\n'}, 1)
        self.expect(checks.words_in_code, {"kiosk/ui/a.cpp": "draw(text); // 您好\n"}, 0)

    def test_words_in_code_however_they_are_written(self):
        for literal in ('R"(请\n稍等)"', "U'您'", '"\\u60a8\\u597d"', '"\\U00020bb7"', '"\\xe6\\x82\\xa8"', '"a" "\u3400"', '"ＡＴＭ"', 'f("//", "您")', """1'000, "您", 2'000"""):
            self.expect(checks.words_in_code, {"kiosk/ui/a.cpp": f"draw({literal});\n"}, 1)
        for harmless in ('"。"', '"a // b"', "'\"'", '/* "您" */ 1', '"\\u2014"', '"\\x1b[0m"', "1'000, 2'000", "U'？'"):
            self.expect(checks.words_in_code, {"kiosk/ui/a.cpp": f"draw({harmless});\n"}, 0)
        self.expect(checks.words_in_code, {"voice/a.cpp": 'say("您好");\n'}, 0)
        self.assertIn("kiosk/ui/a.cpp:3:", next(checks.words_in_code({"kiosk/ui/a.cpp": 'int a;\n\ndraw("您好");\n'})))

    def test_an_icon_that_nobody_has_drawn(self):
        tree = {"config/flows/a.toml": 'icon = "cash"\n# icon = "old"\npicture = "scan"\nanswers = [{ id = "a", icon = "wait" }]\n',
                "ui_assets/icons/cash.svg": "<svg/>", "ui_assets/icons/scan.svg": "<svg/>", "ui_assets/icons/wait.svg": "<svg/>"}
        self.expect(checks.flow_icons, tree, 0)
        for name in ("cash", "scan", "wait"):
            self.expect(checks.flow_icons, {path: text for path, text in tree.items() if path != f"ui_assets/icons/{name}.svg"}, 1)
        self.expect(checks.flow_icons, {**tree, "kiosk/scene/a.cpp": 'key.icon = "touch";\n'}, 1)

    def test_a_text_of_the_program_that_the_check_would_call_unused(self):
        tree = {"config/strings/zh-CN.toml": '[prompts]\nP02 = "a"\n[frame]\nback = "b"\n[rating]\nnote_1 = "c"\n',
                "kiosk/scene/text_inspection.cpp": 'kProgramTexts{"frame."};\n', "kiosk/scene/a.cpp": 'key("frame.back"); say("P02");\n'}
        self.expect(checks.program_texts, tree, 0)
        self.expect(checks.program_texts, {**tree, "kiosk/scene/b.cpp": 'key("rating.note_" + n);\nkey("rating.note_1");\n'}, 2)
        self.expect(checks.program_texts, {**tree, "kiosk/scene/text_inspection.cpp": 'kProgramTexts{"home."};\n'}, 1)

    def test_an_undeclared_log_event(self):
        tree = {"hub/desk/a.cpp": 'log.write(LogEvent(LogLevel::error, "store.full"));\n', "config/events.toml": "[store.full]\n"}
        self.expect(checks.log_events, tree, 0)
        self.expect(checks.log_events, {**tree, "config/events.toml": ""}, 1)

    def test_a_private_door_that_nobody_agreed_to(self):
        self.expect(checks.private_doors, {"hub/desk/a.cpp": "open(PrivateDoor::storage)\n"}, 1)
        self.expect(checks.private_doors, {"hub/desk/a.cpp": "open(PrivateDoor::storage)\n", checks.PRIVATE_DOORS_FILE: "hub/desk/a.cpp 1\n"}, 0)

    def test_licence_size_catch_unfinished_and_catalogue(self):
        self.expect(checks.spdx, {"base/a.cpp": "int a;\n", "base/CMakeLists.txt": "# SPDX-License-Identifier: GPL-3.0-or-later"}, 4)
        self.expect(checks.file_size, {"base/a.cpp": "\n" * 801}, 1)
        self.expect(checks.swallowed_exceptions, {"base/a.cpp": "try { f(); } catch (const std::exception&) { }\n"}, 1)
        self.expect(checks.unfinished, {"base/a.cpp": "// TODO later\n"}, 1)
        self.expect(checks.string_catalogues, {"config/strings/zh-CN.toml": "[home.title]\n", "config/strings/en.toml": ""}, 1)


if __name__ == "__main__":
    unittest.main()
