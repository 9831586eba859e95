"""What a view of the page is: a section with a name in the address, words of its own, and functions the browser may call.

A room makes one `View` and adds it to `registry.VIEWS`; the document, the navigation, the style sheet and the scripts follow from
that. How the browser side works is in the docstring of the package.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from xunzhang.search.pipeline import Searcher

Reply = dict[str, Any]
Handler = Callable[[Mapping[str, Any]], Reply]
GetSearcher = Callable[[], Searcher | None]
"""The searcher to use now, or None when there is nothing to search. Ask again on each request: an index may be rebuilt."""


def no_handlers(_collection: GetSearcher) -> Sequence[Handler]:
    return ()


@dataclass(frozen=True)
class View:
    """One entry of the navigation.

    `name` is what the address says (`?view=name`) and `title` the key of its words. `render` gives the section's HTML when the
    server starts: cheap, since what takes a question or a computation is requested when the view is first shown.
    `handlers` makes the functions that the browser calls by their names, which must be unique over all views. `scripts` and
    `styles` are files of static/. `words` are keys that the scripts use. `parameters` are the names in the address
    that belong to the view. `settings` are the values that its scripts have to know, as JSON. `components`, given the page's
    `gr.HTML`, adds Gradio components, which stand in the section's `<div data-slot>`.
    """

    name: str
    title: str
    render: Callable[[Searcher | None], Markup]
    handlers: Callable[[GetSearcher], Sequence[Handler]] = no_handlers
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    settings: Mapping[str, object] = field(default_factory=dict)
    components: Callable[[Any, GetSearcher], None] | None = None


def text_of(request: Mapping[str, Any], name: str) -> str:
    """The string called `name` in a request; "" when there is none, since a request may come from anywhere."""
    value = request.get(name, "") if isinstance(request, Mapping) else ""
    return value if isinstance(value, str) else ""


def texts_of(request: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """The strings in the list called `name`; () when there is none."""
    value = request.get(name, ()) if isinstance(request, Mapping) else ()
    return tuple(item for item in value if isinstance(item, str)) if isinstance(value, list) else ()
