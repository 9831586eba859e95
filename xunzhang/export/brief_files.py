"""A brief as a file: Markdown, a Word document or JSON. Sentences are verbatim, each with its outlet, place and the number of its
reference; figures and dates that differ stand side by side; at the end the references and what the file came from.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from xunzhang.export.bibliography import reference_numbers
from xunzhang.export.markdown_files import escape_markdown, markdown_provenance, markdown_references
from xunzhang.export.provenance import Manner
from xunzhang.export.whereabouts import citation
from xunzhang.export.word import MIME, brief_to_docx
from xunzhang.language.iso_dates import without_year_mark
from xunzhang.messages.verdicts import verdict_lines
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types.brief_records import Brief, Claim, Statement, who
from xunzhang.types.message import Message


def brief_heading(place: int, claim: Claim, language: Spoken) -> str:
    """What stands above a claim: its number, what it answers where that is certain, and how many state it."""
    many = say("brief.once") if claim.stands_once else say("brief.stated", n=len(claim.sources))
    answer = f"{claim.answer} · " if claim.answer else ""
    return f"{place}. {answer}{in_language(many, language)}"


def opening_lines(brief: Brief) -> list[Message]:
    """The verdict and what is to be known of it; where nothing answers, that."""
    lines = verdict_lines(brief.judged)
    return [*lines, say("brief.verbatim")] if brief.claims else [say("brief.unanswered"), *lines[1:]]


def differing(brief: Brief) -> list[list[Claim]]:
    """The claims whose figures or dates differ, those that differ from each other together."""
    left = {place for place, claim in enumerate(brief.claims) if claim.differs}
    found: list[list[Claim]] = []
    while left:
        first = min(left)
        together = {first, *brief.claims[first].differs}
        found.append([brief.claims[place] for place in sorted(together)])
        left -= together
    return found


def differing_rows(claims: Sequence[Claim]) -> Iterator[tuple[str, Statement]]:
    """What each prints, statement by statement, the newest first."""
    statements = [statement for claim in claims for statement in claim.statements]
    for statement in sorted(statements, key=lambda each: each.passage.article.date, reverse=True):
        yield statement.answer, statement


def _to_markdown(brief: Brief, manner: Manner) -> str:
    language = manner.spoken
    heads = [statement.passage.article for statement in brief.statements]
    numbers = reference_numbers(heads)
    parts = [f"# {escape_markdown(' '.join(brief.judged.question.split()))}\n"]
    parts += [f"{escape_markdown(in_language(line, language))}\n" for line in opening_lines(brief)]
    for place, claim in enumerate(brief.claims, start=1):
        parts.append(f"## {escape_markdown(brief_heading(place, claim, language))}\n")
        parts += [_markdown_statement(statement, language, numbers) for statement in claim.statements]
    for claims in differing(brief):
        parts.append(f"## {in_language(say('brief.differ'), language)}\n")
        parts.append(_markdown_table(claims, language, numbers))
    parts += markdown_references(heads, language)
    parts += markdown_provenance(manner)
    return "\n".join(parts)


def _markdown_statement(statement: Statement, language: Spoken, numbers: Mapping[str, int]) -> str:
    text, at = statement.passage.text, statement.sentence.start
    said = ""
    for span in statement.exact:
        said += escape_markdown(text[at : span.start]) + f"<strong>{escape_markdown(span.of(text))}</strong>"
        at = span.end
    said += escape_markdown(text[at : statement.sentence.end])
    quoted = "".join(f"> {line}\n" for line in said.split("\n"))
    number = numbers[statement.passage.article.id]
    return f"{quoted}>\n> {escape_markdown('— ' + citation(statement.passage, language))} \\[{number}\\]\n"


def _markdown_table(claims: Sequence[Claim], language: Spoken, numbers: Mapping[str, int]) -> str:
    columns = [in_language(say(key), language) for key in ("brief.printed", "brief.by", "brief.dated")]
    rows = [f"| {' | '.join(columns)} |", "| --- | --- | --- |"]
    for printed, statement in differing_rows(claims):
        head = statement.passage.article
        cells = (printed, who(head), without_year_mark(head.date))
        one_line = [escape_markdown(" ".join(cell.split())) for cell in cells]
        rows.append(f"| {one_line[0]} | {one_line[1]} \\[{numbers[head.id]}\\] | {one_line[2]} |")
    return "\n".join(rows) + "\n"


def _to_docx(brief: Brief, manner: Manner) -> bytes:
    language = manner.spoken
    headings = [brief_heading(place, claim, language) for place, claim in enumerate(brief.claims, start=1)]
    tables = [[(printed, each.passage.article) for printed, each in differing_rows(claims)] for claims in differing(brief)]
    lines = [in_language(line, language) for line in opening_lines(brief)]
    return brief_to_docx(brief, lines, headings, tables, manner)


def _to_json(brief: Brief, manner: Manner) -> str:
    origin = {"provenance": manner.provenance.as_dict()} if manner.provenance else {}
    return json.dumps({**brief.as_dict(), **origin}, ensure_ascii=False, indent=1) + "\n"


Write = Callable[[Brief, Manner], "str | bytes"]
BRIEF_FORMATS: Mapping[str, tuple[str, str, Write]] = MappingProxyType(
    {
        "docx": ("docx", MIME, _to_docx),
        "md": ("md", "text/markdown", _to_markdown),
        "json": ("json", "application/json", _to_json),
    }
)


def brief_file(brief: Brief, format: str, manner: Manner) -> bytes:
    """The brief in one of BRIEF_FORMATS, as it will be on disk. Raises KeyError for another format."""
    _, _, write = BRIEF_FORMATS[format]
    content = write(brief, manner)
    return content if isinstance(content, bytes) else content.encode("utf-8")
