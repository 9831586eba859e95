"""A written answer, from the passages that were found to sentences that have been checked:

    results -> passages sent -> pieces of text -> sentences with citations -> checked, each as it is complete -> the whole

Where the collection does not answer, nothing is sent. What is sent is `prompting.py`'s, how it comes back `model_stream.py`'s,
what a sentence is `drafting.py`'s, and what it is held against `facts_held.py`'s, `polarity.py`'s and `supported.py`'s.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, replace

from xunzhang.language.codes import family
from xunzhang.language.scripts import detect_language
from xunzhang.messages.wording import say
from xunzhang.search.pipeline import Searcher
from xunzhang.types import Passage, Results, XunzhangError
from xunzhang.types.message import NOTHING
from xunzhang.written.checked import Problem, WrittenAnswer, WrittenSentence
from xunzhang.written.drafting import Drafted, SentenceDraft
from xunzhang.written.facts_held import Cited, is_printed, not_held
from xunzhang.written.model_call import USUAL, Patience
from xunzhang.written.model_server import ModelServer
from xunzhang.written.model_stream import GoOn, model_of, pieces, wait_for_ever
from xunzhang.written.polarity import turned_round
from xunzhang.written.prompting import prompt, sent_passages
from xunzhang.written.supported import Support

LONGEST = 6_000  # characters of an answer
LONGEST_THOUGHT = 60_000  # of what a model thinks aloud before it


@dataclass(frozen=True, slots=True)
class UnderWay:
    """What has come of the sentence under way, which is not checked yet."""

    text: str


@dataclass(frozen=True, slots=True)
class Begun:
    """The model that is asked now, and where."""

    model: str
    address: str


Step = Begun | UnderWay | WrittenSentence | WrittenAnswer


def write(
    searcher: Searcher,
    results: Results,
    server: ModelServer,
    patience: Patience = USUAL,
    go_on: GoOn = wait_for_ever,
) -> Iterator[Step]:
    """An answer to the question of `results`: each sentence as it is complete and checked, at the end the whole.

    The whole says what went wrong, and nothing is raised for it; `go_on` is called all the time and may raise what ends it.
    """
    passages = sent_passages(results) if results.answerable and not results.mentions else {}
    whole = WrittenAnswer(server.model, server.address, "not_written")
    if not passages:
        yield replace(whole, why=say("written.unanswered"))
        return
    sentences: list[WrittenSentence] = []
    why, check, draft = NOTHING, Check(searcher, passages), SentenceDraft()
    try:
        model = model_of(server, patience, go_on)
        whole = replace(whole, model=model)
        yield Begun(model, server.address)
        with closing(pieces(server, model, prompt(results, passages), patience, go_on)) as coming:
            for piece in coming:
                for drafted in draft.add(piece):
                    sentences.append(check.checked(drafted))
                    yield sentences[-1]
                _check_length(draft, sentences)
                yield UnderWay(draft.unfinished)
    except XunzhangError as error:
        why = error.message
    for drafted in draft.end():
        sentences.append(check.checked(drafted))
        yield sentences[-1]
    if not sentences:
        yield replace(whole, why=why or say("written.empty"))
    else:
        yield replace(whole, ending="broken_off" if why else "whole", sentences=tuple(sentences), why=why)


def _check_length(draft: SentenceDraft, sentences: list[WrittenSentence]) -> None:
    written = sum(len(sentence.text) for sentence in sentences) + len(draft.unfinished)
    if written > LONGEST or draft.length > LONGEST_THOUGHT:
        raise XunzhangError(say("llm.endless", n=LONGEST if written > LONGEST else LONGEST_THOUGHT))


class Check:
    """Holds sentences against the passages that they cite, of those that were sent, by rank."""

    def __init__(self, searcher: Searcher, passages: Mapping[int, Passage]) -> None:
        self._bridge, self._support = searcher.index.bridge, Support(searcher)
        self._passages = {rank: Cited(passage) for rank, passage in passages.items()}

    def checked(self, drafted: Drafted) -> WrittenSentence:
        text, citations = drafted
        unknown = [
            Problem("unknown_citation", say("written.unknown_citation", n=n)) for n in citations if n not in self._passages
        ]
        cited = [self._passages[n] for n in citations if n in self._passages]
        if not cited:
            return WrittenSentence(text, citations, tuple(unknown) or (Problem("no_citation", say("written.no_citation")),))
        if any(is_printed(text, each) for each in cited):
            return WrittenSentence(text, citations, tuple(unknown))
        language = detect_language(text)
        problems = [*unknown, *not_held(text, cited, self._bridge)]
        near = [each for each in cited if self._support.is_enough(text, language, each.passage)]
        problems += [] if near else [Problem("not_supported", say("written.not_supported"))]
        opposite = [turned_round(text, each.passage.text) if each.family == family(language) else "" for each in near]
        if near and all(opposite):
            problems.append(Problem("negation", say("written.negation", what=opposite[0])))
        return WrittenSentence(text, citations, tuple(dict.fromkeys(problems)))
