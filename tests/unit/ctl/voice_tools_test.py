# SPDX-License-Identifier: GPL-3.0-or-later
"""silverlanectl voice read and check, as branch IT runs them. Usage: voice_tools_test.py SILVERLANECTL"""
import pathlib
import random
import subprocess
import sys
import tempfile
import unittest

PROGRAM = ""


def run(*words, given=b""):
    done = subprocess.run([PROGRAM, "voice", *words], input=given, capture_output=True)
    return done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")


def read_rows(text, *more):
    status, out, error = run("read", "--lang", "zh-CN", *more, given=text)
    assert status == 0, error
    return [line.split("\t") for line in out.split("\n")[:-1]]


class Read(unittest.TestCase):
    def test_gives_text_pinyin_marks_and_tones_as_spoken(self):
        row = read_rows("不要一百元".encode())[0]
        self.assertEqual(row, ["不要一百元", "bu4 yao4 yi1 bai3 yuan2", "", "bu2 yao4 yi4 bai3 yuan2"])
        self.assertEqual(read_rows("请到A1 号，".encode())[0][1], "qing3 dao4 A 1 _ hao4 ，")

    def test_marks_what_nobody_knows(self):
        self.assertEqual(read_rows("请\U00031350看".encode())[0][1:3], ["qing3 \U00031350 kan4", "2:\U00031350=?"])

    def test_takes_the_words_of_a_bank(self):
        with tempfile.TemporaryDirectory() as folder:
            words = pathlib.Path(folder) / "words.tsv"
            words.write_text("word\t行行通\thang2 hang2 tong1\n", encoding="utf-8")
            self.assertEqual(read_rows("行行通".encode(), "--words", str(words))[0][1], "hang2 hang2 tong1")
            words.write_text("# ours\nword\t行行通\thang2\n", encoding="utf-8")
            status, _, error = run("read", "--lang", "zh-CN", "--words", str(words))
            self.assertEqual(status, 1)
            self.assertIn("line 2", error)

    def test_has_a_token_for_each_character_of_any_line(self):
        chance = random.Random(20261127)
        usual = "请到支行长重还得一不个单任女士A1 ，。\t\u3000\u00a0\u2028\u200b😀𠮷\x07\x0b\x1c\x85"
        lines = []
        for _ in range(3000):
            line = bytes(chance.randrange(256) for _ in range(chance.randrange(30)))
            line += "".join(chance.choice(usual) for _ in range(chance.randrange(20))).encode()
            lines.append(line.replace(b"\n", b" ").rstrip(b"\r"))
        lines += [b"", "行".encode() * 10_000, b"\0" * 50, b"\xff\xfe"]
        rows = read_rows(b"\n".join(lines) + b"\n")
        self.assertEqual(len(rows), len(lines))
        for row in rows:
            self.assertEqual(len(row), 4)
            for column in (row[1], row[3]):
                self.assertEqual(len(column.split()), len(row[0]), row)

    def test_reads_english_as_phonemes(self):
        status, out, _ = run("read", "--lang", "en", given=b"Please wait.\n")
        self.assertEqual(status, 0)
        self.assertEqual(out, "Please wait.\tpl'i:z w'eIt\t\t\n")

    def test_refuses_what_it_does_not_know(self):
        self.assertEqual(run("read", "--lang", "ja")[0], 1)
        self.assertEqual(run("read")[0], 1)
        status, _, error = run("read", "--lang", "zh", "--share", "/nowhere")
        self.assertEqual(status, 1)
        self.assertIn("/nowhere/voice/mandarin.lexicon", error)


class Check(unittest.TestCase):
    def check(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.write_text(text, encoding="utf-8")
            status, out, error = run("check", str(path))
            self.assertEqual(status, 0, error)
            return out

    def test_names_the_line_of_a_doubt_and_how_to_settle_it(self):
        for name, text in (("a.toml", '# 曾国强\n[x]\none = "请看"\ntwo = { screen = "曾国强", spoken = "请" }\n'), ("a.tsv", "a\tb\n\nc\n1\t曾国强\n"),
                           ("a.txt", "请看\n请\n看\n曾国强\n")):
            out = self.check(name, text)
            self.assertIn(f"{name}:4: 曾 is read zeng1, perhaps ceng2 (a surname or a word) in: 曾国强", out)
            self.assertIn("word\t曾国\tzeng1 guo2", out)
            self.assertIn("word\t曾国\tceng2 guo2", out)
            self.assertIn("--words FILE", out)
            self.assertNotIn(":1: ", out)

    def test_says_that_all_is_sure(self):
        self.assertIn("every character is sure", self.check("a.txt", "请到窗口办理\n"))

    def test_refuses_what_is_not_utf8(self):
        with tempfile.TemporaryDirectory() as folder:
            for encoding in ("utf-16", "gbk"):
                path = pathlib.Path(folder) / "activities.txt"
                path.write_text("请看\n重阳节活动\n", encoding=encoding)
                status, _, error = run("check", str(path))
                self.assertEqual(status, 1, encoding)
                self.assertIn("is not UTF-8", error)

    def test_wants_one_file(self):
        self.assertEqual(run("check")[0], 1)
        self.assertEqual(run("check", "/nowhere.toml")[0], 1)


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
