"""What the command line shows people: results, the audit and measured figures, as text.

Passages are shown verbatim but for control characters, which appear as pictures (␛) so that no article can drive the
terminal. On a terminal the answer sentence is bold and lines are wrapped to its width; elsewhere it stands in ⟦ ⟧.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from xunzhang.export.result_files import citation
from xunzhang.language.line_breaks import line_spans
from xunzhang.types import ArticleHead, AuditRow, Copy, HitGroup, Results, Span

_BOLD, _FAINT, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
_INDENT = "   "
_CONTROL_PICTURES = str.maketrans(
    {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\n\t"}  # ESC becomes ␛
    | dict.fromkeys(range(128, 160), 65533)  # the second set of controls has no pictures
    | {0x7F: 0x2421}
)


@dataclass(frozen=True, slots=True)
class TerminalStyle:
    """How to show text: `width` in columns, 0 for no wrapping; `styled` where escape sequences are understood."""

    width: int = 0
    styled: bool = False

    def faint(self, text: str) -> str:
        return f"{_FAINT}{text}{_PLAIN}" if self.styled else text

    def marks(self) -> tuple[str, str]:
        return (_BOLD, _PLAIN) if self.styled else ("⟦", "⟧")


def show_results(results: Results, look: TerminalStyle, *, with_question: bool = False) -> str:
    """A question's groups, best first, numbered: strength and source line, the passage, and where else it stands."""
    lines: list[str] = [_clean(f"{results.question}\n")] if with_question else []
    if not results.groups:
        lines.append("Nothing found.\n")
    elif not results.answerable:
        lines.append("The collection does not seem to answer this. The nearest passages:\n")
    lines += [_show_group(rank, group, look) for rank, group in enumerate(results.groups, start=1)]
    return "\n".join(lines)


def _show_group(rank: int, group: HitGroup, look: TerminalStyle) -> str:
    passage, answer = group.hit.passage, group.hit.answer
    head = f"{rank:>2} {group.hit.strength}  {look.faint(_clean(citation(passage)))}"
    body = [_INDENT + _mark(passage.text, line, answer, look) for line in line_spans(passage.text, look.width - len(_INDENT))]
    also = [_INDENT + look.faint(_clean(_also(copy))) for copy in group.also_in]
    return "\n".join([head, *body, *also, ""])


def _also(copy: Copy) -> str:
    differences = "; ".join(f"{d.here} here, {d.there} there" for d in copy.differences)
    return f"also in: {citation(copy.passage)}" + (f" ({differences})" if differences else "")


def _clean(text: str) -> str:
    return text.translate(_CONTROL_PICTURES)


def _mark(text: str, line: Span, answer: Span | None, look: TerminalStyle) -> str:
    """One line of a passage, with the part of the answer sentence that falls on it marked."""
    start = max(line.start, answer.start) if answer else line.end
    end = min(line.end, answer.end) if answer else line.end
    if start >= end:
        return _clean(line.of(text))
    opening, closing = look.marks()
    before, marked, after = Span(line.start, start), Span(start, end), Span(end, line.end)
    return f"{_clean(before.of(text))}{opening}{_clean(marked.of(text))}{closing}{_clean(after.of(text))}"


def show_audit(rows: Sequence[AuditRow], origins: Mapping[str, Mapping[str, Mapping[str, int]]] = MappingProxyType({})) -> str:
    """One line a file; below it what was taken out of it, where its articles' facts came from (`Catalogue.origins`), and what
    to know about it; a sum at the end."""
    lines: list[str] = []
    for row in rows:
        counts = f"{counted(row.articles, 'article')}, {counted(row.paragraphs, 'paragraph')}"
        encoding = f", {row.encoding}" if row.encoding else ""
        kept = f"{row.characters_kept} of {counted(row.characters_in, 'character')}"
        lines.append(f"{row.status:<8} {_clean(row.path)}: {counts}, {kept}{encoding}")
        lines += [f"         left out: {_clean(what)} ({counted(count, 'character')})" for what, count in row.removed]
        lines += [f"         {_clean(_facts(origins[row.path]))}"] if row.path in origins else []
        lines += [f"         {_clean(message)}" for message in row.messages]
    read = sum(row.status == "read" for row in rows)
    articles = counted(sum(row.articles for row in rows), "article")
    lines.append(f"{counted(len(rows), 'file')}: {read} read whole, {len(rows) - read} not; {articles}.")
    return "\n".join(lines) + "\n"


