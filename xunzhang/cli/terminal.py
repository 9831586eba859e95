"""What the command line shows people: results, the audit and measured figures, as text.

Passages are shown verbatim but for what does something instead of being seen (`language/controls.py`), so that no article can
drive the terminal; of what is one line, such as a name, line breaks are shown too. On a terminal the answer sentence is bold and
lines are wrapped to its width; elsewhere it stands in ⟦ ⟧. In a passage that is not called an answer the nearest sentence is
underlined, or stands in ⟨ ⟩.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, TextIO

from xunzhang.export.whereabouts import citation
from xunzhang.language.controls import in_one_line, visible
from xunzhang.language.line_breaks import columns, line_spans, padded
from xunzhang.messages.closed_sets import fact_name, key_of
from xunzhang.messages.verdicts import is_mention, verdict_lines
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import ArticleHead, AuditRow, Copy, Hit, HitGroup, Results, Span, Strength
from xunzhang.types.message import Message

_BOLD, _FAINT, _UNDERLINED, _PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[4m", "\x1b[0m"
_INDENT = "   "
_STATUS = 8  # columns


@dataclass(frozen=True, slots=True)
class TerminalStyle:
    """How to show text: `width` in columns, 0 for no wrapping; `styled` where escape sequences are understood."""

    width: int = 0
    styled: bool = False
    language: Spoken = "en"

    def faint(self, text: str) -> str:
        return f"{_FAINT}{text}{_PLAIN}" if self.styled else text

    def marks(self, strength: Strength) -> tuple[str, str]:
        """What stands before and after a sentence that answers; in a weak hit it is the nearest one, and answers nothing."""
        if strength == "weak":
            return (_UNDERLINED, _PLAIN) if self.styled else ("⟨", "⟩")
        return (_BOLD, _PLAIN) if self.styled else ("⟦", "⟧")


def show_results(results: Results, look: TerminalStyle, *, with_question: bool = False) -> str:
    """The verdict and what is missing, then the groups, best first, numbered: strength and source line, the passage, and where
    else it stands."""
    lines: list[str] = [in_one_line(results.question) + "\n"] if with_question else []
    lines.append("".join(in_one_line(in_language(line, look.language)) + "\n" for line in verdict_lines(results)))
    for rank, group in enumerate(results.groups, start=1):
        called = "mention" if is_mention(results, group.hit) else group.hit.strength
        lines.append(_show_group(rank, group, in_language(say(key_of("hit", called)), look.language), look))
    return "\n".join(lines)


def _show_group(rank: int, group: HitGroup, strength: str, look: TerminalStyle) -> str:
    passage, hit = group.hit.passage, group.hit
    head = f"{rank:>2} {strength}  {look.faint(in_one_line(citation(passage)))}"
    body = [_INDENT + _mark(hit, line, look) for line in line_spans(passage.text, look.width - len(_INDENT))]
    also = [_INDENT + look.faint(in_one_line(in_language(_also(copy), look.language))) for copy in group.also_in]
    return "\n".join([head, *body, *also, ""])


def _also(copy: Copy) -> Message:
    where = citation(copy.passage)
    differences = tuple(say("results.difference", here=d.here, there=d.there) for d in copy.differences)
    return (
        say("results.also_in_differing", where=where, differences=differences)
        if differences
        else say("results.also_in", where=where)
    )


def _mark(hit: Hit, line: Span, look: TerminalStyle) -> str:
    """One line of a passage, with the part of the answer sentence that falls on it marked."""
    text, answer = hit.passage.text, hit.answer
    start = max(line.start, answer.start) if answer else line.end
    end = min(line.end, answer.end) if answer else line.end
    if start >= end:
        return visible(line.of(text))
    opening, closing = look.marks(hit.strength)
    before, marked, after = Span(line.start, start), Span(start, end), Span(end, line.end)
    return f"{visible(before.of(text))}{opening}{visible(marked.of(text))}{closing}{visible(after.of(text))}"


def show_audit(
    rows: Sequence[AuditRow],
    origins: Mapping[str, Mapping[str, Mapping[str, int]]] = MappingProxyType({}),
    language: Spoken = "en",
) -> str:
    """One line a file; below it what was taken out of it, where its articles' facts came from (`Catalogue.origins`), and what
    to know about it; a sum at the end."""
    lines: list[str] = []
    for row in rows:
        status = padded(in_language(say(key_of("file", row.status)), language), _STATUS)
        lines.append(f"{status} {in_one_line(row.path)}: {in_one_line(in_language(_read(row), language))}")
        said = [_left_out(what, count) for what, count in row.removed]
        said += [_facts(origins[row.path])] if row.path in origins else []
        lines += [f"{' ' * _STATUS} {in_one_line(in_language(message, language))}" for message in (*said, *row.messages)]
    read = sum(row.status == "read" for row in rows)
    articles = say("count.articles", n=sum(row.articles for row in rows))
    files = say("count.files", n=len(rows))
    lines.append(in_language(say("audit.sum", files=files, read=read, others=len(rows) - read, articles=articles), language))
    return "\n".join(lines) + "\n"


def _read(row: AuditRow) -> Message:
    articles, paragraphs = say("count.articles", n=row.articles), say("count.paragraphs", n=row.paragraphs)
    characters = say("count.characters", n=row.characters_in)
    file = say("audit.file", articles=articles, paragraphs=paragraphs, kept=row.characters_kept, characters=characters)
    return say("audit.file_encoded", file=file, encoding=row.encoding) if row.encoding else file


def _left_out(what: Message, count: int) -> Message:
    return say("audit.left_out", what=what, characters=say("count.characters", n=count))


def _facts(origins: Mapping[str, Mapping[str, int]]) -> Message:
    """title: 3 label; date: 2 dateline, 1 not given."""
    facts = []
    for name, counts in origins.items():
        each = tuple(say("audit.origin", n=count, origin=_origin(origin, "audit.not_given")) for origin, count in counts.items())
        facts.append(say("audit.fact", fact=fact_name(name), origins=each))
    return say("audit.facts", facts=tuple(facts))


def _origin(origin: str, unknown: str) -> Message:
    return say(key_of("printed", origin)) if origin else say(unknown)


def show_head(head: ArticleHead, language: Spoken = "en") -> str:
    """An article's id and file, then what is known of it, a line each, with where it came from; what is not given is said so."""
    origins = dict(head.origins)
    lines = [f"{head.id}  {head.path}"]
    for name in ("title", "source", "byline", "date", "language", "url"):
        value = getattr(head, name)
        origin = in_language(_origin(origins.get(name, ""), "audit.untold"), language)
        said = f"{value}  ({origin})" if value else in_language(say("audit.not_given"), language)
        lines.append(f"    {padded(in_language(fact_name(name), language) + ':', 10)}{said}")
    if head.retrieved:
        lines.append(f"    {padded(in_language(say('audit.retrieved'), language) + ': ', 10)}{head.retrieved}")
    return "".join(in_one_line(line) + "\n" for line in lines)


