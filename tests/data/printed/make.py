"""Makes the files beside it: articles of our own as LibreOffice saves them and as Chromium prints them.

    python -m tests.data.printed.make

They are kept, so that the tests need neither program. It takes LibreOffice Writer (apt-get install libreoffice-writer-nogui), Chromium
(python tests/install_chromium.py) and fonts (apt-get install fonts-dejavu-core fonts-noto-cjk fonts-droid-fallback). What is in
the files is `tests/articles.py`'s.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.helpers.articles import article
from tests.helpers.printing import CAPTION, FOOTNOTE, HEADING
from tests.helpers.serving import CHROMIUM_FLAGS
from tests.install_chromium import find_chromium

HERE = Path(__file__).resolve().parent
TITLES = {True: "江北镇的一年", False: "A year in the valley"}
HEADS = {True: "江北晚报", False: "The Valley Gazette"}
LANGUAGES = {True: "zh", False: "en"}
FORMATS = ("odt", "docx", "rtf", "pdf")
LIBREOFFICE_FONT = "Noto Serif CJK SC"
CHROMIUM_FONT = "Droid Sans Fallback"  # embedded as a font; those of Noto are drawn letter by letter, four times as large a file
STYLE = """body {{ font: 11pt/1.5 "DejaVu Serif", "{font}", serif; text-align: justify; hyphens: auto }}
    main {{ columns: {columns}; column-gap: 8mm }} h1, h2 {{ text-align: left }} h2 {{ font-size: 13pt; margin: 12pt 0 4pt }}
    p {{ margin: 0; text-indent: 2em }}"""


def blocks(chinese: bool, columns: int) -> list[tuple[str, str]]:
    return [block for block in article(chinese, seed=20 + columns, paragraphs=18) if block[0] not in (CAPTION, FOOTNOTE)]


def page(chinese: bool, columns: int, font: str) -> str:
    text = "".join(
        f"<{'h2' if kind == HEADING else 'p'}>{escape(said)}</{'h2' if kind == HEADING else 'p'}>"
        for kind, said in blocks(chinese, columns)
    )
    title = TITLES[chinese]
    return (
        f'<!doctype html><html lang="{LANGUAGES[chinese]}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{STYLE.format(columns=columns, font=font)}</style><h1>{title}</h1><main>{text}</main></html>"
    )


def by_libreoffice(folder: Path) -> None:
    for chinese, language in LANGUAGES.items():
        source = folder / f"libreoffice-{language}.html"
        source.write_text(page(chinese, 1, LIBREOFFICE_FONT), encoding="utf-8")
        for form in FORMATS:
            target = "odt:writer8" if form == "odt" else form if form != "docx" else "docx:MS Word 2007 XML"
            writer = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--writer"]
            made = source if form in ("odt",) else HERE / f"libreoffice-{language}.odt"
            command = [*writer, "--convert-to", target, "--outdir", str(HERE), str(made)]
            subprocess.run(command, check=True, timeout=300, stdout=subprocess.DEVNULL)


def by_chromium(browser: Browser) -> None:
    for chinese, language in LANGUAGES.items():
        for columns in (1, 2):
            shown = browser.new_page()
            shown.set_content(page(chinese, columns, CHROMIUM_FONT))
            small = '<div style="font-size:8px;width:100%;text-align:center">{}</div>'
            shown.pdf(
                path=HERE / f"chromium-{language}-{columns}.pdf",
                format="A4",
                margin=dict.fromkeys(("top", "bottom", "left", "right"), "20mm"),
                display_header_footer=True,
                header_template=small.format(HEADS[chinese]),
                footer_template=small.format('<span class="pageNumber"></span>'),
            )
            shown.close()


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM") or find_chromium(), args=CHROMIUM_FLAGS)
        by_chromium(browser)
        browser.close()
    with tempfile.TemporaryDirectory() as folder:
        by_libreoffice(Path(folder))


if __name__ == "__main__":
    main()
