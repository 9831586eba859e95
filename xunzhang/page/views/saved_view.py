"""The view of questions saved under a name: what is new on each since it was saved, and saving the question in the box."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from xunzhang.messages.wording import in_words
from xunzhang.page.parts.bilingual import notice
from xunzhang.page.parts.links import address_of
from xunzhang.page.parts.narrow import requested_filters
from xunzhang.page.parts.templates import render
from xunzhang.page.parts.view import GetSearcher, Handler, Reply, View, text_of
from xunzhang.search.pipeline import Searcher
from xunzhang.service.saved.question_news import news_of, save_question
from xunzhang.service.saved.saved_questions import LONGEST_NAME, SavedQuestions
from xunzhang.types import XunzhangError

SHOWN = 50  # new passages of a question


def saved_view(saved: SavedQuestions) -> View:
    """The view over `saved`."""

    def handlers(get_searcher: GetSearcher) -> list[Handler]:
        def saved_questions(_request: Mapping[str, Any]) -> Reply:
            """{} -> {"questions"}, HTML."""
            searcher = get_searcher()
            return {"questions": _questions(saved, searcher) if searcher else ""}

        def save_as(request: Mapping[str, Any]) -> Reply:
            """{"name", "question", filters} -> {"told"}, what is wrong, "" for nothing; and {"questions"}, HTML."""
            searcher = get_searcher()
            if searcher is None:
                return {"told": notice("none.heading"), "questions": ""}
            told: Markup | str = ""
            try:
                if not text_of(request, "question").strip():
                    told = notice("saved.ask_first")
                else:
                    given = (text_of(request, "name"), text_of(request, "question"), requested_filters(request))
                    save_question(saved, searcher, *given)
            except XunzhangError as error:
                told = notice("ask.trouble", why=in_words(error.message))
            return {"told": told, "questions": _questions(saved, searcher)}

        def unsave(request: Mapping[str, Any]) -> Reply:
            """{"name"} -> {"questions"}, HTML."""
            saved.remove(text_of(request, "name"))
            return saved_questions(request)

        def seen(request: Mapping[str, Any]) -> Reply:
            """{} -> {"questions"}, HTML: nothing is new any more."""
            saved.see(saved.news())
            return saved_questions(request)

        return [saved_questions, save_as, unsave, seen]

    return View(
        name="saved",
        title="view.saved",
        render=_section,
        handlers=handlers,
        scripts=("saved.js",),
        styles=("saved.css",),
    )


def _section(_searcher: Searcher | None) -> Markup:
    return render("saved/section.html", longest=LONGEST_NAME)


def _questions(saved: SavedQuestions, searcher: Searcher) -> Markup:
    new = {each.saved.name: each.passages[:SHOWN] for each in news_of(saved, searcher)}
    listed = [(each, address_of(each.filters) | {"q": [each.question]}, new.get(each.name, ())) for each in saved]
    listed.sort(key=lambda each: (-len(each[2]), each[0].name))
    return render("saved/questions.html", questions=listed, unseen=bool(new))
