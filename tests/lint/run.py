#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Runs every check over the files that git tracks (or, outside a checkout, over the folder). Prints findings; exits 1 when there are any."""
import pathlib
import subprocess
import sys

import checks


def read_tree(root):
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=root, capture_output=True, text=True)
    names = listed.stdout.split("\n") if listed.returncode == 0 else [str(p.relative_to(root)) for p in root.rglob("*")]
    tree = {}
    for name in names:
        path = root / name
        if path.is_file() and path.suffix in (".cpp", ".h", ".js", ".mjs", ".py", ".sh", ".css", ".cmake", ".txt", ".toml", ".svg"):
            tree[name] = path.read_text(encoding="utf-8", errors="replace")
    return tree


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    tree = read_tree(root)
    findings = [finding for check in checks.CHECKS for finding in check(tree)]
    for finding in findings:
        print(finding)
    print(f"{len(checks.CHECKS)} checks over {len(tree)} files: {len(findings)} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
