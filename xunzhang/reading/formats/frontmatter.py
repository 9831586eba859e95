"""Front matter: the facts about an article between two lines of `---` (YAML) or `+++` (TOML) at the top of a text file.

Values are taken as the strings they are (no YAML dates, no `yes` for true), so what is printed is what is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import tomlkit
import tomlkit.exceptions
import tomlkit.items
import yaml

from xunzhang.language.codes import normalise_language
from xunzhang.language.printed_dates import parse_date
from xunzhang.messages.wording import say
from xunzhang.reading.facts.metadata import FIELD, FRONT_MATTER, may_be_name
from xunzhang.reading.facts.outlet_names import clean_source
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.formats.fields import fact_of, is_empty
from xunzhang.reading.lines.line import is_chinese, visible
from xunzhang.types import XunzhangError
from xunzhang.types.kinds import Origin
from xunzhang.types.message import Message, as_said

_FRONT_MATTER = re.compile(r"\s*---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_TOML = re.compile(r"\s*\+\+\+[ \t]*\r?\n(?=[^=+]*=)(.*?)^\+\+\+[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_LOOKS_LIKE_FIELDS = re.compile(r"^[^\S\n]*[A-Za-z_\u4e00-\u9fff][\w -]*:", re.MULTILINE)
HALF_PAIR = re.compile("[\ud800-\udfff]")  # half of a character, which an escape can name and no file can hold


def open_draft(text: str, account: Account) -> tuple[Draft, str]:
    """-> (a draft with the facts of the front matter, the text after it).

    A front matter that is not valid is reported, and the article is read without it.
    """
    draft = Draft("", ())
    if toml := _TOML.match(text):
        return draft, _opened(draft, toml, _load_toml, account)
    match = _FRONT_MATTER.match(text)
    if not match or (match.group(1).strip() and not _LOOKS_LIKE_FIELDS.search(match.group(1))):
        return draft, text  # no front matter, or a text that begins with a rule
    return draft, _opened(draft, match, lambda source: load_fields(source, say("yaml.front_matter")), account)


def _opened(draft: Draft, match: re.Match[str], load: Callable[[str], dict[str, Any]], account: Account) -> str:
    """Put the fields into the draft; -> the text after them."""
    try:
        apply_fields(draft, load("\n" + match.group(1)), account, say("where.front_matter"), FRONT_MATTER)
        account.remove(say("left_out.front_matter_marks"), visible(match.group()) - draft.printed)
    except XunzhangError as error:
        account.failed(error.message)
        account.remove(say("left_out.front_matter_unread"), visible(match.group()))
    return match.string[match.end() :]


def _load_toml(source: str) -> dict[str, Any]:
    """The same of TOML, its dates as they are printed."""
    try:
        fields = tomlkit.parse(source)
    except (tomlkit.exceptions.TOMLKitError, RecursionError) as error:
        raise XunzhangError(say("yaml.no_toml", why=str(error))) from error
    dates = (tomlkit.items.Date, tomlkit.items.DateTime)
    return {**fields.unwrap(), **{name: item.as_string() for name, item in fields.items() if isinstance(item, dates)}}


class _Alias(yaml.YAMLError):
    """A value that stands for another one."""


class _PlainLoader(yaml.BaseLoader):
    """Strings, lists and mappings; no aliases, which could make a large text of a small file."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _Alias
        return super().compose_node(parent, index)


