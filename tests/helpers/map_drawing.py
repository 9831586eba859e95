"""The map in the browser: its traces, where a point is drawn, and the panels beside it."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

TRACES = "() => document.querySelector('.js-plotly-plot').data.map(t => ({name: t.name, ids: t.customdata, text: t.hovertext, n: t.x.length}))"
# Where a point of the drawing is in the window.
PLACE = """id => { const plot = document.querySelector('.js-plotly-plot'), box = plot.getBoundingClientRect(), f = plot._fullLayout;
    for (const t of plot.data) { const i = t.customdata.indexOf(id);
      if (i >= 0) return [box.left + f._size.l + f.xaxis.d2p(t.x[i]), box.top + f._size.t + f.yaxis.d2p(t.y[i])]; } }"""


def drawn(page: Page) -> list[dict[str, Any]]:
    """The traces, once the map is there."""
    page.locator(".js-plotly-plot[data-wired] .point").first.wait_for(timeout=60_000)
    return page.evaluate(TRACES)


def step_to(page: Page, panel: str) -> None:
    """Show another panel of the open page, as a link in it does."""
    page.evaluate(
        "to => { history.pushState(null, '', to); dispatchEvent(new PopStateEvent('popstate')); }", f"?view=explore&show={panel}"
    )
    page.locator(".panel:not([hidden]):not([aria-busy]) h2").wait_for()
