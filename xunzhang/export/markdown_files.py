"""Markdown (CommonMark): results, and the parts that a notebook in it is made of.

Passages are verbatim: what Markdown would read as its own signs is escaped, so that what is shown is the very text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from xunzhang.export.bibliography import numbered_references, reference_numbers
from xunzhang.export.provenance import PLAIN, Manner, provenance_lines
from xunzhang.export.whereabouts import citation, copy_line, offsets_line
from xunzhang.messages.closed_sets import key_of
from xunzhang.messages.verdicts import is_mention, verdict_lines
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import ArticleHead, HitGroup, Passage, Results, Span

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!^&=])")
_MARKDOWN_LINE_START = re.compile(r"^([^\S\n]*)([-+]|\d+(?=[.)]))", re.MULTILINE)


def to_markdown(results: Sequence[Results], manner: Manner = PLAIN) -> str:
    """A reading copy (CommonMark): a heading a question, the verdict, a quotation a passage with its answer sentence in bold.

    Each quotation has the number of its article in the references at the end, where the file also says what it came from.
    Bold is `<strong>`, since `**` does not close between Chinese punctuation and a Chinese character (CommonMark 6.2).
    """
    language = manner.spoken
    heads = [group.hit.passage.article for result in results for group in result.groups]
    numbers = reference_numbers(heads)
    parts = [_markdown_question(result, language, numbers) for result in results]
    parts += markdown_references(heads, language)
    parts += markdown_provenance(manner)
    return "\n".join(parts)


def _markdown_question(result: Results, language: Spoken, numbers: Mapping[str, int]) -> str:
    parts = [f"## {escape_markdown(' '.join(result.question.split()))}\n"]
    parts += [f"{escape_markdown(in_language(line, language))}\n" for line in verdict_lines(result)]
    for rank, group in enumerate(result.groups, start=1):
        called = "mention" if is_mention(result, group.hit) else group.hit.strength
        parts.append(_markdown_group(rank, group, in_language(say(key_of("strength", called)), language), language, numbers))
    return "\n".join(parts)


def _markdown_group(rank: int, group: HitGroup, called: str, language: Spoken, numbers: Mapping[str, int]) -> str:
    hit, passage = group.hit, group.hit.passage
    parts = [
        markdown_head(rank, passage, language, numbers, f"{called} · "),
        markdown_quotation(passage.text, hit.answer if hit.strength != "weak" else None),
    ]
    if group.also_in:
        parts.append(f"{in_language(say('taken.also_in'), language)}\n")
        parts.append("".join(f"- {escape_markdown(copy_line(copy, language))}\n" for copy in group.also_in))
    return "\n".join(parts)


def markdown_head(
    rank: int, passage: Passage, language: Spoken, numbers: Mapping[str, int], before: str = "", level: int = 3
) -> str:
    """The heading of a quotation, with the number of its reference, and where it was read."""
    where = " · ".join(filter(None, (passage.article.url or passage.article.path, offsets_line(passage, language))))
    heading = f"{'#' * level} {rank}. {escape_markdown(citation(passage, language))} \\[{numbers[passage.article.id]}\\]\n"
    return f"{heading}\n{escape_markdown(before + where)}\n"


def markdown_quotation(text: str, answer: Span | None) -> str:
    """A passage, the sentence that answers in bold."""
    if answer:
        before, said, after = text[: answer.start], answer.of(text), text[answer.end :]
        text = f"{escape_markdown(before)}<strong>{escape_markdown(said)}</strong>{escape_markdown(after)}"
    else:
        text = escape_markdown(text)
    return "".join(f"> {line}\n" for line in text.split("\n"))


def markdown_references(heads: Sequence[ArticleHead], language: Spoken) -> list[str]:
    """The numbered references of what is quoted, under a heading; [] where nothing is."""
    listed = numbered_references(heads, language)
    heading = f"## {in_language(say('taken.references'), language)}\n"
    return [heading, "".join(f"- {escape_markdown(line)}\n" for line in listed)] if listed else []


def markdown_provenance(manner: Manner) -> list[str]:
    if manner.provenance is None:
        return []
    lines = provenance_lines(manner.provenance, manner.spoken)
    return ["---\n", "\n".join(f"{escape_markdown(line)}\n" for line in lines)]


def escape_markdown(text: str) -> str:
    """Text that CommonMark shows as it is, line breaks included."""
    escaped = _MARKDOWN_SPECIAL.sub(r"\\\1", text)
    escaped = _MARKDOWN_LINE_START.sub(lambda m: m[1] + ("\\" + m[2] if m[2] in "-+" else m[2] + "\\"), escaped)
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", escaped)
