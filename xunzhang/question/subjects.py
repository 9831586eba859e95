"""Which questions ask who or what one thing is, and what that thing is: 聂强是谁？, Who is Nie Qiang?, What is inflation?

A passage without the thing in it cannot answer them, so what holds it is looked for as a look-up's is (`lookups.py`). What has
more than one thing in it, 重庆市委书记是谁？, asks for something of something, and is asked as any other question.
"""

from __future__ import annotations

import re

from xunzhang.language.folding import simplify
from xunzhang.question.bridge import Bridge
from xunzhang.question.grammar import plain_question
from xunzhang.question.lookups import look_up
from xunzhang.types import LookUp, Question

_ENDS = r"[\s？?。.！!]*$"
_WHAT = r"(?:一[个种位家])?(?:谁|何人|何物|什么(?:人|东西|意思|概念|机构|组织|公司|地方)?|干什么的|做什么的)"
_ASKED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"^\s*(?:谁是|什么[是叫]做?|何[谓为]|(?:请)?介绍(?:一下|下))(?P<subject>.+?){_ENDS}",
        rf"^\s*(?P<subject>.+?)(?:究竟|到底)?(?:是|指的是|是指|指){_WHAT}(?:呢|呀|啊)?{_ENDS}",
        rf"^\s*(?:who|what) ?(?:is|are|was|were|['’]s|['’]re) (?:an? )?(?P<subject>.+?){_ENDS}",
        rf"^\s*(?:please )?(?:tell me about|define|explain) (?:an? )?(?P<subject>.+?){_ENDS}",
        rf"^\s*what does (?P<subject>.+?) mean{_ENDS}",
    )
)
_LONGEST = 80  # characters of a question of this kind


def subject_of(asked: Question, bridge: Bridge) -> tuple[Question, LookUp] | None:
    """The one thing that a question asks about, as a question of its own and as what is looked up; None where it has none."""
    if len(asked.text) > _LONGEST or asked.constrained or asked.preferred:
        return None
    for pattern in _ASKED:
        if match := pattern.match(simplify(asked.text)):
            subject = plain_question(asked.text[slice(*match.span("subject"))].strip(), asked.language)
            words = look_up(subject, bridge)
            return (subject, words) if words and _is_one(words) else None
    return None


def _is_one(words: LookUp) -> bool:
    """One word, or a name of two."""
    return len(words.words) == 1 or bool(words.telling) or all(word[:1].isupper() for word in words.words)
