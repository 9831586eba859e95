"""Serve the page: python app.py [--index DIR] [--host H] [--port N] [--model NAME] [--mcp]"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path

from xunzhang.types import XunzhangError

HERE = Path(__file__).resolve().parent
HOST = "0.0.0.0" if os.environ.get("SPACE_ID") else "127.0.0.1"  # a Hugging Face Space is reached from outside


def main(arguments: list[str] | None = None) -> int:
    """-> exit status: 0 stopped by the user, 2 could not start (one line on stderr says why)."""
    parser = argparse.ArgumentParser(
        description="Serve the page; the index of corpus/ is built first where it is missing or stale."
    )
    parser.add_argument("--index", type=Path, default=HERE / "index", metavar="DIR", help="the index to ask (default: index/)")
    parser.add_argument("--host", default=HOST, metavar="H", help="the address to serve on (default: %(default)s)")
    parser.add_argument("--port", type=int, default=7860, metavar="N", help="the port to serve on (default: %(default)s)")
    parser.add_argument(
        "--model", metavar="NAME", help="a sentence-transformers model, by name or folder (default: the bundled one)"
    )
    parser.add_argument("--mcp", action="store_true", help="serve the MCP tools for agents too (docs/interfaces.md)")
    parser.add_argument("--watch", action="store_true", help="keep the index up to date with the articles while the page runs")
    parser.add_argument("--allow-adding", action="store_true", help="let whoever opens the page add files to the collection")
    options = parser.parse_args(arguments)

    gc.disable()  # starting makes millions of objects and next to no garbage; looking for it takes a fifth of the time
    from xunzhang.cli.starting import open_collection, watch_collection
    from xunzhang.page.app import launch, make_page
    from xunzhang.service.adding import Adding  # seconds to import; --help need not wait for it

    current = open_collection(options.index, HERE / "corpus", options.model)
    adding = Adding(current) if options.allow_adding else None
    page = make_page(current, adding)
    try:
        address = launch(page, current, options.host, options.port, adding=adding, mcp=options.mcp)
    except XunzhangError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"Xunzhang is at {address} (Ctrl+C stops it)", flush=True)
    if options.mcp:
        print(f"MCP clients connect to {address}/gradio_api/mcp", flush=True)
    gc.enable()
    gc.freeze()
    current.follow()
    if options.watch:
        watch_collection(current)
    page.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
