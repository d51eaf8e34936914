# SPDX-License-Identifier: GPL-3.0-or-later
"""The house rules that a program can decide. Each check takes the tree (path -> text) and yields findings "path:line: what; do instead"."""
import re

CODE = (".cpp", ".h")
SIZED = (".cpp", ".h", ".js", ".mjs", ".py", ".sh", ".css")
LONGEST_FILE = 800

# Third-party headers stay inside the modules that own the library (docs/architecture.md).
LIBRARY_OWNERS = {
    r"Poco/": ("net/",),
    r"SDL": ("kiosk/ui/", "voice/", "tests/unit/kiosk_ui/", "tests/unit/voice/", "tests/screens/", "tests/bench/"),
    r"imgui": ("kiosk/ui/", "tests/unit/kiosk_ui/", "tests/screens/"),
    r"sqlite3\.h": ("hub/store/sqlite/", "kiosk/hub_link/", "tests/"),
    r"espeak-ng/": ("voice/", "tests/unit/voice/"),
    r"(sndfile|ebur128|soxr)\.h|SoundTouch\.h": ("voice/recordings/", "tests/unit/voice/", "tests/unit/voice_recordings/"),
    r"toml\+\+": ("config/reader.cpp",),
    r"openssl/": ("base/", "net/", "drivers/wifi/", "drivers/queue/", "drivers/pin_block/", "hub/desk/", "tests/"),
}

FORBIDDEN = [
    (r"\bsleep_for\b|\bsleep_until\b|\busleep\(", ("base/", "tests/"), "wait on a queue, a descriptor or the handed-in clock"),
    (r"(system_clock|steady_clock)::now", ("base/clock.cpp", "tests/"), "use the handed-in Clock"),
    (r"\bstd::rand\b|random_device|\bmt19937", ("base/", "tests/"), "use the handed-in RandomSource"),
    (r"\bprintf\(|std::cout", ("base/", "ctl/", "kiosk/app/", "hub/app/", "tests/"), "write a LogEvent"),
]

# How often each file may open a private text. A new line here is a decision (docs/architecture.md, "Private values").
PRIVATE_DOORS_FILE = "tests/lint/private-doors.txt"


def lines(text):
    return enumerate(text.split("\n"), 1)


def spdx(tree):
    for path, text in tree.items():
        if path.endswith(CODE + (".py", ".sh", ".mjs", ".js", ".css", ".cmake")) or path.endswith("CMakeLists.txt"):
            if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(text.split("\n")[:4]):
                yield f"{path}:1: no licence line; begin with SPDX-License-Identifier: GPL-3.0-or-later"


def file_size(tree):
    for path, text in tree.items():
        count = text.count("\n")
        if path.endswith(SIZED) and count > LONGEST_FILE:
            yield f"{path}:{count}: {count} lines, over {LONGEST_FILE}; split by concern"


def module_layers(tree):
    """folder -> (layer, set of module names it may include), read from the CMakeLists of each module."""
    modules = {}
    for path, text in tree.items():
        if not path.endswith("/CMakeLists.txt") or path.startswith("tests/"):
            continue
        folder = path.rsplit("/", 1)[0]
        found = re.search(r"app_module\(NAME\s+(\S+)\s+LAYER\s+(\d+)", text)
        if found:
            modules[folder] = int(found.group(2))
        elif "SILVERLANE_LAYER" in text:
            modules[folder] = int(re.search(r"SILVERLANE_LAYER\s+(\d+)", text).group(1))
        elif "app_program(" in text:
            modules[folder] = 6
    return modules


def folder_of(path, modules):
    parts = path.split("/")
    for length in range(len(parts) - 1, 0, -1):
        folder = "/".join(parts[:length])
        if folder in modules:
            return folder
    return None


def layering(tree):
    modules = module_layers(tree)
    for path, text in tree.items():
        own = folder_of(path, modules)
        if not path.endswith(CODE) or own is None:
            continue
        for number, line in lines(text):
            found = re.match(r'\s*#include "([^"]+)"', line)
            if not found:
                continue
            other = folder_of(found.group(1), modules)
            if other is not None and other != own and modules[other] >= modules[own]:
                yield (f"{path}:{number}: {own} (layer {modules[own]}) includes {other} (layer {modules[other]}); "
                       "use lower layers only, or hand the value in from above")


