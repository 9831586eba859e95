"""How the page's templates are read: all that goes in is escaped, a name that is not given is an error, and lines may be broken.

What a template may use besides the values it is given is `templates.py`'s. The files are in `page/templates/`, a folder a view.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

BREAK = re.compile(r"(?<!\s)\s*\n\s*")


class UnbrokenLines(Extension):
    """Takes the line breaks of a template, with the indentation after them, out of the HTML.

    A break beside a tag, of HTML or of the template, is nothing; any other (between the attributes of a tag, in text) is a space.
    So templates are laid out for who reads them, and no space gets between two buttons or into a quotation. Values keep theirs.
    """

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        for token in stream:
            yield Token(token.lineno, "data", unbroken(token.value)) if token.type == "data" else token


def unbroken(text: str) -> str:
    """The text of a template between two tags of the template, without its line breaks.

    >>> unbroken('<p class="note"\\n   hidden>\\n  one\\n  two\\n</p>')
    '<p class="note" hidden>one two</p>'
    """

    def joint(found: re.Match[str]) -> str:
        beside_tag = found.start() == 0 or found.end() == len(text) or text[found.start() - 1] == ">" or text[found.end()] == "<"
        return "" if beside_tag else " "

    return BREAK.sub(joint, text)


ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parents[1] / "templates", encoding="utf-8"),
    extensions=[UnbrokenLines],
    autoescape=True,
    undefined=StrictUndefined,
    auto_reload=False,
    cache_size=-1,
)


@cache
def macros(template: str) -> Any:
    """The macros of a template, as attributes: functions that return `Markup`. The template is compiled when first asked for."""
    return ENVIRONMENT.get_template(template).module
