"""The views of the page, in the order of the navigation. A room plugs itself in with one line here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import wraps
from typing import Any

from xunzhang.messages.wording import in_words
from xunzhang.page.parts.bilingual import notice
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View
from xunzhang.page.views.ask_view import ASK
from xunzhang.page.views.brief_view import BRIEF
from xunzhang.page.views.compare import COMPARE
from xunzhang.page.views.explore.explore import EXPLORE
from xunzhang.page.views.notebook import NOTEBOOK
from xunzhang.types import XunzhangError

VIEWS: tuple[View, ...] = (ASK, EXPLORE, COMPARE, BRIEF, NOTEBOOK)


def all_handlers(views: Sequence[View], get_searcher: GetSearcher, *others: Handler) -> list[Handler]:
    """The handlers of every view and `others`, each answering what a user can mend with {"notice": HTML}.

    Raises ValueError where two have one name, since the browser calls them by name.
    """
    handlers = [*others, *(handler for view in views for handler in view.handlers(get_searcher))]
    twice = [name for name, count in Counter(handler.__name__ for handler in handlers).items() if count > 1]
    if twice:
        raise ValueError(f"Two handlers are called {twice[0]!r}: the browser calls them by name; rename one.")
    return [dated(noticing(handler), get_searcher) for handler in handlers]


def dated(handler: Handler, get_searcher: GetSearcher) -> Handler:
    """`handler` with the generation that is asked now in its answer, "" for none: a page that is open learns of a new one."""

    @wraps(handler)
    def answer(request: Mapping[str, Any]) -> Reply:
        reply, searcher = handler(request), get_searcher()
        return reply | {"generation": searcher.generation if searcher else ""}

    return answer


def noticing(handler: Handler) -> Handler:
    """`handler` with a line for the page where it raises XunzhangError; any other error is a fault and stays one."""

    @wraps(handler)
    def answer(request: Mapping[str, Any]) -> Reply:
        try:
            return handler(request)
        except XunzhangError as error:
            return {"notice": notice("ask.trouble", why=in_words(error.message))}

    return answer
