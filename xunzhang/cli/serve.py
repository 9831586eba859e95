"""`xunzhang serve`, and `app.py`: gets the collection ready, serves the page, and keeps both going until it is stopped.

What is served is `page/`'s and `service/`'s; how a collection is got ready, `starting.py` says.
"""

from __future__ import annotations

import argparse
import gc
import os
from pathlib import Path

from xunzhang.cli.flags import Command, Parser, add_backend, add_reader
from xunzhang.messages.wording import in_language, say


def _add_flags(parser: Parser, home: Path) -> None:
    host = "0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1"  # a Hugging Face Space is reached from outside
    parser.set_defaults(corpus=home / "corpus")
    parser.add_argument("--index", type=Path, default=home / "index", metavar="DIR", help=parser.said("help.asked"))
    parser.add_argument("--host", default=host, metavar="H", help=parser.said("help.host"))
    parser.add_argument("--port", type=int, default=7860, metavar="N", help=parser.said("help.port"))
    parser.add_argument("--root-path", type=parser.root_path, default="", metavar="PATH", help=parser.said("help.root_path"))
    parser.add_argument("--name", default="", metavar="NAME", help=parser.said("help.name"))
    parser.add_argument("--model", metavar="NAME", help=parser.said("help.model"))
    add_reader(parser)
    add_backend(parser)
    parser.add_argument("--mcp", action="store_true", help=parser.said("help.mcp"))
    parser.add_argument("--watch", action="store_true", help=parser.said("help.follow"))
    parser.add_argument("--allow-adding", action="store_true", help=parser.said("help.allow_adding"))


def _run(options: argparse.Namespace) -> int:
    """-> 0 stopped by the user. Raises XunzhangError where the page cannot be served."""
    gc.disable()  # starting makes millions of objects and next to no garbage; looking for it takes a fifth of the time
    from xunzhang.cli.doorkeeper import open_door
    from xunzhang.cli.starting import build_at_once, first_build, open_collection, watch_collection
    from xunzhang.page.app import launch, make_page
    from xunzhang.service.adding import Adding  # seconds to import; --help need not wait for it

    judged = {"backend": options.backend, "reads": options.reader == "on"}
    wanted = (options.index, options.corpus, options.model, options.messages)
    building = None
    if build_at_once(options.index, options.corpus):
        live, building = first_build(*wanted, **judged)
    else:
        live = open_collection(*wanted, **judged)
    adding = Adding(live) if options.allow_adding else None
    page = make_page(live, adding, options.name)
    served = (options.host, options.port, options.root_path)
    address = launch(page, live, *served, adding=adding, mcp=options.mcp)
    print(in_language(say("serving.at", address=address), options.messages), flush=True)
    if options.mcp:
        print(in_language(say("serving.mcp_at", address=address), options.messages), flush=True)
    gc.enable()
    gc.freeze()
    if building:
        building.start()
    live.follow()
    if options.watch:
        watch_collection(live, options.messages)
    with open_door(live, options.index):
        live.make_ready()
        page.block_thread()
    return 0


SERVE = Command("serve", say("help.serve"), _add_flags, _run)
