"""`xunzhang serve`, and `app.py`: gets the collection ready, serves the page, and keeps both going until it is stopped.

What is served is `page/`'s and `service/`'s; how a collection is got ready, `starting.py` says.
"""

from __future__ import annotations

import argparse
import gc
import os
from pathlib import Path

from xunzhang.cli.flags import Command, Parser


def _add_flags(parser: Parser, home: Path) -> None:
    host = "0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1"  # a Hugging Face Space is reached from outside
    parser.set_defaults(corpus=home / "corpus")
    parser.add_argument("--index", type=Path, default=home / "index", metavar="DIR", help="the index to ask (default: index/)")
    parser.add_argument("--host", default=host, metavar="H", help="the address to serve on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7860, metavar="N", help="the port to serve on (default: %(default)s)")
    parser.add_argument(
        "--model", metavar="NAME", help="a sentence-transformers model, by name or folder (default: the bundled one)"
    )
    parser.add_argument("--mcp", action="store_true", help="serve the MCP tools for agents too (docs/interfaces.md)")
    parser.add_argument("--watch", action="store_true", help="keep the index up to date with the articles while the page runs")
    parser.add_argument("--allow-adding", action="store_true", help="let whoever opens the page add files to the collection")


def _run(options: argparse.Namespace) -> int:
    """-> 0 stopped by the user. Raises XunzhangError where the page cannot be served."""
    gc.disable()  # starting makes millions of objects and next to no garbage; looking for it takes a fifth of the time
    from xunzhang.cli.starting import open_collection, watch_collection
    from xunzhang.page.app import launch, make_page
    from xunzhang.service.adding import Adding  # seconds to import; --help need not wait for it

    live = open_collection(options.index, options.corpus, options.model)
    adding = Adding(live) if options.allow_adding else None
    page = make_page(live, adding)
    address = launch(page, live, options.host, options.port, adding=adding, mcp=options.mcp)
    print(f"Xunzhang is at {address} (Ctrl+C stops it)", flush=True)
    if options.mcp:
        print(f"MCP clients connect to {address}/gradio_api/mcp", flush=True)
    gc.enable()
    gc.freeze()
    live.follow()
    if options.watch:
        watch_collection(live)
    page.block_thread()
    return 0


SERVE = Command("serve", "serve the page; the index of corpus/ is built first where it is missing or stale", _add_flags, _run)
