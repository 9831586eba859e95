"""A record, which is a line of JSON lines or an element of a JSON file, as a draft of an article.

The text is taken as it stands, so that offsets that others have into it hold, unless it is HTML. What fields are called is
`fields.py`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from xunzhang.messages.wording import say
from xunzhang.reading.dumps.laying_out import as_it_stands
from xunzhang.reading.files.account import Account, Draft, at
from xunzhang.reading.files.limits import current, over
from xunzhang.reading.formats.fields import assign, fact_of, is_empty
from xunzhang.reading.formats.frontmatter import HALF_PAIR, apply_fields, rendered
from xunzhang.reading.formats.markup import as_shown, is_markup
from xunzhang.reading.formats.own_columns import OWN_COLUMNS
from xunzhang.reading.formats.wrappings import field_at, unwrapped
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message

SHOWN = say("json.markup_shown")
HALVES = say("json.halves")


def draft_of(record: object, where: Message, account: Account, own: Mapping[str, str] | None = None) -> Draft:
    """`where` names the record in messages: "Line 3"; `own` says of facts which field holds them, where a user has said so.

    Raises `XunzhangError` for a record that is no article.
    """
    if not isinstance(record, dict):
        raise XunzhangError(say("json.no_object", kind=kind_of(record)))
    opened = _as_said(record, own) if own else unwrapped(record)
    whole = {name: _without_half_pairs(value, where, account) for name, value in opened.items()}
    names = [name for name, value in whole.items() if not is_empty(value)]
    columns = assign(names)
    if "text" not in columns:
        columns = assign(names := list(whole))  # says which one is empty
    text = _text(whole, names[columns["text"]] if "text" in columns else "", account)
    draft = Draft(text, as_it_stands(text))
    given = whole[names[columns["id"]]] if "id" in columns else None
    if isinstance(given, (str, int)) and not isinstance(given, bool) and str(given).strip():
        draft.given_id = str(given).strip()
        draft.printed += visible(draft.given_id)
    apply_fields(draft, whole, account, where)
    return draft


def _as_said(record: dict[str, Any], own: Mapping[str, str]) -> dict[str, Any]:
    """The record's facts by the fields that the user names, and those that he does not name by their own names."""
    found = {fact: field_at(record, path) for fact, path in own.items()}
    if is_empty(found.get("text")):
        names = ", ".join(list(record)[:8])[:120]
        raise XunzhangError(say("json.not_there", file=OWN_COLUMNS, name=own["text"][:40], list=names))
    others = {name: value for name, value in unwrapped(record).items() if (fact := fact_of(name)) and fact[0] not in own}
    return {**others, **found}


def has_text(record: object) -> bool:
    """Does it look like an article: an object with a field of text?"""
    return isinstance(record, dict) and "text" in assign(str(name) for name in record)


def _text(record: dict[str, Any], name: str, account: Account) -> str:
    if not name:
        names = ", ".join(list(record)[:8])[:120]
        raise XunzhangError(say("json.no_text_but", list=names) if record else say("json.no_text"))
    value = rendered(record[name])
    if isinstance(value, list):
        value = _joined(value) or value
    if not isinstance(value, str) and not is_empty(value):
        raise XunzhangError(say("json.text_kind", name=name, kind=kind_of(value)))
    text = value if isinstance(value, str) else ""
    if len(text) > (most := current().record_chars):
        raise XunzhangError(say("json.text_long", n=len(text), over=over("record_chars", f"{most:,}")))
    if is_markup(text):
        text = as_shown(text)
        if SHOWN not in account.messages:
            account.tell(SHOWN)
    if is_empty(text):
        raise XunzhangError(say("json.text_empty", name=name))
    return text


def _joined(parts: list[Any]) -> str:
    """Paragraphs, strings or objects with a `text`, a line each; "" where they are none. Objects without one are no text.

    Where strings and objects alternate (Telegram) they are a running text, of which some words have a form of their own.
    """
    shown = [part for part in parts if not isinstance(part, dict) or "text" in part]
    texts = [part["text"] if isinstance(part, dict) else part for part in shown]
    running = len({type(part) for part in shown}) > 1
    return ("" if running else "\n").join(texts) if all(isinstance(text, str) for text in texts) else ""


def _without_half_pairs(value: Any, where: Message, account: Account) -> Any:
    """JSON can escape half of a character (\\ud83d alone), which no file can hold; it stands as U+FFFD, at the same offset."""
    if not isinstance(value, str) or not HALF_PAIR.search(value):
        return value
    account.failed_in_series(at(where, say("json.half_lone")), HALVES)
    return HALF_PAIR.sub("\ufffd", value)


def kind_of(value: object) -> Message:
    number = say("kind.number")
    kinds = {
        list: say("kind.list"),
        dict: say("kind.object"),
        str: say("kind.string"),
        bool: say("kind.boolean"),
        int: number,
        float: number,
    }
    return kinds.get(type(value), say("kind.null"))