def library_owners(tree):
    for path, text in tree.items():
        if not path.endswith(CODE):
            continue
        for number, line in lines(text):
            found = re.match(r"\s*#include <([^>]+)>", line)
            if not found:
                continue
            for pattern, owners in LIBRARY_OWNERS.items():
                if re.match(pattern, found.group(1)) and not path.startswith(owners):
                    yield f"{path}:{number}: <{found.group(1)}> belongs to {', '.join(owners)}; go through that module"


def forbidden_calls(tree):
    for path, text in tree.items():
        if not path.endswith(CODE):
            continue
        for number, line in lines(text):
            code = line.split("//")[0]
            for pattern, allowed, instead in FORBIDDEN:
                if re.search(pattern, code) and not path.startswith(allowed):
                    yield f"{path}:{number}: {code.strip()[:60]}; {instead}"


LITERAL = re.compile(r"""//[^\n]*|/\*.*?\*/                              # comments, passed over
                         |R"(?P<mark>[^()\s\\]{0,16})\((?P<raw>.*?)\)(?P=mark)"
                         |"(?P<text>(?:\\.|[^"\\\n])*)"|(?<![0-9a-fA-F])'(?P<letter>(?:\\.|[^'\\\n])+)'""", re.S | re.X)
# Ideographs, kana and full-width letters, written as they are or as escapes (\u4f60, \U00020000, the bytes \xe4\xbd\xa0).
VISIBLE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003ffff]"
                     r"|\\u(?:3[4-9a-fA-F]|[4-9][0-9a-fA-F]|30[4-9a-fA-F])[0-9a-fA-F]{1,2}|\\U000[23][0-9a-fA-F]{4}|\\x[eE][3-9]\\x[89abAB][0-9a-fA-F]")


def literals(text):
    """(line, content) of every string and character literal of C++; comments do not count."""
    for found in LITERAL.finditer(text):
        for name in ("raw", "text", "letter"):
            if found.group(name) is not None:
                yield text[:found.start()].count("\n") + 1, found.group(name)


def words_in_code(tree):
    """Visible and spoken text are keys; only the pure speech forms spell numbers out, and tests compare with texts."""
    allowed = ("voice/", "tests/", "ctl/", "config/", "hub/decision/overheard.cpp")  # the last is a list of words to refuse
    for path, text in tree.items():
        if not path.endswith(CODE) or path.startswith(allowed):
            continue
        for number, content in literals(text):
            if VISIBLE.search(content):
                yield f"{path}:{number}: words in code: {content.strip()[:50]!r}; make it a key in config/strings"


def flow_icons(tree):
    """Every icon and picture that a flow or the program names is drawn."""
    for path, text in tree.items():
        if not path.startswith(("config/flows/", "kiosk/")) or not path.endswith(CODE + (".toml",)):
            continue
        for number, line in lines(text):
            for name in re.findall(r'\b(?:icon|picture)\s*=\s*"([^"]+)"', re.sub(r"#.*|//.*", "", line)):
                if f"ui_assets/icons/{name}.svg" not in tree:
                    yield f"{path}:{number}: no icon '{name}'; draw ui_assets/icons/{name}.svg, or name one that is there"


def text_keys(text):
    """The keys of a strings file with their tables: "home.idle.wake"; prompts by their id alone."""
    table = ""
    for line in text.split("\n"):
        if found := re.match(r"\[([^\]]+)\]", line):
            table = found.group(1)
        elif found := re.match(r'"?([A-Za-z0-9_.\-]+)"?\s*=', line):
            yield found.group(1) if table == "prompts" else f"{table}.{found.group(1)}"


