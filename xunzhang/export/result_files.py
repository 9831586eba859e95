"""Results as files that other programs read: CSV, JSON lines and Markdown here, references from `bibliography.py`.

Passages leave verbatim, with their offsets, source and the question they were found for. What a format cannot hold as it is
gets escaped in that format's own way, so that its readers give back the very text. The terminal's view is `terminal.py`'s, and
Word documents are `word.py`'s.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType

from xunzhang.export.bibliography import to_apa, to_bibtex, to_gb7714, to_ris
from xunzhang.export.citing import paragraph_mark
from xunzhang.language.iso_dates import without_year_mark
from xunzhang.messages.verdicts import is_mention, verdict_lines
from xunzhang.types import Copy, Hit, HitGroup, Passage, Results

CSV_COLUMNS = (
    "question",
    "verdict",
    "answerable",
    "confidence",
    "missing",
    "rank",
    "relation",
    "score",
    "strength",
    "source",
    "title",
    "byline",
    "date",
    "language",
    "path",
    "url",
    "article_id",
    "passage_id",
    "number",
    "paragraph",
    "until",
    "piece",
    "page",
    "start",
    "end",
    "text",
    "answer_start",
    "answer_end",
    "answer",
    "exact",
    "nearest",
    "differences",
    "guarded",
)

# A spreadsheet takes a cell that starts so for a formula and runs it (OWASP, "CSV injection"; full-width forms included).
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def citation(passage: Passage) -> str:
    """Where a passage stands, in one line: "outlet · title · date · ¶paragraph"; what is not known is left out."""
    head = passage.article
    page = f"p. {passage.page}" if passage.page is not None else ""
    known = (head.source, head.title or head.path, without_year_mark(head.date), paragraph_mark(passage), page)
    return " · ".join(part for part in known if part)


def to_json(results: Sequence[Results]) -> str:
    """The JSON of the command line (docs/formats.md): one object a question, one a line."""
    return "".join(json.dumps(result.as_dict(), ensure_ascii=False) + "\n" for result in results)


# --- CSV ---


def to_csv(results: Sequence[Results]) -> str:
    """One row a passage, RFC 4180, UTF-8 without a byte order mark; the columns are `CSV_COLUMNS`.

    Near-duplicates of a hit follow it with the relation "also in"; a question that found nothing keeps one row with the
    relation "nothing found". The sentence of a weak hit is only the nearest: it stands in `nearest`, not in `answer`. A cell that
    a spreadsheet would run as a formula gets a leading apostrophe, and the row's `guarded` column names the columns where that
    was done: elsewhere every cell is as it was.
    """
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, CSV_COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(guard(row) for result in results for row in _csv_rows(result))
    return buffer.getvalue()


def _csv_rows(result: Results) -> Iterator[dict[str, object]]:
    asked: dict[str, object] = {
        "question": result.question,
        "verdict": result.verdict,
        "answerable": str(result.answerable).lower(),
        "confidence": round(result.confidence, 4),
        "missing": "; ".join(result.missing),
    }
    if not result.groups:
        yield asked | {"relation": "nothing found"}
    for rank, group in enumerate(result.groups, start=1):
        yield asked | {"rank": rank, "relation": "found"} | _hit_cells(group.hit)
        for copy in group.also_in:
            differences = "; ".join(f"{d.here} ≠ {d.there}" for d in copy.differences)
            yield asked | {"rank": rank, "relation": "also in", "differences": differences} | passage_cells(copy.passage)


def _hit_cells(hit: Hit) -> dict[str, object]:
    text = hit.passage.text
    cells: dict[str, object] = {"score": round(hit.score, 4), "strength": hit.strength}
    if hit.answer and hit.strength == "weak":
        cells |= {"nearest": hit.answer.of(text)}
    elif hit.answer:
        cells |= {"answer_start": hit.answer.start, "answer_end": hit.answer.end, "answer": hit.answer.of(text)}
    if hit.strength != "weak":
        cells |= {"exact": "; ".join(span.of(text) for span in hit.exact)}
    return cells | passage_cells(hit.passage)


def passage_cells(passage: Passage) -> dict[str, object]:
    """The columns of CSV_COLUMNS that say what a passage is and where it stands."""
    head = passage.article
    return {
        "source": head.source,
        "title": head.title,
        "byline": head.byline,
        "date": head.date,
        "language": passage.language,
        "path": head.path,
        "url": head.url,
        "article_id": head.id,
        "passage_id": passage.id,
        "number": passage.number,
        "paragraph": passage.paragraph or "",
        "until": passage.until if passage.until > passage.paragraph else "",
        "piece": passage.piece or "",
        "page": "" if passage.page is None else passage.page,
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def guard(row: dict[str, object]) -> dict[str, object]:
    """The row with the cells that a spreadsheet would run led by an apostrophe, and their columns named in `guarded`."""
    guarded = [name for name, cell in row.items() if isinstance(cell, str) and cell.startswith(_FORMULA_STARTS)]
    return row | {name: f"'{row[name]}" for name in guarded} | {"guarded": " ".join(guarded)}


# --- Markdown ---

_MARKDOWN_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$!^&=])")
_MARKDOWN_LINE_START = re.compile(r"^(\s*)([-+]|\d+(?=[.)]))", re.MULTILINE)


def to_markdown(results: Sequence[Results]) -> str:
    """A reading copy (CommonMark): a heading a question, the verdict, a quotation a passage with its answer sentence in bold.

    Bold is `<strong>`, since `**` does not close between Chinese punctuation and a Chinese character (CommonMark 6.2).
    """
    return "\n".join(_markdown_question(result) for result in results)


def _markdown_question(result: Results) -> str:
    parts = [f"## {escape_markdown(' '.join(result.question.split()))}\n"]
    parts += [f"{escape_markdown(line.text)}\n" for line in verdict_lines(result)]
    for rank, group in enumerate(result.groups, start=1):
        parts.append(_markdown_group(rank, group, "mentions" if is_mention(result, group.hit) else group.hit.strength))
    return "\n".join(parts)


def _markdown_group(rank: int, group: HitGroup, called: str) -> str:
    hit, passage = group.hit, group.hit.passage
    origin = passage.article.url or passage.article.path
    where = ", ".join(part for part in (origin, f"characters {passage.start} to {passage.end}") if part)
    parts = [
        f"### {rank}. {escape_markdown(citation(passage))}\n",
        f"{called} · {escape_markdown(where)}\n",
        "".join(f"> {line}\n" for line in _markdown_passage(hit).split("\n")),
    ]
    if group.also_in:
        parts.append("Also in:\n")
        parts.append("".join(f"- {escape_markdown(_copy_line(copy))}\n" for copy in group.also_in))
    return "\n".join(parts)


def _copy_line(copy: Copy) -> str:
    differences = "; ".join(f"{d.here} here, {d.there} there" for d in copy.differences)
    return citation(copy.passage) + (f" ({differences})" if differences else "")


def _markdown_passage(hit: Hit) -> str:
    text = hit.passage.text
    if not hit.answer or hit.strength == "weak":
        return escape_markdown(text)
    before, answer, after = text[: hit.answer.start], hit.answer.of(text), text[hit.answer.end :]
    return f"{escape_markdown(before)}<strong>{escape_markdown(answer)}</strong>{escape_markdown(after)}"


def escape_markdown(text: str) -> str:
    """Text that CommonMark shows as it is, line breaks included."""
    escaped = _MARKDOWN_SPECIAL.sub(r"\\\1", text)
    escaped = _MARKDOWN_LINE_START.sub(lambda m: m[1] + ("\\" + m[2] if m[2] in "-+" else m[2] + "\\"), escaped)
    return re.sub(r"(?<=[^\n])\n(?=[^\n])", "\\\\\n", escaped)


EXPORTS: Mapping[str, Callable[[Sequence[Results]], str]] = MappingProxyType(
    {"json": to_json, "csv": to_csv, "md": to_markdown, "bib": to_bibtex, "ris": to_ris, "gb7714": to_gb7714, "apa": to_apa}
)
