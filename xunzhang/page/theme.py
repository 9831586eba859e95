"""The page's Gradio theme and style sheet: faces that are on the reader's machine, a light and a dark palette, nothing fetched.

`PALETTES` is the one place for colours; the style sheet names them, the theme gives Gradio's own frame the same ones.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import rcssmin
import rjsmin
from markupsafe import Markup

from xunzhang.page.gradio_adapter import gr
from xunzhang.page.parts.bilingual import LANGUAGES
from xunzhang.page.parts.palette import PALETTES, SANS, variables
from xunzhang.page.parts.templates import render
from xunzhang.page.parts.view import View

STATIC = Path(__file__).with_name("static")


def make_theme() -> Any:
    """A `gr.themes.Base` whose ground and ink are the page's, set in system faces only."""
    light, dark = PALETTES["light"], PALETTES["dark"]
    theme = gr.themes.Base(font=SANS, font_mono=["ui-monospace", "Consolas", "monospace"])
    return theme.set(
        body_background_fill=light["paper"],
        body_background_fill_dark=dark["paper"],
        body_text_color=light["ink"],
        body_text_color_dark=dark["ink"],
    )


def head(views: Sequence[View]) -> str:
    """What goes into the document's head: the palettes, the style sheets, and the script that settles the language first."""
    palettes = f"body{{color-scheme:light;{variables('light')}}}body.dark{{color-scheme:dark;{variables('dark')}}}"
    palettes += f"@media print{{body.dark{{color-scheme:light;{variables('light')}}}}}"
    style = "".join(map(static, ["page.css", *(name for view in views for name in view.styles), "print.css"]))
    tags = {language: tag for language, (tag, _) in LANGUAGES.items()}
    return str(render("head.html", style=Markup(palettes + style), tags=tags, script=Markup(static("language.js"))))


def script(views: Sequence[View]) -> str:
    """The browser script, which Gradio runs once the page is drawn: the document's, then the views' own in a scope each."""
    rooms = "".join(_in_a_room(static(name), view) for view in views for name in view.scripts)
    return f"{static('page.js')}\n{rooms}start();\n"


def _in_a_room(script: str, view: View) -> str:
    return f"((section,settings)=>{{\n{script}\n}})(...roomOf({json.dumps(view.name)}));\n"


def static(name: str) -> str:
    """A script or style sheet without what only its reader needs: white space and comments."""
    text = (STATIC / name).read_text(encoding="utf-8")
    return str(rcssmin.cssmin(text) if name.endswith(".css") else rjsmin.jsmin(text))
