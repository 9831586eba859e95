"""What a reader does on the page, and waiting until the page has done its part; browser windows and what they are watched for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Locator, Page, expect
from playwright.sync_api import Error as PlaywrightError


class Windows:
    """Browser windows that tests use one after the other: a page that was loaded in a window before comes up in a third of the time.

    Each has a profile of its own, which is emptied when it is given back.
    """

    def __init__(self, chromium: Browser) -> None:
        self.chromium = chromium
        self.free: dict[tuple[str, int, bool], list[Page]] = {}

    def take(self, kind: tuple[str, int, bool]) -> Page:
        if self.free.get(kind):
            return self.free[kind].pop()
        locale, width, dark = kind
        size = {"width": width, "height": 900 if width > 600 else 844}
        return self.chromium.new_context(viewport=size, locale=locale, color_scheme="dark" if dark else "light").new_page()

    def give_back(self, kind: tuple[str, int, bool], page: Page) -> None:
        try:
            page.evaluate("localStorage.clear()")
            page.goto("about:blank")
            page.mouse.move(0, 0)
            page.context.clear_permissions()
        except PlaywrightError:  # closed, or left in a state that no test should find
            page.context.close()
        else:
            self.free.setdefault(kind, []).append(page)

    def close(self) -> None:
        for page in (page for pages in self.free.values() for page in pages):
            page.context.close()


def watch(page: Page, host: str, problems: list[str]) -> dict[str, Callable[..., object]]:
    """Note what the page must not do; -> the listeners by event."""
    watching: dict[str, Callable[..., object]] = {
        "request": lambda r: urlsplit(r.url).netloc in (host, "") or problems.append(f"request to {r.url}"),
        "response": lambda r: r.status < 400 or problems.append(f"{r.status} for {r.url}"),
        "pageerror": lambda error: problems.append(f"error: {error}"),
        "console": lambda m: m.type in ("error", "warning") and problems.append(f"console: {m.text}"),
    }
    for event, listener in watching.items():
        page.on(event, listener)
    return watching


def ask(page: Page, question: str) -> None:
    """Type a question, press Enter, and wait until the page has answered."""
    page.fill("#question", question)
    page.press("#question", "Enter")
    page.wait_for_function(
        "() => !document.querySelector('.found').hasAttribute('aria-busy') && document.querySelector('.status').innerText"
    )


def settled(page: Page) -> None:
    """Wait until nothing in the page says that it is busy."""
    expect(page.locator("[aria-busy=true]:visible, .drawing:visible")).to_have_count(0)


def still(page: Page) -> None:
    """Wait until the window and what scrolls in it have come to rest."""
    page.evaluate(
        """() => new Promise(done => {
            const places = () => [document.documentElement, ...document.querySelectorAll('.side, .beside')].map(n => n.scrollTop).join();
            let last = places(), same = 0;
            const look = () => {
                const now = places();
                same = now === last ? same + 1 : 0;
                last = now;
                same > 6 ? done() : requestAnimationFrame(look);
            };
            look();
        })"""
    )


def tick(page: Page, *places: int) -> list[str]:
    """Tick the cards at these places; -> their passages' texts."""
    texts = []
    for place in places:
        card = page.locator(".cards > li > .card").nth(place)
        texts.append(card.locator(".passage").first.inner_text())
        card.locator("> .actions [data-keep]").click()
        expect(card.locator("> .actions [data-keep]")).to_have_attribute("aria-pressed", "true")
    return texts


def open_notebook(page: Page) -> None:
    page.locator('[data-view-link="notebook"]').click()


def saved(page: Page, selector: str) -> tuple[str, bytes]:
    with page.expect_download() as download:
        page.locator(selector).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def file(name: str, content: str | bytes) -> dict[str, object]:
    return {"name": name, "mimeType": "", "buffer": content if isinstance(content, bytes) else content.encode()}


def added(page: Page, name: str) -> Locator:
    return page.locator(".added > li").filter(has=page.get_by_role("heading", name=name, exact=True)).first


def fits(page: Page, width: int) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= width
