"""The page as a Gradio app: one document in a `gr.HTML`, the components of views beside it, and the endpoints for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xunzhang.messages.wording import words
from xunzhang.page.building import building_handler, render_building
from xunzhang.page.content_policy import page_policy
from xunzhang.page.document import render_document
from xunzhang.page.endpoints import ENDPOINTS, add_endpoints, mounted
from xunzhang.page.gradio_adapter import add_html, column, new_page, serve, show_again, show_in_links, suit_clients
from xunzhang.page.gradio_routes import OPEN
from xunzhang.page.parts.view import View
from xunzhang.page.preview import render_preview
from xunzhang.page.registry import VIEWS, all_handlers
from xunzhang.page.sign_in import sign_in_page
from xunzhang.page.theme import head, make_theme, script
from xunzhang.page.views.add import add_view
from xunzhang.page.views.saved_view import saved_view
from xunzhang.search.pipeline import Searcher
from xunzhang.service.adding import Adding
from xunzhang.service.guard.allowed import Allowed
from xunzhang.service.guard.doorway import Doorway
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.openings import Openings
from xunzhang.service.guard.proxies import Proxies
from xunzhang.service.guard.rules import Rules
from xunzhang.service.interfaces import Interfaces
from xunzhang.service.live import LiveSearcher
from xunzhang.service.saved.saved_questions import SavedQuestions

if TYPE_CHECKING:
    from xunzhang.service.writing import Writing

NOBODY_ELSE = Allowed()


def make_page(
    live: LiveSearcher,
    adding: Adding | None = None,
    name: str = "",
    *,
    saved: SavedQuestions | None = None,
    signs_out: bool = False,
    writing: Writing | None = None,
) -> Any:
    """The `gr.Blocks` of the page. Without a searcher it says the reason, and what to do; with `adding` files may be added, with
    `saved` questions saved.

    `name` is what the collection is called, "" where nobody said. A page opened after another generation was taken up shows that
    one's articles; one that is open already asks it. With `signs_out` it has the button for that, with `writing` that for an
    answer to be written.
    """

    def get_searcher() -> Searcher | None:
        return live.searcher

    def document() -> str:
        building = "" if live.searcher or not begun else render_building(live)
        return render_document(views, live.searcher, live.trouble, name, building, live.outdated, signs_out=signs_out)

    views, begun = _views(adding, saved, writing), live.is_first
    with new_page(words("page.name").en) as page:
        html = add_html(document(), script(views), all_handlers(views, get_searcher, building_handler(live)))
        for view in views:
            if view.components:
                with column(f"xz-{view.name}"):
                    view.components(html, get_searcher)
        add_endpoints(Interfaces(live))
    suit_clients(page, ENDPOINTS)
    show_in_links(lambda question: render_preview(live.searcher, name, question))
    live.on_change(lambda: show_again(page, html, document()))
    return page


def launch(
    page: Any,
    live: LiveSearcher,
    host: str,
    port: int,
    root_path: str = "",
    *,
    adding: Adding | None = None,
    saved: SavedQuestions | None = None,
    writing: Writing | None = None,
    mcp: bool = False,
    allowed: Allowed = NOBODY_ELSE,
) -> str:
    """Start serving in the background and return the address; what may be added, saved and written is the page's.

    `mcp` serves the MCP tools too.

    `root_path` is the path below which a proxy serves the page, "" for none; the proxy may pass it on or leave it out. Raises
    XunzhangError when the port is taken, or MCP is asked for and cannot be had.
    """
    from xunzhang.service.guard.gauges import Metrics  # here, not above: what needs no page loads nothing of it

    into_head = head(_views(adding, saved, writing))
    accounts, metrics = allowed.accounts, Metrics(page.gate, live.held)
    page.asked = metrics.asked
    doorway = Doorway(accounts, *sign_in_page(), root_path) if accounts else None
    rules = Rules(
        Hosts(host, allowed.hosts),
        Openings(OPEN),
        page_policy(into_head),
        Proxies(allowed.proxies),
        page.gate,
        root_path,
        allowed.journal,
        doorway,
        metrics,
    )
    settings = mounted(Interfaces(live), adding, saved, writing, mcp=mcp)
    return serve(page, host, port, theme=make_theme(), head=into_head, rules=rules, settings=settings)


def _views(adding: Adding | None, saved: SavedQuestions | None, writing: Writing | None) -> tuple[View, ...]:
    views = VIEWS
    if writing:
        from xunzhang.page.views.written import with_writing

        views = with_writing(views, writing)
    return (*views, *([saved_view(saved)] if saved else []), *([add_view(adding)] if adding else []))
