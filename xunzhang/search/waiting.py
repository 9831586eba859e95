"""Who a question is worked out for: whether they still wait, which is looked at between its steps, and who is told how it went.

It is a matter of where the question came from, so it goes with the context and not through every function. Where nobody has
said anything, as in a build, every question is worked out to its end.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from xunzhang.types import Results


class NobodyWaits(BaseException):
    """Whoever asked has gone: the question is not worked out any further.

    No Exception, as a cancellation is none: whoever deals with what has gone wrong has nothing to do with it.
    """


def _stays() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Waiting:
    """`has_left` says whether they have gone, `told` is called with what each question came to; `begins` at each step.

    All of them are called in the thread that works the question out.
    """

    has_left: Callable[[], bool] = _stays
    told: Callable[[Results], None] | None = None
    begins: Callable[[], None] | None = None


_WAITING: ContextVar[Waiting | None] = ContextVar("waiting", default=None)


@contextmanager
def asked_by(waiting: Waiting) -> Iterator[None]:
    """Have the questions asked inside, and in threads that take the context along, be worked out for `waiting`."""
    token = _WAITING.set(waiting)
    try:
        yield
    finally:
        _WAITING.reset(token)


def current() -> Waiting | None:
    """Who the questions asked here are worked out for, where anybody said so."""
    return _WAITING.get()


def go_on() -> None:
    """Raises NobodyWaits where whoever asked has left."""
    waiting = _WAITING.get()
    if waiting is None:
        return
    if waiting.begins is not None:
        waiting.begins()
    if waiting.has_left():
        raise NobodyWaits


def told(results: Results) -> Results:
    """Have who waits told what a question came to; -> the same."""
    waiting = _WAITING.get()
    if waiting is not None and waiting.told is not None:
        waiting.told(results)
    return results