def show_figures(figures: Mapping[str, Any], language: Spoken = "en") -> str:
    """What `evaluate` measured, as tables: each figure with its 95 % interval in parentheses."""
    intervals = figures["intervals"]
    blocks = []
    for part in ("directions", "mixed", "verdicts"):
        if rows := figures.get(part):
            names = list(next(iter(rows.values())))
            table = [[_name(key_of("figures", part), language), *names]]
            for row, values in rows.items():
                cells = [_figure(values[name], intervals[part][row].get(name)) for name in names]
                table.append([row, *cells])
            blocks.append(_table(table))
    for part in ("answer_sentence", "abstention", "near_duplicates"):
        if values := figures.get(part):
            blocks.append(
                _table(
                    [
                        [_name(key_of("figures", part), language), ""],
                        *([name, _figure(values[name], intervals[part][name])] for name in values),
                    ]
                )
            )
    if "ablation" in figures:
        blocks.append(_show_ablation(figures, language))
    times = figures["ms_per_question"]
    speed = say("figures.speed", n=figures["passages_per_s"], median=times["p50"], slow=times["p95"])
    blocks.append(in_language(speed, language) + "\n")
    return "\n".join(blocks)


def _name(key: str, language: Spoken) -> str:
    return in_language(say(key), language)


def _show_ablation(figures: Mapping[str, Any], language: Spoken) -> str:
    """A row a variant of the pipeline: hit@1 by direction, and recall@10 of all passages together by the question's language."""
    directions, languages = list(figures["directions"]), list(figures["mixed"])
    rows = [
        [
            in_language(say("figures.ablation"), language),
            *(f"hit@1 {name}" for name in directions),
            *(f"recall@10 {name}" for name in languages),
        ]
    ]
    for name, variant in {"everything": figures, **figures["ablation"]}.items():
        hits = [f"{variant['directions'][direction]['hit@1']:.3f}" for direction in directions]
        rows.append(
            [
                _name(key_of("ablation", name), language),
                *hits,
                *(f"{variant['mixed'][language]['recall@10']:.3f}" for language in languages),
            ]
        )
    return _table(rows)


def _figure(value: float, interval: Sequence[float] | None) -> str:
    return f"{value:.3f} ({interval[0]:.3f}-{interval[1]:.3f})" if interval else str(value)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(map(columns, column)) for column in zip(*rows)]
    return "".join("  ".join(map(padded, row, widths)).rstrip() + "\n" for row in rows)


def teller(language: Spoken) -> Callable[[Message], None]:
    """-> what says something to who started the program, beside what it prints."""

    def tell(message: Message) -> None:
        say_line(message, language, sys.stderr)

    return tell


def say_line(message: Message, language: Spoken, to: TextIO | None = None, before: str = "") -> None:
    """Say something in one line, whatever is in it; to standard output where nothing else is named."""
    print(in_one_line(before + in_language(message, language)), file=to or sys.stdout, flush=True)
