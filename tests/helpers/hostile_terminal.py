"""Run by tests/cli/test_hostile_names.py at a terminal: every command, one after the other, over a collection whose names try to
drive it. Takes the folder that `write` has made, and says before each command which it is.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import threading
import time
import urllib.request
from pathlib import Path

EVIL = "EVIL"  # stands behind each of these, so that one that came through is found
CONTROLS = (
    "\x1b[2J",
    "\x1b]0;t\x07",
    "\x9b2J",
    "\x85",
    "\r",
    "\n",
    "\b",
    "\x7f",
    "\x00",
    "\u202e",
    "\u2066",
    "\u200f",
    "\u2028",
    "\u2029",
    "\u061c",
)
NAME = "".join(f"{control}{EVIL}" for control in CONTROLS if control != "\x00")
FORMATS = ("text", "json", "csv", "md")  # the others go through the same place
PASSWORD = "correct horse battery"


def write(folder: Path) -> None:
    """corpus/ with hostile names of files, articles and outlets, some of which cannot be read; questions; a folder to evaluate."""
    corpus = folder / "corpus"
    corpus.mkdir()
    for number, control in enumerate(CONTROLS):
        said = control.replace("\x00", "")
        (corpus / f"{number}{said}{EVIL}.md").write_text(
            f"# The ferry {number}{control}{EVIL}\n\nThe ferry{control}{EVIL} left at {number} on Friday.\n"
        )
        if number < 2:
            (corpus / f"{number}{said}{EVIL}.pdf").write_bytes(b"%PDF-1.4 no such thing")
    (corpus / os.fsdecode(b"\xff\xfe" + EVIL.encode() + b".md")).write_text("# Bytes\n\nA name of bytes.\n")
    article = {"id": f"i{NAME}", "title": f"Harbour {NAME}", "source": f"Post{NAME}", "byline": f"By{NAME}", "date": "2024-03-05", "lang": "en",
        "url": f"https://example.org/{NAME}", "text": f"The harbour {NAME} was opened in 1968. " * 3}  # fmt: skip
    (corpus / "articles.jsonl").write_text(json.dumps(article) + "\n")
    (corpus / "columns.yaml").write_text(json.dumps({f"x{NAME}": f"y{NAME}"}))
    (folder / f"feeds{NAME}.txt").write_text(f"http://127.0.0.1:9/{NAME}\nx{NAME}\n")
    (corpus / f"library{NAME}.rdf").write_text("<x xmlns='http://www.zotero.org/namespaces/export#'")
    (folder / f"q{NAME}.txt").write_text(f"Where is the harbour{NAME}?\nWhen did the ferry leave?\n")
    (folder / f"q{NAME}.doc").write_text("x")
    (folder / f"bench{NAME}").mkdir()
    (folder / f"users{NAME}.yaml").write_text("accounts: [")


def commands(folder: Path) -> list[list[str]]:
    index, corpus = str(folder / f"index{NAME}"), str(folder / "corpus")
    auth, broken = str(folder / f"accounts{NAME}.yaml"), str(folder / f"users{NAME}.yaml")
    asked = ["ask", "When was the harbour opened?", "--index", index]
    return [
        ["ask", "x", "--index", index],
        ["fetch", f"http://x{NAME}/", f"ftp://{NAME}", "http://127.0.0.1:9/", "--into", str(folder / f"into{NAME}")],
        ["fetch", "--feeds", str(folder / f"feeds{NAME}.txt"), "--into", str(folder / f"into{NAME}"), "--allow-private"],
        ["fetch", "--feeds", f"{folder}/no{NAME}"],
        ["build", corpus, "--index", index],
        ["build", corpus, f"{corpus}/no{NAME}", "--index", index, "--json"],
        *([*asked, "--format", format] for format in FORMATS),
        [*asked, "--source", f"nobody{NAME}", "--language", f"x{NAME}"],
        ["ask", f"What is {NAME}?", "--index", index],
        ["brief", "When was the harbour opened?", "--index", index],
        ["brief", f"What is {NAME}?", "--index", index, "--format", "json"],
        ["news", "--save", f"n{NAME}", "harbour", "--index", index],
        ["news", "--list", "--index", index],
        ["news", "--remove", f"no{NAME}", "--index", index],
        ["news", "--all", "--index", index],
        ["ask", "--questions", str(folder / f"q{NAME}.txt"), "--index", index],
        ["ask", "--questions", str(folder / f"q{NAME}.doc"), "--index", index],
        [*asked, "--out", str(folder / f"no{NAME}" / "out.txt")],
        [*asked, "--after", f"2024{NAME}"],
        [*asked, "--llm", f"http://x{NAME}/v1"],
        [*asked, "--llm", os.environ.get("LLM", "http://127.0.0.1:1/v1")],
        ["passages", "--index", index],
        ["audit", "--index", index],
        ["audit", "--index", index, "--json"],
        ["audit", "--index", index, "--articles"],
        ["audit", "--index", index, "--articles", "--json"],
        ["audit", "--index", f"{folder}/no{NAME}"],
        ["verify", "--index", index],
        ["repair", "--index", index],
        ["forget", f"i{NAME}", "--index", index],
        ["forget", f"no{NAME}", "--index", index],
        ["evaluate", str(folder / f"bench{NAME}")],
        ["compare-stores", "faiss:", "faiss:", "--index", index, "--questions", str(folder / f"q{NAME}.txt"), "--reader", "off"],
        ["compare-stores", "faiss:", f"milvus://{NAME}", "--index", index],
        ["user", "add", "Anna", "--auth", auth],
        ["user", "add", f"Bo{NAME}", "--auth", auth],
        ["user", "token", "Anna", "--token", f"x{NAME}", "--auth", auth],
        ["user", "list", "--auth", auth],
        ["user", "list", "--auth", broken],
        ["user", "remove", f"Bo{NAME}", "--auth", auth],
        ["serve", "--index", index, "--auth", broken],
        ["serve", "--index", index, "--log", str(folder / f"no{NAME}" / "log")],
        ["serve", "--index", index, "--allow-host", f"x{NAME}"],
        [
            "serve",
            "--index",
            index,
            "--port",
            os.environ.get("PORT", "0"),
            "--log",
            "-",
            "--log-questions",
            "--watch",
            "--allow-adding",
        ],
    ]


def stop_when_served(port: str) -> None:
    """Ask the page once, with a hostile question, then tell this program to end."""
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(600):
        try:
            with direct.open(f"http://127.0.0.1:{port}/api/ask?question=ferry%1B%5B2JEVIL%C2%9BEVIL%E2%80%AEEVIL", timeout=60):
                break
        except OSError:
            time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)


def run(folder: Path) -> None:
    from tests.helpers.model_servers import model_served, said

    with model_served(
        said(f"The harbour {NAME} was opened in 1968 {NAME}[1]. {NAME} left.{NAME}"), models=(f"m{NAME}",)
    ) as served:
        os.environ["LLM"] = served.address
        _run_all(folder)
    print("=== done")


def _run_all(folder: Path) -> None:
    from xunzhang.cli.main import main

    for given in commands(folder):
        print(f"=== {given[0]}")
        sys.stdout.flush()
        if given[:2] == ["user", "add"]:
            read, fed = os.pipe()
            os.write(fed, f"{PASSWORD}\n".encode())
            sys.stdin = os.fdopen(read)
        if "--port" in given:
            threading.Thread(target=stop_when_served, args=(given[given.index("--port") + 1],), daemon=True).start()
        with contextlib.suppress(SystemExit):
            main(given)


if __name__ == "__main__":
    run(Path(sys.argv[1]))
