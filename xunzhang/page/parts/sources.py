"""Where a passage stands, as HTML: outlet, title, date and paragraph; and the button that opens it there.

What an article does not give is left out, never filled in.
"""

from __future__ import annotations

from html import escape

from xunzhang.language.line_breaks import shorten
from xunzhang.messages.strings import Words
from xunzhang.messages.wording import same, words
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.wording import attribute, say, show, verbatim
from xunzhang.types import ArticleHead, Passage, Span

HTML_LANGUAGES = {"zh": "zh-Hans", "zh-hant": "zh-Hant", "und": ""}


def html_language(language: str) -> str:
    """The `lang` attribute, with a leading space, for text in `language`; it picks the face the text is set in."""
    return f' lang="{escape(HTML_LANGUAGES.get(language, language))}"'


def title_words(head: ArticleHead) -> Words:
    """An article's title, or what to call one without."""
    return same(head.title) if head.title else words("source.untitled")


def title(head: ArticleHead) -> str:
    """The title as HTML, in the article's language."""
    if not head.title:
        return say("source.untitled")
    return f"<span{html_language(head.language)}>{verbatim(head.title)}</span>"


def source_line(passage: Passage) -> str:
    """Outlet, date, paragraph and page of a passage as a list of HTML; the title is the heading above it."""
    head = passage.article
    return parts_line([*head_parts(head, byline=False), *place_parts(passage)])


def place_parts(passage: Passage) -> list[str]:
    """Where in its article a passage stands, each as HTML: its paragraph, and its page where there are pages."""
    paged = [] if passage.page is None else [say("source.page", n=passage.page)]
    return [say("source.paragraph", n=passage.number), *paged]


def head_parts(head: ArticleHead, *, byline: bool = True) -> list[str]:
    """What an article says of itself besides its title, each as HTML: outlet, byline, date."""
    printed = [head.source, head.byline if byline else ""]
    parts = [f"<span{html_language(head.language)}>{verbatim(text)}</span>" for text in printed if text]
    return [*parts, show(date_words(head.date))] if head.date else parts


def parts_line(parts: list[str]) -> str:
    """HTML of the parts in a row; the style sheet sets the points between them, so that they are not read aloud."""
    return '<p class="source">' + " ".join(f'<span class="part">{part}</span>' for part in parts) + "</p>"


def compare_link(passage: Passage) -> str:
    """The link to what each outlet says of what a passage tells."""
    label = attribute("aria-label", words("compare.this_named", n=passage.number, title=title_words(passage.article)))
    return f'<a data-go href="?view=compare&amp;c={escape(passage.id)}"{label}>{say("compare.this")}</a>'


def open_button(passage: Passage, answer: Span | None = None) -> str:
    """The button that opens a passage's article at the passage; its accessible name says which one.

    It knows the article, the passage's number in it and the answer's offsets, so that the reader can go from hit to hit.
    """
    label = attribute("aria-label", words("read.open_named", title=title_words(passage.article), n=passage.number))
    where = f' data-in="{escape(passage.article.id)}" data-number="{passage.number}"'
    where += f' data-answer="{answer.start} {answer.end}"' if answer else ""
    return f'<button type="button" class="open" data-passage="{escape(passage.id)}"{where}{label}>{say("read.open")}</button>'


def cite_button(passage: Passage) -> str:
    """The buttons that copy a passage's citation, one for each style."""
    named = title_words(passage.article)
    return "".join(
        f'<button type="button" class="cite" data-cite="{escape(passage.id)}" data-style="{style}"'
        f"{attribute('aria-label', words(f'cite.{style}_named', title=named, n=passage.number))}>{say(f'cite.{style}')}</button>"
        for style in ("gb7714", "apa")
    )


def keep_button(passage: Passage) -> str:
    """The tick that puts a passage into the notebook; the browser script sets whether it is there."""
    label = attribute("aria-label", words("keep.named", title=title_words(passage.article), n=passage.number))
    tick = f'<button type="button" class="keep" data-keep="{escape(passage.id)}" aria-pressed="false"'
    return f"{tick}{label}>{say('keep.tick')}</button>"


def passage_button(passage: Passage) -> str:
    """The beginning of a passage, which opens it in its article."""
    label = attribute(
        "aria-label", words("explore.open_named", n=passage.number, title=title_words(passage.article), text=_excerpt(passage))
    )
    text = escape(_excerpt(passage), quote=False)
    return f'<button type="button" data-passage="{escape(passage.id)}"{html_language(passage.language)}{label}>{text}</button>'


def outlet_words(outlet: str) -> Words:
    return same(outlet) if outlet else words("explore.no_outlet")


EXCERPT = 70  # columns


def _excerpt(passage: Passage) -> str:
    return shorten(passage.text, EXCERPT)
