"""Records as databases export them: an article inside of what the database says about it, and values that are written as objects.

Elasticsearch has an article in `_source`, CouchDB in `doc`, GraphQL in `node`, JSON:API in `attributes`; MongoDB writes a day as
`{"$date": …}`. What a field means is `fields.py`'s, a record's text and facts `records.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta, timezone
from typing import Any

from xunzhang.reading.formats.fields import assign, is_empty

WRAPPERS = (
    "_source", "source", "doc", "document", "node", "attributes", "record", "item", "article", "news", "post", "status", "mblog",
    "value", "data", "fields", "payload",
)  # fmt: skip
POSTED = frozenset(
    ("screen_name", "reposts_count", "attitudes_count", "retweet_count", "favorite_count", "mblogid", "reblogs_count")
)
DEEPEST = 3  # wrappings within wrappings
_NUMBERS = ("$numberLong", "$numberInt", "$numberDouble", "$numberDecimal")
_EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)


def unwrapped(record: Mapping[str, Any]) -> dict[str, Any]:
    """The record with its values as plain ones, and with the fields of the article in it beside those of its wrapping."""
    whole = {str(name): plain(value) for name, value in record.items()}
    for _ in range(DEEPEST):
        inner = next((name for name in WRAPPERS if isinstance(whole.get(name), dict)), None)
        if "text" in assign(_with_value(whole)) or inner is None:
            break
        article = {str(name): plain(value) for name, value in whole[inner].items()}
        whole = {**{name: value for name, value in whole.items() if name != inner}, **article}
    if not POSTED.isdisjoint(whole):
        whole.setdefault("posttime", whole.get("created_at"))  # of a post in a network that is the day it was printed
    return whole


def _with_value(whole: Mapping[str, Any]) -> Iterable[str]:
    """Names whose value may be a text: an `article` that is an object is a wrapping."""
    return [name for name, value in whole.items() if not (isinstance(value, dict) and "rendered" not in value)]


def plain(value: Any) -> Any:
    """A value of extended JSON as the plain one that it stands for: a day as ISO 8601, an id, a number; a list of one as that."""
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], str):
        return value[0]
    if not isinstance(value, dict) or len(value) != 1:
        return value
    (name, inner), *_ = value.items()
    if name == "$date":
        return _day(plain(inner))
    if name in ("$oid", "$uuid", "$symbol") and isinstance(inner, str):
        return inner
    if name in _NUMBERS:
        return inner
    return value


def _day(value: Any) -> Any:
    """A day of MongoDB: text in ISO 8601, or milliseconds since 1970, of UTC."""
    if is_empty(value) or isinstance(value, bool):
        return None
    try:
        milliseconds = int(value)
    except (TypeError, ValueError):
        return value
    try:
        return (_EPOCH + timedelta(milliseconds=milliseconds)).isoformat()
    except OverflowError:
        return None


def field_at(record: Any, path: str) -> Any:
    """The value of the field that `path` names: a field's own name, or the names on the way to it with points between."""
    if isinstance(record, dict) and path in record:
        return plain(record[path])
    first, _, rest = path.partition(".")
    if isinstance(record, list):
        return field_at(record[int(first)], rest or path) if first.isdigit() and int(first) < len(record) and rest else None
    if not isinstance(record, dict) or first not in record or not rest:
        return None
    return field_at(record[first], rest)
