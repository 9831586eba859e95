"""The page as a Gradio app: one `gr.HTML` for all of it but the components of views, its handlers called directly (no queue)."""

from __future__ import annotations

import os
from typing import Any

import gradio as gr

from xunzhang.messages.wording import words
from xunzhang.page.document import render_document
from xunzhang.page.endpoints import add_endpoints, mounted, suit_clients
from xunzhang.page.parts.view import View
from xunzhang.page.registry import VIEWS, all_handlers
from xunzhang.page.theme import head, make_theme, script
from xunzhang.page.views.add import add_view
from xunzhang.search.pipeline import Searcher
from xunzhang.service.adding import Adding
from xunzhang.service.interfaces import Interfaces
from xunzhang.service.live import LiveSearcher
from xunzhang.types import XunzhangError


def make_page(current: LiveSearcher, adding: Adding | None = None) -> Any:
    """The `gr.Blocks` of the page. Without a searcher it says the reason, and what to do; with `adding` files may be added.

    A page opened after another generation was taken up shows that one's articles; one that is open already asks it.
    """

    def get_searcher() -> Searcher | None:
        return current.searcher

    views = _views(adding)
    with gr.Blocks(title=words("page.name").en, analytics_enabled=False, fill_width=True) as page:
        html = gr.HTML(
            str(render_document(views, current.searcher, current.trouble)),
            apply_default_css=False,
            js_on_load=script(views),
            server_functions=all_handlers(views, get_searcher),
        )
        for view in views:
            if view.components:
                with gr.Column(elem_id=f"xz-{view.name}", elem_classes="xz-components"):
                    view.components(html, get_searcher)
        add_endpoints(Interfaces(current))
    suit_clients(page)

    def show_again() -> None:
        html.value = str(render_document(views, current.searcher, current.trouble))
        page.config = page.get_config_file()  # what a browser is sent when it opens the page

    current.on_change(show_again)
    return page


def launch(page: Any, current: LiveSearcher, host: str, port: int, *, adding: Adding | None = None, mcp: bool = False) -> str:
    """Start serving in the background and return the address; `adding` is the page's, and `mcp` serves the MCP tools too.

    Raises XunzhangError when the port is taken, or MCP is asked for and cannot be had.
    """
    _reach_this_machine_directly()
    beside = mounted(Interfaces(current), host, adding, mcp=mcp)
    try:
        _, address, _ = page.launch(
            server_name=host,
            server_port=port,
            theme=make_theme(),
            head=str(head(_views(adding))),
            footer_links=[],
            run_history=False,
            ssr_mode=False,
            pwa=False,
            quiet=True,
            share=False,
            prevent_thread_lock=True,
            app_kwargs=beside,
        )
    except (OSError, OverflowError) as error:
        raise XunzhangError(
            f"Port {port} on {host} is taken or may not be used; choose another, such as --port {port + 1}."
        ) from error
    return str(address).rstrip("/")


def _views(adding: Adding | None) -> tuple[View, ...]:
    return (*VIEWS, add_view(adding)) if adding else VIEWS


def _reach_this_machine_directly() -> None:
    """Gradio calls itself once while it starts, which fails where a proxy is configured for every address."""
    for name in ("NO_PROXY", "no_proxy"):
        named = [os.environ.get(name, ""), "127.0.0.1", "localhost"]
        os.environ[name] = ",".join(filter(None, named))
