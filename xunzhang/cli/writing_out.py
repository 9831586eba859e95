"""What `xunzhang ask --llm` prints: the passages first, as ever, then what a model wrote of them, sentence by sentence.

What is not supported is struck through on a terminal, and stands in ~~ ~~ elsewhere, with the reason. Sentences come as they are
complete, where what is printed is text.
"""

from __future__ import annotations

from collections.abc import Iterator

from xunzhang.cli.answering import Asked, Tell, Write, answers, what_exists
from xunzhang.cli.terminal import TerminalStyle, show_results
from xunzhang.language.controls import as_json, in_one_line
from xunzhang.messages.wording import in_language, say
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Results
from xunzhang.types.message import Message
from xunzhang.written.checked import WrittenAnswer, WrittenSentence
from xunzhang.written.model_server import ModelServer
from xunzhang.written.writer import Begun
from xunzhang.written.writer import write as written

_STRUCK, _PLAIN = "\x1b[9m", "\x1b[0m"


def answer_and_write(searcher: Searcher, asked: Asked, server: ModelServer, write: Write, tell: Tell) -> bool:
    """As `answering.answer`, in text or JSON, with a written answer to each question; -> whether any passage was found."""
    for line in what_exists(asked.filters, searcher):
        tell(line)
    found = False
    look = TerminalStyle(asked.width, asked.styled, asked.spoken)
    for results in answers(searcher, asked):
        found = found or bool(results.groups)
        if asked.format == "json":
            write(_as_json(searcher, results, server))
            continue
        write(show_results(results, look, with_question=asked.numbered) + "\n")
        for piece in _as_text(searcher, results, server, look):
            write(piece)
    return found


def _as_json(searcher: Searcher, results: Results, server: ModelServer) -> str:
    *_, whole = written(searcher, results, server)
    assert isinstance(whole, WrittenAnswer)
    return as_json({**results.as_dict(), "written": whole.as_dict()}) + "\n"


def _as_text(searcher: Searcher, results: Results, server: ModelServer, look: TerminalStyle) -> Iterator[str]:
    """The sentences, a line each, between who wrote them and how many are supported."""
    for step in written(searcher, results, server):
        if isinstance(step, Begun):
            yield _said(say("written.by", model=step.model, address=step.address), look)
        elif isinstance(step, WrittenSentence):
            yield _sentence(step, look)
        elif isinstance(step, WrittenAnswer):
            yield "".join(_said(line, look) for line in _closing(step)) + "\n"


def _sentence(sentence: WrittenSentence, look: TerminalStyle) -> str:
    text = in_one_line(sentence.text)
    cited = "".join(f"[{rank}]" for rank in sentence.citations)
    if sentence.supported:
        return f"   {text} {cited}\n"
    struck = f"{_STRUCK}{text}{_PLAIN}" if look.styled else f"~~{text}~~"
    why = say("written.struck", problems=tuple(problem.said for problem in sentence.problems))
    return f"   {struck} {cited}\n      {look.faint(in_one_line(in_language(why, look.language)))}\n"


def _closing(whole: WrittenAnswer) -> Iterator[Message]:
    if whole.ending == "not_written":
        yield say("written.not_written", why=whole.why)
        return
    if whole.ending == "broken_off":
        yield say("written.broken_off", why=whole.why)
    yield say("written.count", n=sum(sentence.supported for sentence in whole.sentences), all=len(whole.sentences))


def _said(message: Message, look: TerminalStyle) -> str:
    return look.faint(in_one_line(in_language(message, look.language))) + "\n"
