"""`xunzhang serve`, and `app.py`: gets the collection ready, serves the page, and keeps both going until it is stopped.

What is served is `page/`'s and `service/`'s; how a collection is got ready, `starting.py` says.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from xunzhang.cli.flags import Command, Parser, add_backend, add_llm, add_ocr, add_reader, add_store, choose_ocr, llm_server
from xunzhang.cli.terminal import say_line
from xunzhang.messages.wording import in_language, say
from xunzhang.types import XunzhangError
from xunzhang.types.store_uri import LOCAL

if TYPE_CHECKING:
    from xunzhang.search.pipeline import Searcher
    from xunzhang.service.accounts.changes_log import ChangesLog
    from xunzhang.service.guard.allowed import Allowed
    from xunzhang.service.live import LiveSearcher
    from xunzhang.service.saved.saved_questions import SavedQuestions
    from xunzhang.service.writing import Writing


def _add_flags(parser: Parser, home: Path) -> None:
    host = "0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1"  # a Hugging Face Space is reached from outside
    parser.set_defaults(corpus=home / "corpus", has_threads=True)
    parser.add_argument("--index", type=Path, default=home / "index", metavar="DIR", help=parser.said("help.asked"))
    add_store(parser)
    parser.add_argument("--host", default=host, metavar="H", help=parser.said("help.host"))
    parser.add_argument("--port", type=int, default=7860, metavar="N", help=parser.said("help.port"))
    parser.add_argument("--root-path", type=parser.root_path, default="", metavar="PATH", help=parser.said("help.root_path"))
    parser.add_argument(
        "--allow-host", action="append", type=parser.host_name, default=[], metavar="NAME", help=parser.said("help.allow_host")
    )
    parser.add_argument(
        "--proxy", action="append", type=parser.network, default=[], metavar="ADDRESS", help=parser.said("help.proxy")
    )
    parser.add_argument("--auth", type=Path, metavar="FILE", help=parser.said("help.auth"))
    parser.add_argument("--auth-header", metavar="HEADER", type=parser.header, help=parser.said("help.auth_header"))
    parser.add_argument("--no-auth", action="store_true", help=parser.said("help.no_auth"))
    parser.add_argument("--changes", type=Path, metavar="FILE", help=parser.said("help.changes"))
    parser.add_argument("--log", default="", metavar="FILE", help=parser.said("help.log"))
    parser.add_argument("--log-questions", action="store_true", help=parser.said("help.log_questions"))
    parser.add_argument("--name", default="", metavar="NAME", help=parser.said("help.name"))
    parser.add_argument("--model", metavar="NAME", help=parser.said("help.model"))
    add_llm(parser)
    add_reader(parser)
    add_backend(parser)
    add_ocr(parser)
    parser.add_argument("--mcp", action="store_true", help=parser.said("help.mcp"))
    parser.add_argument("--watch", action="store_true", help=parser.said("help.follow"))
    parser.add_argument("--on-news", metavar="COMMAND", help=parser.said("help.on_news"))
    parser.add_argument("--allow-adding", action="store_true", help=parser.said("help.allow_adding"))
    parser.add_argument("--allow-private", action="store_true", help=parser.said("help.serve_private"))


def _run(options: argparse.Namespace) -> int:
    """-> 0 stopped by the user. Raises XunzhangError where the page cannot be served."""
    _check_doors(options)  # a mistake answers at once
    llm_server(options)
    choose_ocr(options)
    gc.disable()  # starting makes millions of objects and next to no garbage; looking for it takes a fifth of the time
    # What takes seconds to import is there already when the page is started again.
    import xunzhang.cli.doorkeeper
    import xunzhang.cli.starting
    import xunzhang.page.app
    import xunzhang.service.adding  # noqa: F401
    from xunzhang.cli.supervising import supervised

    if not options.is_program:
        return _page(options, again=False)
    return supervised(lambda again: _page(options, again), options.index, options.messages)


def _page(options: argparse.Namespace, again: bool) -> int:
    """Serve until told to stop; `again` where the system has ended a page before, perhaps over a file of the index."""
    from xunzhang.cli.doorkeeper import open_door
    from xunzhang.cli.starting import PageOf, build_at_once, first_build, mended_meanwhile, open_collection, watch_collection
    from xunzhang.page.app import launch, make_page
    from xunzhang.page.gradio_adapter import admission, stay
    from xunzhang.service.adding import Adding

    allowed = _allowed(options)
    read = options.reader == "on"
    wanted = PageOf(options.index, options.corpus, options.model, options.messages, options.backend, read, options.store)
    building = None
    local = options.store == LOCAL
    if options.allow_private and not options.allow_adding:
        raise XunzhangError(say("flag.needs_adding"))
    if not local and options.allow_adding:
        raise XunzhangError(say("store.no_adding", store=options.store.text))
    if local and again and (damaged := mended_meanwhile(wanted)):
        live, building = damaged
    elif local and build_at_once(options.index, options.corpus):
        live, building = first_build(wanted)
    else:
        live = open_collection(wanted)
    adding = Adding(live, _changes(options), options.allow_private) if options.allow_adding else None
    saved = _saved(options, live) if local and not _is_everybodys(options) else None
    writing = _writing(options, live)
    page = make_page(live, adding, options.name, saved=saved, signs_out=options.auth is not None, writing=writing)
    served = (options.host, options.port, options.root_path)
    address = launch(page, live, *served, adding=adding, saved=saved, writing=writing, mcp=options.mcp, allowed=allowed)
    say_line(say("serving.at", address=address), options.messages)
    if writing:
        say_line(say("written.sent_to", address=writing.server.address), options.messages)
    if options.mcp:
        say_line(say("serving.mcp_at", address=address), options.messages)
    gc.enable()
    gc.freeze()
    if building:
        building.start()
    live.follow()
    if options.watch and local:
        watch_collection(live, options.messages)
    with open_door(live, options.index, admission(page)) if local else nullcontext():
        live.make_ready()
        stay(page)
    return 0


def _writing(options: argparse.Namespace, live: LiveSearcher) -> Writing | None:
    """What has answers written, where the flags name a server for it."""
    server = llm_server(options)
    if server is None:
        return None
    from xunzhang.service.interfaces import Interfaces
    from xunzhang.service.writing import Writing

    return Writing(Interfaces(live), server)


def _allowed(options: argparse.Namespace) -> Allowed:
    """Whom the flags let in. A hosted Space is everybody's, and is reached through its host's proxies alone.

    Raises XunzhangError where the page is served beyond this machine and nothing is said of who may read it.
    """
    from xunzhang.service.accounts.letting_in import Accounts
    from xunzhang.service.guard.allowed import Allowed
    from xunzhang.service.guard.hosts import ANY
    from xunzhang.service.guard.journal import Journal

    journal = Journal(options.log, questions=options.log_questions) if options.log else None
    is_open = _check_doors(options)
    is_space, has_accounts = bool(os.environ.get("SPACE_ID")), bool(options.auth or options.auth_header)
    accounts = Accounts(options.auth, options.auth_header or "", _changes(options)) if has_accounts else None
    if is_space:
        return Allowed((ANY,), (ANY,), journal, accounts)
    if is_open:
        hosts = ", ".join(options.allow_host) or in_language(say("guard.own_address"), options.messages)
        say_line(say("guard.served_to_all", hosts=hosts), options.messages, sys.stderr)
    return Allowed(tuple(options.allow_host), tuple(options.proxy), journal, accounts)


def _is_everybodys(options: argparse.Namespace) -> bool:
    """Whether strangers may ask, who are not to save questions here."""
    return bool(os.environ.get("SPACE_ID")) or options.no_auth


def _saved(options: argparse.Namespace, live: LiveSearcher) -> SavedQuestions:
    """The questions saved in the index folder, asked again after every update."""
    from xunzhang.service.saved.news_files import NEWS_FORMATS
    from xunzhang.service.saved.on_news import run_on_news
    from xunzhang.service.saved.question_news import news_of, watching_news
    from xunzhang.service.saved.saved_questions import SavedQuestions

    saved = SavedQuestions(options.index)

    def tell(searcher: Searcher) -> None:
        if options.on_news:
            run_on_news(options.on_news, NEWS_FORMATS["json"](news_of(saved, searcher), options.messages))

    look = watching_news(saved, lambda: live.searcher, tell)
    live.on_change(look)
    look()  # the index may have been updated while no page ran
    return saved


def _check_doors(options: argparse.Namespace) -> bool:
    """-> whether whoever reaches the port from beyond this machine may ask. Raises XunzhangError where that is not said."""
    from xunzhang.service.accounts.users_file import read_users
    from xunzhang.service.guard.hosts import ANY, is_loopback

    is_space, has_accounts = bool(os.environ.get("SPACE_ID")), bool(options.auth or options.auth_header)
    if options.no_auth and has_accounts:
        raise XunzhangError(say("guard.accounts_and_not"))
    if options.auth_header and (is_space or not options.proxy or ANY in options.proxy):
        raise XunzhangError(say("guard.header_of_proxy"))
    is_open = not is_loopback(options.host) and not is_space and not has_accounts
    if is_open and not options.no_auth:
        raise XunzhangError(say("guard.accounts_or_not", host=options.host))
    if options.auth and not read_users(options.auth):
        raise XunzhangError(say("user.none", path=str(options.auth)))
    return is_open


def _changes(options: argparse.Namespace) -> ChangesLog | None:
    """Where it is kept who added what and who signed in: by default beside the accounts, without any in the index folder."""
    from xunzhang.service.accounts.changes_log import IN_INDEX, ChangesLog, log_beside

    if options.changes or options.auth:
        return ChangesLog(options.changes or log_beside(options.auth))
    if not options.allow_adding:
        return None
    options.index.mkdir(parents=True, exist_ok=True)
    return ChangesLog(options.index / IN_INDEX)


SERVE = Command("serve", say("help.serve"), _add_flags, _run)
