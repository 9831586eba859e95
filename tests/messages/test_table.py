"""The table of words: both languages for every key, and every key that the program names there, with the values it is given."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from string import Formatter
from typing import get_args

import jinja2
import pytest

from tests.helpers.places import ROOT
from tests.helpers.scripts import said_in
from xunzhang.evaluate.ablation import ABLATIONS
from xunzhang.messages.closed_sets import NAMES, key_of
from xunzhang.messages.table import TABLE
from xunzhang.messages.wording import say
from xunzhang.reading.files.account import Account
from xunzhang.types import XunzhangError
from xunzhang.types.kinds import Fact, Origin, Stage, State, Status
from xunzhang.types.results import Strength

PACKAGE = ROOT / "xunzhang"
TREES = {
    path.relative_to(PACKAGE).as_posix(): ast.parse(path.read_text(encoding="utf-8"))
    for path in sorted(PACKAGE.rglob("*.py"))
    if "messages/rooms" not in path.as_posix()
}
SCRIPTS = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.js")]
TEMPLATES = [path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.html")]
HAN = re.compile(r"[\u3400-\u9fff]")
KEY = re.compile(r"[a-z_]+\.[a-z_0-9]+")
ROOMS = {key.partition(".")[0] for key in TABLE}
SAYING = {
    "say",
    "words",
    "message",
    "notice",
}  # of messages/, the page and the scripts: the first argument is a key, the others are its values
CHINESE_IN_ENGLISH = {"table.no_text_column", "help.examples"}  # a column's name, and questions


def fields(pattern: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(pattern) if name]


def outside_braces(pattern: str) -> str:
    return "".join(literal for literal, *_ in Formatter().parse(pattern))


@pytest.mark.parametrize("key", sorted(TABLE))
def test_each_key_has_both_languages_and_the_same_values(key):
    assert KEY.fullmatch(key)
    zh, en = TABLE[key]
    assert HAN.search(zh) or not re.search("[A-Za-z]{2}", outside_braces(en)), f"{key} has no Chinese"
    assert en.strip() and (key in CHINESE_IN_ENGLISH or not HAN.search(en)), f"{key} has no English"
    forms = en.split("|") if "|" in en else [en]
    assert all(set(fields(form)) <= set(fields(zh)) for form in forms)
    assert set(fields(zh)) == set().union(*(fields(form) for form in forms))
    for name in fields(zh):
        plain = {spec for form in (zh, *forms) for _, field, spec, _ in Formatter().parse(form) if field == name and spec}
        assert len({spec for spec in plain if spec[-1:] in "df,"}) <= 1, f"{key}: {name} is set in two ways"


LIBRARY = sorted(key for key in TABLE if key.partition(".")[0] not in {"help", "page", "ask", "narrow", "api", "cite", "printed"})


@pytest.mark.parametrize("key", LIBRARY)
def test_the_chinese_is_set_as_chinese(key):
    chinese = TABLE[key].zh
    words = re.sub(r"`[^`]*`|\[?\{\{.*\}\}[^。；]*|\{[^}]*\}|\([^)]*\)|\S*[:,]\S+", "", chinese)
    assert not re.search("[,;:!?()]|[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]", words), chinese


def calls() -> Iterator[tuple[str, ast.Call]]:
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and node.args:
                yield name, node


def called(node: ast.Call) -> str:
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def is_key(node: ast.expr) -> bool:
    return (
        isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and KEY.fullmatch(node.value) is not None
        and node.value.partition(".")[0] in ROOMS
        and not node.value.endswith((".js", ".css", ".py", ".html", ".json", ".jsonl", ".csv", ".npz"))
    )


PARTS = {
    id(part) for tree in TREES.values() for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for part in node.values
}
NAMED = {
    node.value
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.expr) and is_key(node) and id(node) not in PARTS
}
IN_SCRIPTS = {key for source in (*SCRIPTS, *TEMPLATES) for key in re.findall(rf"""["'`]({KEY.pattern})["'`]""", source)}
BEGUN = {
    node.values[0].value
    for tree in TREES.values()
    for node in ast.walk(tree)
    if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant) and len(node.values) == 2
    if re.fullmatch(r"[a-z_]+\.(?:[a-z_]+_)?", str(node.values[0].value)) and node.values[0].value.partition(".")[0] in ROOMS
}
FAMILIES = BEGUN | {
    f"{node.args[0].value}." for _, node in calls() if called(node) == "key_of" and isinstance(node.args[0], ast.Constant)
}
FAMILIES |= {f"{room}." for room in NAMES} | set(re.findall(r"""["']([a-z]+\.(?:[a-z_]+_)?)["'] *~""", "".join(TEMPLATES)))


