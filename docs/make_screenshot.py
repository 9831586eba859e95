"""Make docs/screenshot.png: the page over the sample collection, a question asked, and a passage opened in context.

    python -m docs.make_screenshot [--question Q] [--language zh|en] [--width N] [--dark] [--output FILE]

Run from the repository's folder. Starts app.py on a free port with an index of its own, and looks at it with the Chromium that
the tests use.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.install_chromium import find_chromium
from tests.page.serving import CHROMIUM_FLAGS, ROOT, served

QUESTION = "How much funding did the national research projects get?"
HEIGHT = 900


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the screenshot of the page that the README shows.")
    parser.add_argument("--question", default=QUESTION)
    parser.add_argument("--language", choices=("zh", "en"), default="en", help="of the page's own words")
    parser.add_argument("--width", type=int, default=1440)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--output", type=Path, default=ROOT / "docs" / "screenshot.png")
    options = parser.parse_args()
    chromium = find_chromium()
    if chromium is None:
        sys.exit("There is no Chromium; get one with: python tests/install_chromium.py")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        with served(ROOT / "app.py", Path(folder) / "index", Path(folder) / "log.txt") as address:
            page = browser.new_page(
                viewport={"width": options.width, "height": HEIGHT},
                locale={"zh": "zh-CN", "en": "en-GB"}[options.language],
                color_scheme="dark" if options.dark else "light",
            )
            page.goto(address)
            shoot(page, options.question, options.output)
        browser.close()


def shoot(page: Page, question: str, output: Path) -> None:
    """Ask, unfold what other outlets say, open the first passage in context, and take the window."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.locator(".card > .actions .open").first.click()
    page.locator(".reader .here").first.wait_for()
    for summary in page.locator(".also:has(.differ) > summary").all()[:1]:
        summary.click()
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.wait_for_timeout(500)
    page.screenshot(path=output)


if __name__ == "__main__":
    main()
