"""What axe-core finds wrong on a page."""

from __future__ import annotations

import json

from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Page

AXE = AXE_FILE_PATH.read_text(encoding="utf-8")
RUN_AXE = "axe.run(document, {resultTypes: ['violations'], rules: {'target-size': {enabled: true}}})"


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found = page.evaluate(RUN_AXE)["violations"]
    return [
        f"{item['id']} ({item['impact']}): {json.dumps([node['html'][:160] for node in item['nodes']], ensure_ascii=False)}"
        for item in found
        if item["impact"] in ("serious", "critical", "moderate")
    ]
