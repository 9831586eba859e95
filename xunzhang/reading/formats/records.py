"""A record, which is a line of JSON lines or an element of a JSON file, as a draft of an article.

The text is taken as it stands, so that offsets that others have into it hold, unless it is HTML. What fields are called is
`fields.py`'s.
"""

from __future__ import annotations

from typing import Any

from xunzhang.reading.dumps.laying_out import as_it_stands
from xunzhang.reading.files.account import Account, Draft
from xunzhang.reading.files.limits import current, over
from xunzhang.reading.formats.fields import assign, is_empty
from xunzhang.reading.formats.frontmatter import HALF_PAIR, apply_fields, rendered
from xunzhang.reading.formats.markup import as_shown, is_markup
from xunzhang.reading.lines.line import visible
from xunzhang.types import XunzhangError

SHOWN = "Texts that are HTML were read as a page shows them, without their tags."
HALVES = "records have halves of characters, which stand as �."


def draft_of(record: object, where: str, account: Account) -> Draft:
    """`where` names the record in messages: "Line 3". Raises `XunzhangError` for a record that is no article."""
    if not isinstance(record, dict):
        raise XunzhangError(f'it is {kind_of(record)}, not an object; write an article as {{"text": "…"}}.')
    whole = {str(name): _without_half_pairs(value, where, account) for name, value in record.items()}
    names = [name for name, value in whole.items() if not is_empty(value)]
    at = assign(names)
    if "text" not in at:
        at = assign(names := list(whole))  # says which one is empty
    text = _text(whole, names[at["text"]] if "text" in at else "", account)
    draft = Draft(text, as_it_stands(text))
    given = whole[names[at["id"]]] if "id" in at else None
    if isinstance(given, (str, int)) and not isinstance(given, bool) and str(given).strip():
        draft.given_id = str(given).strip()
        draft.printed += visible(draft.given_id)
    apply_fields(draft, whole, account, where)
    return draft


def has_text(record: object) -> bool:
    """Does it look like an article: an object with a field of text?"""
    return isinstance(record, dict) and "text" in assign(str(name) for name in record)


def _text(record: dict[str, Any], name: str, account: Account) -> str:
    if not name:
        named = f" (it has {', '.join(list(record)[:8])[:120]})" if record else ""
        raise XunzhangError(f"the object has no field `text`{named}; put the article's text into it.")
    value = rendered(record[name])
    if isinstance(value, list):
        value = _joined(value) or value
    if not isinstance(value, str) and not is_empty(value):
        raise XunzhangError(f"the field `{name}` is {kind_of(value)}, not a string; put the article's text into it.")
    text = value if isinstance(value, str) else ""
    if len(text) > (most := current().record_chars):
        raise XunzhangError(f"the text has {len(text):,} characters; {over('record_chars', f'{most:,}')}")
    if is_markup(text):
        text = as_shown(text)
        if SHOWN not in account.messages:
            account.messages.append(SHOWN)
    if is_empty(text):
        raise XunzhangError(f"the field `{name}` is empty; put the article's text into it.")
    return text


def _joined(parts: list[Any]) -> str:
    """Paragraphs, strings or objects with a `text`, a line each; "" where they are none. Objects without one are no text.

    Where strings and objects alternate (Telegram) they are a running text, of which some words have a form of their own.
    """
    shown = [part for part in parts if not isinstance(part, dict) or "text" in part]
    texts = [part["text"] if isinstance(part, dict) else part for part in shown]
    running = len({type(part) for part in shown}) > 1
    return ("" if running else "\n").join(texts) if all(isinstance(text, str) for text in texts) else ""


def _without_half_pairs(value: Any, where: str, account: Account) -> Any:
    """JSON can escape half of a character (\\ud83d alone), which no file can hold; it stands as U+FFFD, at the same offset."""
    if not isinstance(value, str) or not HALF_PAIR.search(value):
        return value
    message = f"{where}: half of a character (a lone \\ud… escape) stands as �; write the whole one."
    account.failed_in_series(message, "half", HALVES)
    return HALF_PAIR.sub("\ufffd", value)


def kind_of(value: object) -> str:
    kinds = {list: "a list", dict: "an object", str: "a string", bool: "true or false", int: "a number", float: "a number"}
    return kinds.get(type(value), "null")
