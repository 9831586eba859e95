"""Make the pictures of the docs: docs/screenshot.png, and docs/tour/NAME.LANGUAGE.png for docs/tour.md and docs/tour.zh.md.

    python -m docs.make_pictures

Run from the repository's folder. Starts app.py on a free port, over the sample collection with an index of its own, and looks at
it with the Chromium that the tests use. A minute or two.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, sync_playwright

from tests.helpers.places import ROOT
from tests.helpers.serving import CHROMIUM_FLAGS, served
from tests.install_chromium import find_chromium

TOUR = ROOT / "docs" / "tour"
QUESTIONS = {"zh": "科研经费一共多少？", "en": "How much funding did the national research projects get?"}
TERMS = {"zh": "教育强市", "en": "research"}
OPERATORS = {"zh": "国家*项目 高校 或 大学 -标题:闭幕", "en": "research* college OR university -title:bureau"}
LOCALES = {"zh": "zh-CN", "en": "en-GB"}
DESK, PHONE = (1280, 860), (390, 844)


class Picture(NamedTuple):
    """A stop of the tour: the address' parameters, what to do there, and the window's size."""

    name: str
    address: Callable[[str], dict[str, str]]
    act: Callable[[Page], None]
    size: tuple[int, int] = DESK


def nothing(_page: Page) -> None:
    """The address alone shows it."""


def read_first(page: Page) -> None:
    """Open the first passage in its article, and unfold what other outlets print differently."""
    page.locator(".card > .actions .open").first.click()
    page.locator(".reader .here").first.wait_for()
    for summary in page.locator(".also:has(.differ) > summary").all()[:1]:
        summary.click()


def keep_three(page: Page) -> None:
    """Put three passages into the notebook, and open it."""
    for card in page.locator(".cards > li > .card").all()[:3]:
        card.locator("> .actions [data-keep]").click()
    page.locator('[data-view-link="notebook"]').click()
    page.locator(".entries > li").nth(2).wait_for()
    page.locator(".told:empty").wait_for(state="attached")  # what the last tick said has gone


def map_drawn(page: Page) -> None:
    page.locator(".js-plotly-plot .point").first.wait_for(timeout=120_000)


def brief_drawn(page: Page) -> None:
    page.locator(".claim").first.wait_for()


def save_it(page: Page) -> None:
    """Save the question under a name, and look at what is saved."""
    page.locator('[data-view-link="saved"]').click()
    page.fill(".saves input", page.locator("#question").input_value()[:12])
    page.press(".saves input", "Enter")
    page.locator(".question").first.wait_for()


def asked(language: str) -> dict[str, str]:
    return {"q": QUESTIONS[language]}


PICTURES = (
    Picture("ask", asked, nothing),
    Picture("read", asked, read_first),
    Picture("map", lambda language: {"view": "explore", **asked(language)}, map_drawn),
    Picture("context", lambda language: {"view": "explore", "show": "context", "term": TERMS[language]}, nothing),
    Picture("articles", lambda _: {"view": "explore", "show": "articles"}, nothing),
    Picture("compare", lambda language: {"view": "compare", **asked(language)}, nothing),
    Picture("brief", lambda language: {"view": "brief", **asked(language)}, brief_drawn),
    Picture("operators", lambda language: {"q": OPERATORS[language]}, nothing),
    Picture("saved", asked, save_it),
    Picture("notebook", asked, keep_three),
    Picture("phone", asked, nothing, PHONE),
)


def main() -> None:
    chromium = find_chromium()
    if chromium is None:
        sys.exit("There is no Chromium; get one with: python tests/install_chromium.py")
    TOUR.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_FLAGS)
        with served(ROOT / "app.py", Path(folder) / "index", Path(folder) / "log.txt") as address:
            for language in LOCALES:
                for picture in PICTURES:
                    shoot(browser, address, picture, language)
        browser.close()
    shutil.copy(TOUR / "read.en.png", ROOT / "docs" / "screenshot.png")


def shoot(browser: Browser, address: str, picture: Picture, language: str) -> None:
    width, height = picture.size
    context = browser.new_context(viewport={"width": width, "height": height}, locale=LOCALES[language], color_scheme="light")
    page = context.new_page()
    parameters = picture.address(language)
    page.goto(f"{address}/?{urlencode(parameters)}")
    page.locator("#question").wait_for()
    if "q" in parameters and "view" not in parameters:
        page.locator(".cards > li").first.wait_for()
    picture.act(page)
    page.wait_for_load_state("networkidle")
    page.locator("[aria-busy=true]:visible").first.wait_for(state="detached")
    page.wait_for_timeout(1500)  # faces and the map's layout settle
    page.evaluate("document.activeElement.blur(); scrollTo(0, 0)")
    page.screenshot(path=TOUR / f"{picture.name}.{language}.png")
    context.close()


if __name__ == "__main__":
    main()
