"""What a link to the page is shown with where it is posted: the collection's name, the question in it, what there is to ask."""

from __future__ import annotations

from xunzhang.language.codes import family
from xunzhang.language.line_breaks import shorten
from xunzhang.messages.wording import same, words
from xunzhang.page.parts.templates import render
from xunzhang.search.pipeline import Searcher
from xunzhang.types.message import Words

NAMED = 3  # outlets, those with most articles
LONGEST = 120  # columns of a question


def render_preview(searcher: Searcher | None, name: str, question: str) -> str:
    """The head's lines, in both languages, since who posts a link cannot know what its reader speaks. `name` may be ""."""
    site = _both(words("page.name"))
    asked = f"{shorten(' '.join(question.split()), LONGEST)} · " if question.strip() else ""
    called = f"{name} · " if name else ""
    about = _both(_about(searcher)) if searcher else _both(words("none.heading"))
    return render("preview.html", title=f"{asked}{called}{site}", description=about, site=f"{called}{site}")


def _about(searcher: Searcher) -> Words:
    outlets = searcher.outlets()
    articles = outlets.total()
    del outlets[""]
    languages = set(map(family, searcher.languages()))
    spoken = "both" if languages >= {"zh", "en"} else next(iter(languages & {"zh", "en"}), "und")
    named, left = [same(outlet) for outlet, _ in outlets.most_common(NAMED)], len(outlets) - NAMED
    if left > 0:
        named.append(words("explore.other_outlets", n=left))
    how_much = words(f"preview.{spoken}", n=articles)
    return (
        words("preview.about", articles=how_much, outlets=_listed(named)) if named else words("preview.alone", articles=how_much)
    )


def _listed(names: list[Words]) -> Words:
    return Words("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def _both(said: Words) -> str:
    return said.zh if said.zh == said.en else f"{said.zh} {said.en}"