def load_fields(source: str, file: Message) -> dict[str, Any]:
    """The fields of a front matter, or of what `file` names in messages; their values are strings, lists and mappings."""
    try:
        fields = yaml.load(source, Loader=_PlainLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        why = (
            say("yaml.alias")
            if isinstance(error, _Alias)
            else as_said(" ".join((getattr(error, "problem", None) or str(error)).split()))
        )
        if mark:
            raise XunzhangError(say("yaml.invalid_line", file=file, n=mark.line + 1, why=why)) from error
        raise XunzhangError(say("yaml.invalid", file=file, why=why)) from error
    except RecursionError as error:
        raise XunzhangError(say("yaml.deep", file=file)) from error
    if fields is None or fields == "":
        return {}
    if not isinstance(fields, dict):
        raise XunzhangError(say("yaml.no_fields", file=file))
    return fields


def apply_fields(draft: Draft, fields: dict[str, Any], account: Account, where: Message, origin: Origin = FIELD) -> None:
    """Put named fields (of a front matter, a line of JSON) into the draft. `where` begins the messages about them."""
    for key, name in _in_order(fields):
        value = fields[key]
        if is_empty(value):
            continue
        printed = _printed(value)
        if printed is None:
            message = say("fact.not_text", name=str(key), kind=_kind(value))
            account.failed_in_series(at(where, message), say("fact.not_texts"))
            continue
        draft.printed += visible(_take(draft, name, printed, where, account))
    draft.facts.said_by(origin)
    if draft.language:
        draft.facts.origins["language"] = origin


def _in_order(fields: dict[str, Any]) -> list[tuple[str, str]]:
    """-> (field, the fact it states), the surest name of each fact first; text and id are not for here."""
    known = [(key, found) for key in fields if (found := fact_of(str(key)))]
    return [(key, fact) for key, (fact, _) in sorted(known, key=lambda item: item[1][1]) if fact not in ("text", "id")]


def _printed(value: Any) -> str | None:
    """A field's value as text; a list of names is one line of them, and an object with a `name` is that name."""
    if isinstance(value, dict) and isinstance(value.get("name"), str):
        value = value["name"]
    value = _of_citation(value) if isinstance(value, dict) else value
    value = unescape(given) if isinstance(value, dict) and isinstance(given := rendered(value), str) else value
    if isinstance(value, (bool, dict)):
        return None
    if isinstance(value, list):
        names = [_printed(item) for item in value]
        if any(name is None or isinstance(item, list) for name, item in zip(names, value, strict=True)):
            return None
        return ", ".join(name for name in names if name)
    return " ".join(HALF_PAIR.sub("\ufffd", str(value)).split())


def _of_citation(value: dict[str, Any]) -> Any:
    """A name or a day as CSL JSON has them (Zotero): family and given name, or numbers of year, month and day."""
    family, given = str(value.get("family") or value.get("literal") or ""), str(value.get("given") or "")
    if family:
        return family + given if is_chinese(family) else f"{given} {family}".strip()
    days = value.get("date-parts")
    if isinstance(days, list) and days and isinstance(days[0], list) and days[0]:
        return "-".join(str(part).zfill(2) for part in days[0])
    return value


def rendered(value: Any) -> Any:
    """The text of a field as WordPress has it, `{"rendered": "…"}`; any other value as it is."""
    return value["rendered"] if isinstance(value, dict) and isinstance(value.get("rendered"), str) else value


def _kind(value: Any) -> Message:
    kinds = {dict: say("kind.object"), list: say("kind.list"), bool: say("kind.boolean")}
    return kinds.get(type(value), say("kind.type", name=type(value).__name__))


def _take(draft: Draft, name: str, printed: str, where: Message, account: Account) -> str:
    """-> what was kept of `printed`: the first value of a name, but no date or language that cannot be told; that is reported."""
    if name == "language":
        code = normalise_language(printed)
        if not code:
            message = say("fact.language_unknown", language=printed[:40])
            account.noted_in_series(at(where, message), say("fact.languages_unknown"))
        draft.language = draft.language or code
        return printed if code else ""
    if getattr(draft.facts, name) or (name == "byline" and not may_be_name(printed)):
        return ""
    if name == "date":
        draft.facts.date = parse_date(printed)
        if not draft.facts.date:
            message = say("fact.date_untold", date=printed[:40])
            account.noted_in_series(at(where, message), say("fact.dates_untold"))
        return printed if draft.facts.date else ""
    value = clean_source(printed) or printed if name == "source" else printed
    setattr(draft.facts, name, value)
    return value
