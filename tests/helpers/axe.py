"""What axe-core finds wrong on a page."""

from __future__ import annotations

import json

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
RUN_AXE = """(parts) => axe.run(parts.length ? {include: parts.map(part => [part])} : document, {
    resultTypes: ['violations'], rules: {'target-size': {enabled: true}},
})"""
VIEW = ".view:not([hidden])"  # the view that is open, without what stands around all of them


def violations(page: Page, *parts: str) -> list[str]:
    """What is wrong on the page, or in those parts of it (selectors): where the rest has been looked at in the same state before."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate(RUN_AXE, parts)["violations"]
    return [
        f"{item['id']} ({item['impact']}): {json.dumps([node['html'][:160] for node in item['nodes']], ensure_ascii=False)}"
        for item in found
        if item["impact"] in ("serious", "critical", "moderate")
    ]
