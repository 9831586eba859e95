"""What `xunzhang ask` prints, whoever works it out: this process, or a page that runs on the index and is asked through its door.

What is asked and how it is to be shown is an `Asked`, which goes through the door as JSON; the flags that it comes from are
`ask.py`'s, and the way through, `door.py`'s.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xunzhang.cli.terminal import TerminalStyle, show_results
from xunzhang.export.provenance import Manner, Provenance
from xunzhang.export.result_files import EXPORTS, to_json
from xunzhang.language.codes import taken_in
from xunzhang.messages.wording import Spoken, say
from xunzhang.types import Filters, Mode, Results, XunzhangError
from xunzhang.types.message import Message

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher

Write = Callable[[str], None]
Tell = Callable[[Message], None]


@dataclass(frozen=True, slots=True)
class Asked:
    """`numbered` where the questions are lines of a file: an error names the line's number, and text shows each question."""

    questions: tuple[str, ...]
    k: int
    sources: tuple[str, ...]
    languages: tuple[str, ...]
    after: str
    before: str
    mode: Mode
    format: str
    numbered: bool
    width: int = 0
    styled: bool = False
    spoken: Spoken = "en"

    @property
    def filters(self) -> Filters:
        return Filters(self.sources, self.languages, after=self.after, before=self.before)


def answer(searcher: Searcher, asked: Asked, write: Write, tell: Tell) -> bool:
    """Write the answers in the wanted format, as they come where the format allows it; -> whether any passage was found.

    `tell` gets what there is to say of the filters. Raises XunzhangError as `Searcher.ask` does.
    """
    for line in what_exists(asked.filters, searcher):
        tell(line)
    found = False
    if asked.format in ("text", "json"):
        look = TerminalStyle(asked.width, asked.styled, asked.spoken)
        for results in answers(searcher, asked):
            found = found or bool(results.groups)
            shown = (
                to_json([results]) if asked.format == "json" else show_results(results, look, with_question=asked.numbered) + "\n"
            )
            write(shown)
        return found
    together = list(answers(searcher, asked))
    write(EXPORTS[asked.format](together, manner(searcher, asked)))
    return any_found(together)


def manner(searcher: Searcher, asked: Asked) -> Manner:
    """In which language a file is, and what it says that it came from."""
    return Manner(asked.spoken, Provenance(searcher.generation, searcher.manifest.model, asked.filters))


def answers(searcher: Searcher, asked: Asked) -> Iterator[Results]:
    for number, question in enumerate(asked.questions, start=1):
        try:
            yield searcher.ask(question, asked.k, asked.filters, asked.mode)
        except XunzhangError as error:
            what = error.message
            raise XunzhangError(say("questions.numbered", n=number, what=what) if asked.numbered else what) from error


def any_found(together: Sequence[Results]) -> bool:
    return any(results.groups for results in together)


def what_exists(filters: Filters, searcher: Searcher) -> Iterator[Message]:
    """A filter that no article meets leaves nothing; say so, and which values would leave something."""
    outlets = searcher.outlets()
    del outlets[""]
    for flag, wanted, present in (
        ("--source", filters.sources, outlets),
        ("--language", filters.languages, searcher.languages()),
    ):
        for value in wanted:
            if present.keys().isdisjoint(taken_in(value) if flag == "--language" else (value,)):
                listed = ", ".join(f"{name} ({count})" for name, count in present.most_common())
                yield say("flag.none_has", flag=flag, value=value, list=listed or say("flag.none"))