def _facts(origins: Mapping[str, Mapping[str, int]]) -> str:
    """title: 3 label; date: 2 dateline, 1 not given."""
    return "; ".join(
        f"{name}: " + ", ".join(f"{count} {origin or 'not given'}" for origin, count in counts.items())
        for name, counts in origins.items()
    )


def show_head(head: ArticleHead) -> str:
    """An article's id and file, then what is known of it, a line each, with where it came from; what is not given is said so."""
    origins = dict(head.origins)
    lines = [f"{head.id}  {head.path}"]
    for name in ("title", "source", "byline", "date", "language", "url"):
        value = getattr(head, name)
        lines.append(
            f"    {name + ':':<10}" + (f"{value}  ({origins.get(name, 'not known from where')})" if value else "not given")
        )
    return _clean("\n".join(lines)) + "\n"


def counted(number: int, noun: str) -> str:
    """The number with its noun, in the plural where it is not one: "1 file", "0 files"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def show_figures(figures: Mapping[str, Any]) -> str:
    """What `evaluate` measured, as tables: each figure with its 95 % interval in parentheses."""
    intervals = figures["intervals"]
    blocks = []
    for part in ("directions", "mixed"):
        if rows := figures.get(part):
            names = list(next(iter(rows.values())))
            table = [[_PARTS[part], *names]]
            for row, values in rows.items():
                cells = [_figure(values[name], intervals[part][row].get(name)) for name in names]
                table.append([row, *cells])
            blocks.append(_table(table))
    for part in ("answer_sentence", "abstention", "near_duplicates"):
        if values := figures.get(part):
            blocks.append(
                _table([[_PARTS[part], ""], *([name, _figure(values[name], intervals[part][name])] for name in values)])
            )
    if "ablation" in figures:
        blocks.append(_show_ablation(figures))
    times = figures["ms_per_question"]
    blocks.append(f"{figures['passages_per_s']} passages/s; {times['p50']} ms a question (p50), {times['p95']} ms (p95)\n")
    return "\n".join(blocks)


_PARTS = {
    "directions": "question > passages",
    "mixed": "all passages together",
    "answer_sentence": "answer sentence",
    "abstention": "abstention (AUROC)",
    "near_duplicates": "near-duplicates",
}


def _show_ablation(figures: Mapping[str, Any]) -> str:
    """A row a variant of the pipeline: hit@1 by direction, and recall@10 of all passages together by the question's language."""
    directions, languages = list(figures["directions"]), list(figures["mixed"])
    rows = [["ablation", *(f"hit@1 {name}" for name in directions), *(f"recall@10 {name}" for name in languages)]]
    for name, variant in {"everything": figures, **figures["ablation"]}.items():
        hits = [f"{variant['directions'][direction]['hit@1']:.3f}" for direction in directions]
        rows.append([name, *hits, *(f"{variant['mixed'][language]['recall@10']:.3f}" for language in languages)])
    return _table(rows)


def _figure(value: float, interval: Sequence[float] | None) -> str:
    return f"{value:.3f} ({interval[0]:.3f}-{interval[1]:.3f})" if interval else str(value)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows)]
    return "".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() + "\n" for row in rows)


def tell(sentence: str) -> None:
    """Say something to who started the program, beside what it prints."""
    print(sentence, file=sys.stderr, flush=True)
