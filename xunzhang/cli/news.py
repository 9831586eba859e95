"""`xunzhang news`: questions saved under names, and the passages that are new on them since the index was last updated."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser, add_backend, add_index, add_narrowing, add_reader
from xunzhang.cli.terminal import say_line, teller
from xunzhang.cli.wanted import print_or_save, wanted_filters
from xunzhang.language.controls import in_one_line
from xunzhang.messages.wording import in_language, say

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher
    from xunzhang.service.saved.saved_questions import SavedQuestions

FORMATS = ("text", "json", "md", "atom")


def _add_flags(parser: Parser, home: Path) -> None:
    add_index(parser, home)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--save", nargs=2, metavar=("NAME", "QUESTION"), help=parser.said("help.news_save"))
    what.add_argument("--remove", metavar="NAME", help=parser.said("help.news_remove"))
    what.add_argument("--list", action="store_true", help=parser.said("help.news_list"))
    add_narrowing(parser)
    parser.add_argument("--all", action="store_true", help=parser.said("help.news_all"))
    parser.add_argument("--keep", action="store_true", help=parser.said("help.news_keep"))
    parser.add_argument("--run", dest="on_news", metavar="COMMAND", help=parser.said("help.news_run"))
    parser.add_argument("--format", choices=FORMATS, default="text", help=parser.said("help.news_format"))
    parser.add_argument("--out", type=Path, metavar="FILE", help=parser.said("help.out"))
    add_reader(parser)
    add_backend(parser)


def _run(options: argparse.Namespace) -> int:
    """-> 0 done, or there is news; 1 there is none."""
    from xunzhang.service.saved.saved_questions import SavedQuestions

    saved = SavedQuestions(options.index)
    if options.list:
        _list(saved, options)
        return 0
    if options.remove is not None:
        saved.remove(options.remove)
        say_line(say("saved.removed", name=options.remove), options.messages)
        return 0
    if options.save:
        _save(saved, options)
        return 0
    return _tell_news(saved, options)


def _list(saved: SavedQuestions, options: argparse.Namespace) -> None:
    questions = list(saved)
    if not questions:
        say_line(say("saved.nothing"), options.messages)
    for each in questions:
        many = in_language(say("news.new", n=each.unseen), options.messages)
        print(in_one_line(f"{each.name}: {each.question} ({many})"))


def _save(saved: SavedQuestions, options: argparse.Namespace) -> None:
    from xunzhang.service.saved.question_news import save_question

    filters = wanted_filters(options)
    name, question = options.save
    save_question(saved, _searcher(options), name, question, filters)
    say_line(say("saved.done", name=" ".join(name.split())), options.messages)


def _tell_news(saved: SavedQuestions, options: argparse.Namespace) -> int:
    from xunzhang.service.saved.news_files import NEWS_FORMATS
    from xunzhang.service.saved.on_news import run_on_news
    from xunzhang.service.saved.question_news import look_for_news, news_of

    if not list(saved):
        say_line(say("saved.nothing"), options.messages)
        return 1
    searcher = _searcher(options)
    look_for_news(saved, searcher)
    shown = saved.news()
    news = news_of(saved, searcher, seen_too=options.all)
    text = NEWS_FORMATS[options.format](news, options.messages)
    if options.on_news and news:
        run_on_news(options.on_news, NEWS_FORMATS["json"](news, options.messages))
    print_or_save(text.encode(), options.out)
    if shown and not options.keep:
        saved.see(shown)
    return 0 if news else 1


def _searcher(options: argparse.Namespace) -> Searcher:
    from xunzhang.search.pipeline import open_searcher  # here, not above: it takes a second

    return open_searcher(options.index, backend=options.backend, reads=options.reader == "on", tell=teller(options.messages))


NEWS = Command("news", say("help.news"), _add_flags, _run, say("help.news_notes"))
