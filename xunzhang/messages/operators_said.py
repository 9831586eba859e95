"""A question's operators and fields in words, as they were understood (`question/operators.py`)."""

from __future__ import annotations

from xunzhang.messages.closed_sets import LANGUAGES, key_of
from xunzhang.messages.wording import say
from xunzhang.types import Question
from xunzhang.types.message import Message, as_said
from xunzhang.types.question import FieldDemand, Operator


def operators_said(asked: Question) -> list[Message]:
    """One message for each, in the order they were typed, operators first."""
    found = [(operator_said(each), each.excluded) for each in asked.operators]
    found += [(_field_said(each), each.excluded) for each in asked.fields]
    return [say("operator.not", what=said) if excluded else said for said, excluded in found]


def operator_said(operator: Operator) -> Message:
    """What an operator asks of a passage."""
    if operator.kind == "either":
        return say("operator.either", parts=tuple(say("verdict.piece", text=_as_typed(part)) for part in operator.parts))
    words = tuple(say("verdict.piece", text=word) for word in operator.words)
    if operator.kind == "near":
        return say("operator.near", parts=words, n=operator.most)
    if operator.kind == "similar":
        return say("operator.similar", text=operator.words[0], n=operator.most)
    return say("operator.pattern" if operator.kind == "pattern" else "found.phrase", text=operator.words[0])


def _as_typed(part: Operator) -> str:
    return part.words[0] if part.kind in ("word", "phrase", "pattern") else part.text


def _field_said(field: FieldDemand) -> Message:
    if field.name == "language":
        known = field.value in LANGUAGES
        return say("field.language", what=say(key_of("language", field.value)) if known else as_said(field.value))
    return say(f"field.{field.name}", text=field.value)
