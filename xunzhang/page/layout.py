"""The page as a Gradio app: one `gr.HTML` for all of it, its handlers called directly (no queue), and the server's settings."""

from __future__ import annotations

import os
from typing import Any

import gradio as gr

from xunzhang.page.examples import example_questions
from xunzhang.page.handlers import make_handlers
from xunzhang.page.reading import render_shelf
from xunzhang.page.shell import render_shell
from xunzhang.page.strings import words
from xunzhang.page.theme import head, make_theme, script
from xunzhang.search import Searcher
from xunzhang.types import XunzhangError


def make_page(searcher: Searcher | None, trouble: str = "") -> Any:
    """The `gr.Blocks` of the page. Without a searcher it says `trouble`, the reason, and what to do."""
    heads = searcher.heads() if searcher else []
    examples = example_questions(searcher) if searcher else []
    shelf = render_shelf(heads, searcher.manifest.passages) if searcher else ""
    with gr.Blocks(title=words("page.name").en, analytics_enabled=False, fill_width=True) as page:
        gr.HTML(
            render_shell(heads, examples, shelf, trouble),
            apply_default_css=False,
            js_on_load=script(),
            server_functions=make_handlers(searcher),
        )
    return page


def launch(page: Any, host: str, port: int) -> str:
    """Start serving in the background and return the address. Raises XunzhangError when the port is taken."""
    _reach_this_machine_directly()
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            theme=make_theme(),
            head=head(),
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            pwa=False,
            quiet=True,
            share=False,
            prevent_thread_lock=True,
        )
    except (OSError, OverflowError) as error:
        raise XunzhangError(
            f"Port {port} on {host} is taken or may not be used; choose another, such as --port {port + 1}."
        ) from error
    return str(address).rstrip("/")


def _reach_this_machine_directly() -> None:
    """Gradio calls itself once while it starts, which fails where a proxy is configured for every address."""
    for name in ("NO_PROXY", "no_proxy"):
        named = [os.environ.get(name, ""), "127.0.0.1", "localhost"]
        os.environ[name] = ",".join(filter(None, named))