def program_texts(tree):
    """What kiosk code names by itself stands in kProgramTexts, so that `silverlanectl check` does not call it unused."""
    list_path = "kiosk/scene/text_inspection.cpp"
    found = re.search(r"kProgramTexts\{(.*?)\};", tree.get(list_path, ""), re.S)
    own = re.findall(r'"([^"]+)"', found.group(1)) if found else []
    keys = {key for key in text_keys(tree.get("config/strings/zh-CN.toml", "")) if "." in key}
    for path, text in tree.items():
        if not path.startswith("kiosk/") or not path.endswith(CODE) or path == list_path:
            continue
        for number, content in literals(text):
            named = content in keys or (content.endswith((".", "_")) and any(key.startswith(content) for key in keys))
            if named and not any(content.startswith(one) if one.endswith(".") else content == one for one in own):
                yield f"{path}:{number}: '{content}' is shown by the program; add it to kProgramTexts in {list_path}"


def log_events(tree):
    """Every event and field that the code writes is declared in config/events.toml, and the other way round."""
    declared = {}
    for found in re.finditer(r'^\["?([a-z0-9_.]+)"?\]\n((?:[a-z]+ = .*\n?)*)', tree.get("config/events.toml", ""), re.M):
        fields = re.search(r"^fields = \[(.*)\]", found.group(2), re.M)
        declared[found.group(1)] = set(re.findall(r'"(\w+)"', fields.group(1))) if fields else set()
    used = set()
    for path, text in tree.items():
        if not path.endswith(CODE) or path.startswith(("tests/", "base/")):
            continue
        for found in re.finditer(r"LogEvent\s*[({]((?:[^(){};]|\([^()]*\))*?)[)}]([^;]*)", text):
            place = f"{path}:{text[:found.start()].count(chr(10)) + 1}"
            for name in re.findall(r'"([a-z0-9_.]+)"', found.group(1)):
                used.add(name)
                if name not in declared:
                    yield f"{place}: log event '{name}' is not declared; add [{name}] to config/events.toml"
                for field in re.findall(r'\.with\("(\w+)"', found.group(2)):
                    if field not in declared.get(name, {field}):
                        yield f"{place}: log event '{name}' has no field '{field}'; add it to config/events.toml"
    for name in sorted(set(declared) - used):
        yield f"config/events.toml:1: log event '{name}' is declared and never written; remove it"


def private_doors(tree):
    allowed = dict(re.findall(r"^(\S+) (\d+)$", tree.get(PRIVATE_DOORS_FILE, ""), re.M))
    for path, text in tree.items():
        if not path.endswith(CODE) or path.startswith(("tests/", "base/private_text")):
            continue
        count = len(re.findall(r"PrivateDoor::", text))
        if count and count != int(allowed.get(path, 0)):
            yield f"{path}:1: opens {count} private doors, {allowed.get(path, 0)} are agreed in {PRIVATE_DOORS_FILE}"


def swallowed_exceptions(tree):
    for path, text in tree.items():
        if path.endswith(CODE):
            for found in re.finditer(r"catch\s*\([^)]*\)\s*\{\s*\}", text):
                yield f"{path}:{text[:found.start()].count(chr(10)) + 1}: an empty catch; turn it into a Result or log it"


def unfinished(tree):
    for path, text in tree.items():
        if path.endswith(SIZED) and not path.startswith("tests/lint/"):
            for number, line in lines(text):
                if re.search(r"\b(TODO|FIXME|XXX|not implemented)\b", line) and not re.search(r"TODO\(#\d+\)", line):
                    yield f"{path}:{number}: unfinished by its own words; do it, or give it an issue number"


def string_catalogues(tree):
    """Both languages hold the same keys."""
    keys = {}
    for language in ("zh-CN", "en"):
        text = tree.get(f"config/strings/{language}.toml", "")
        keys[language] = set(re.findall(r"^\[([^\]]+)\]", text, re.M)) | set(re.findall(r'^"?([A-Za-z0-9_.\-]+)"?\s*=\s*[{"]', text, re.M))
    for one, other in (("zh-CN", "en"), ("en", "zh-CN")):
        for key in sorted(keys[one] - keys[other]):
            yield f"config/strings/{other}.toml:1: '{key}' stands in {one} only; write it here too"


CHECKS = [spdx, file_size, layering, library_owners, forbidden_calls, words_in_code, flow_icons, program_texts, log_events, private_doors, swallowed_exceptions,
          unfinished, string_catalogues]
