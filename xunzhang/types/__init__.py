"""The records and errors that everyone speaks in, and their JSON shape; where caches are kept.

It imports nothing of this package. What is known of a text is worked out in other rooms: here it only has a name and a shape.
"""

from xunzhang.types.articles import FACTS, RETRIEVED, Article, ArticleHead, AuditRow, Language, Paragraph, Passage, Span
from xunzhang.types.errors import BoundError, UnwritableError, XunzhangError
from xunzhang.types.manifest import Manifest
from xunzhang.types.question import LookUp, Question
from xunzhang.types.results import Copy, Difference, Filters, Hit, HitGroup, Mode, Results, Strength, Verdict

__all__ = [
    "FACTS",
    "RETRIEVED",
    "Article",
    "ArticleHead",
    "AuditRow",
    "BoundError",
    "Copy",
    "Difference",
    "Filters",
    "Hit",
    "HitGroup",
    "Language",
    "LookUp",
    "Manifest",
    "Mode",
    "Paragraph",
    "Passage",
    "Question",
    "Results",
    "Span",
    "Strength",
    "UnwritableError",
    "Verdict",
    "XunzhangError",
]
