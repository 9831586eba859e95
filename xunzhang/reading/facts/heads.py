"""Which lines at the head and the foot of an article are facts about it, and what they tell together.

A line is asked for only above an article's text and below it; what it says by itself is `labels.py`'s. Here it is seen among its
neighbours: an outlet's name alone counts beside a date, a date beside 地点：… is that of an event, and a later day's 更新 is the
article's date only where no other is printed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from xunzhang.language.printed_dates import is_date_line
from xunzhang.reading.facts.label_line import LABELS, LabelLine, is_event_line
from xunzhang.reading.facts.label_words import LABEL as LABEL_WORDS
from xunzhang.reading.facts.labels import read_label_line
from xunzhang.reading.facts.metadata import LABEL, Facts
from xunzhang.reading.lines.line import columns
from xunzhang.types.message import Message

HEAD_LINES = 10  # within so many lines from an article's top or foot, a line of facts is about the article
WIDEST_LABEL = 150  # columns
_ABOUT_THE_ARTICLE = frozenset({"source", "byline", "date", "updated", "when", "editor"})


_ONE_OF_A_KIND = ("source", "byline", "title")


@dataclass(slots=True)
class Taken:
    """What lines of facts tell together, and which lines. `printed` counts the visible characters that are kept in `facts`."""

    facts: Facts = field(default_factory=Facts)
    printed: int = 0
    lines: set[int] = field(default_factory=set)


def label_lines(texts: Sequence[str]) -> list[LabelLine | None]:
    """For each line what it says as a line of facts, an outlet alone (`weak`) among them; None for any other line."""
    found = [
        read_label_line(text) if len(text) <= WIDEST_LABEL and columns(text, True) <= WIDEST_LABEL else None for text in texts
    ]
    events = {i for i, text in enumerate(texts) if len(text) <= WIDEST_LABEL and is_event_line(text)}
    for i, label in enumerate(found):
        beside = {i - 1, i + 1} & events
        if label and beside and label.names <= {"date", "when"}:
            found[i] = None
    return found


def is_dated_line(text: str) -> bool:
    """Does the line say when the article appeared, and is no title therefore: a day, with a label or without?"""
    line = text.strip()
    if is_date_line(line):
        return True
    label = read_label_line(line) if len(line) <= WIDEST_LABEL else None
    return label is not None and not label.loose and not label.weak and bool(label.names & {"date", "updated"})


def names_source(text: str) -> bool:
    """Does the line say 来源：, Source: or the like, and not leave it to its reader which of its names is the outlet's?"""
    return any(match.lastgroup == "source" for match in LABEL_WORDS.finditer(text.strip("（）()[]【】 ")))


def lines_of_facts(labels: Sequence[LabelLine | None], first: int, last: int, may_be_title: Sequence[bool]) -> list[int]:
    """Which lines are facts about the article: above its text, which begins at `first`, or below it, after `last`."""
    near = [i for i, label in enumerate(labels) if label and _is_near(i, label, first, last, len(labels))]
    strong = [i for i in near if (label := labels[i]) and not label.weak and label.names & _ABOUT_THE_ARTICLE]
    titles = sum(may_be_title[i] and labels[i] is None for i in range(min(first, len(labels))))
    found = list(strong)
    for i in near:
        label = labels[i]
        if label is None or i in strong:
            continue
        beside = [labels[at] for at in (i - 1, i + 1) if at in strong]
        if label.weak:
            if titles and i < first and any(other and other.names & {"date", "updated", "byline"} for other in beside):
                found.append(i)
        elif beside or label.names & {"title", "url"} or i - 1 in found or (0 < i < first and may_be_title[i - 1]):
            found.append(i)
    return sorted(found)


def _is_near(at: int, label: LabelLine, first: int, last: int, count: int) -> bool:
    """Does the line stand in the head or the foot? A loose one is neither a text's first line nor its last."""
    if label.loose and at in (0, count - 1):
        return False
    return (at < first and at < HEAD_LINES) or (at > last and at >= count - HEAD_LINES)


def take(
    labels: Sequence[LabelLine | None], chosen: Sequence[int], removed: Counter[Message], known: Facts | None = None
) -> Taken:
    """What is `known` and the facts of the chosen lines; what of these is not kept is counted in `removed`.

    Labels speak before an outlet's name alone. A line that names another outlet, writer or title than is known is left in the
    text, where a reader sees it.
    """
    taken = Taken()
    facts = taken.facts
    facts.fill_from(known or Facts())
    updated, left = "", 0
    for i in sorted(chosen, key=lambda i: (label := labels[i]) is not None and label.weak):
        label = labels[i] or LabelLine()
        if any(_differs(getattr(facts, name), getattr(label.facts, name)) for name in _ONE_OF_A_KIND):
            continue
        taken.lines.add(i)
        new = {name for name in label.printed if name != "updated" and not getattr(facts, name)}
        facts.fill_from(label.facts, LABEL)
        removed.update(label.removed)
        taken.printed += sum(label.printed[name] for name in new)
        removed[LABELS] += sum(count for name, count in label.printed.items() if name not in new and name != "updated")
        if label.updated and not updated:
            updated, left = label.updated, label.printed["updated"]
        else:
            removed[LABELS] += label.printed.get("updated", 0)
    if updated and not facts.date:
        facts.put("date", updated, LABEL)
        taken.printed += left
    else:
        removed[LABELS] += left
    return taken


def _differs(known: str, printed: str) -> bool:
    return bool(known and printed) and known != printed


def take_from_blocks(
    texts: Sequence[str], prose: Sequence[bool], removed: Counter[Message], known: Facts
) -> tuple[Taken, set[int]]:
    """The same for a text whose paragraphs are known: -> (what its lines of facts tell, which paragraphs they are).

    `prose` says of each paragraph whether it is running text. An article is never left without a paragraph.
    """
    labels = label_lines(texts)
    running = [i for i, is_prose in enumerate(prose) if is_prose and labels[i] is None]
    if not running:
        return Taken(known), set()
    chosen = lines_of_facts(labels, running[0], running[-1], [not is_prose for is_prose in prose])
    taken = take(labels, chosen, removed, known)
    return taken, taken.lines