def test_every_key_that_is_named_is_there():
    for name, node in calls():
        key = node.args[0].value if isinstance(node.args[0], ast.Constant) else None
        if called(node) in SAYING | {"said"} and isinstance(key, str) and ("." in key or called(node) == "say"):
            assert key in TABLE, f"{name}: {key}"
    assert {key for key in NAMED | IN_SCRIPTS if key.partition(".")[0] in ROOMS and key not in TABLE and not key.endswith("_")} <= {
        "add.js", "ask.sock", "brief.css", "brief.js", "model.safetensors", "news.atom", "reader.safetensors", "saved.css", "saved.js", "seen.js",
    }  # fmt: skip
    for start in FAMILIES:
        assert any(key.startswith(start) for key in TABLE), f"no words begin with {start}"


def test_every_key_is_given_the_values_that_it_takes():
    seen = 0
    for name, node in calls():
        key = node.args[0]
        if called(node) not in SAYING | {"said"} or not is_key(key) or any(word.arg is None for word in node.keywords):
            continue
        assert {word.arg for word in node.keywords} == set(fields(TABLE[key.value].zh)), f"{name}: {key.value}"
        seen += 1
    assert seen > 500


def said_by(node: jinja2.nodes.Node) -> Iterator[str]:
    """The literals that a filter may be given: one as it stands, or either side of a choice."""
    if isinstance(node, jinja2.nodes.CondExpr):
        yield from said_by(node.expr1)
        yield from said_by(node.expr2) if node.expr2 else ()
    elif isinstance(node, jinja2.nodes.Const):
        yield str(node.value)


def test_every_key_in_a_template_is_there_and_is_given_the_values_that_it_takes():
    seen = 0
    for source in TEMPLATES:
        for node in jinja2.Environment(autoescape=True).parse(source).find_all(jinja2.nodes.Filter):
            keys = list(said_by(node.node)) if node.name in {"say", "words", "notice"} else []
            assert [key for key in keys if key not in TABLE] == []
            if keys and not node.dyn_kwargs:
                assert {word.key for word in node.kwargs} == set().union(*(fields(TABLE[key].zh) for key in keys)), keys
            seen += len(keys)
    assert seen > 100


def test_every_key_that_a_script_says_is_there():
    said = [key for source in SCRIPTS for key in said_in(source)]
    assert [
        key for key in said if not (any(known.startswith(key[:-1]) for known in TABLE) if key[-1] == "$" else key in TABLE)
    ] == []
    assert len(said) > 15


def test_no_key_is_left_over():
    left = {key for key in TABLE if key not in NAMED | IN_SCRIPTS and not key.startswith(tuple(FAMILIES))}
    assert left - {key for key in TABLE if key.startswith("system.")} == set()  # what a system says: `messages/wording.py`


ERRORS = {"XunzhangError", "NotFound", "NothingToSearch", "Busy"}
TOLD = {"tell", "failed", "failed_in_series", "noted_in_series", "remove"}


def test_no_sentence_passes_by_the_table():
    """An error, and what an account is told, has a key; mypy sees to the rest, since a `Message` is no string."""
    for name, node in calls():
        if called(node) in ERRORS | TOLD:
            for argument in node.args[: 2 if called(node).endswith("_series") else 1]:
                assert not isinstance(argument, ast.JoinedStr), f"{name}:{node.lineno}"
                assert not (isinstance(argument, ast.Constant) and isinstance(argument.value, str)), f"{name}:{node.lineno}"


def test_a_bare_string_is_refused():
    with pytest.raises(TypeError, match="has no key"):
        XunzhangError("It is no good; mend it.")
    account = Account()
    for tell in (account.tell, account.failed, lambda text: account.noted_in_series(text, say("json.halves"))):
        with pytest.raises(TypeError, match="has no key"):
            tell("It is no good; mend it.")
    assert account.messages == []


@pytest.mark.parametrize(
    ("room", "members"),
    [
        ("origin", Origin),
        ("printed", Origin),
        ("fact", Fact),
        ("status", Status),
        ("file", Status),
        ("strength", Strength),
        ("hit", Strength),
        ("add", State),
        ("add", Stage),
        ("stage", Stage),
    ],
)
def test_every_member_of_a_closed_set_has_words(room, members):
    for member in get_args(members):
        assert HAN.search(TABLE[key_of(room, member)].zh)


def test_what_the_command_line_shows_of_a_closed_set_is_what_json_has():
    for room, members in (("printed", Origin), ("file", Status), ("hit", Strength), ("stage", Stage)):
        assert [NAMES[room][member].en for member in get_args(members)] == list(get_args(members))


def test_every_ablation_has_a_name():
    assert [say(key_of("ablation", name)).text for name in ABLATIONS] == list(ABLATIONS)


def test_messages_imports_types_alone():
    for name, tree in TREES.items():
        for node in ast.walk(tree):
            if name.startswith("messages/") and isinstance(node, ast.ImportFrom) and str(node.module).startswith("xunzhang"):
                assert str(node.module).startswith(("xunzhang.types", "xunzhang.messages")), f"{name}: {node.module}"
