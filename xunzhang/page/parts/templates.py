"""What the page's templates may use besides the values they are given: the words of the page, and of where passages stand.

They are filters, as in `"found.more" | say` and `passage.article | title`. A view takes `render` from here, or `macros` where it
shows a part of a template. How templates are read is `environment.py`'s.
"""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from xunzhang.messages.closed_sets import language_name
from xunzhang.messages.wording import in_words, same, words
from xunzhang.page.parts.bilingual import attribute, notice, say, show, verbatim
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.environment import ENVIRONMENT, macros
from xunzhang.page.parts.links import href, href_to
from xunzhang.page.parts.marks import marks_of
from xunzhang.page.parts.sources import (
    excerpt,
    head_parts,
    html_language,
    naming,
    outlet_words,
    place_parts,
    source_parts,
    title,
    title_words,
)

__all__ = ["macros", "render"]

ENVIRONMENT.filters |= {
    function.__name__: function
    for function in (
        attribute, date_words, excerpt, head_parts, href, href_to, html_language, language_name, marks_of, naming, notice,
        outlet_words, place_parts, same, say, show, source_parts, title, title_words, in_words, verbatim, words,
    )
}  # fmt: skip


def render(template: str, **values: Any) -> Markup:
    """A template with values put in. Raises UndefinedError for a value that the template wants and was not given."""
    return Markup(ENVIRONMENT.get_template(template).render(values))
