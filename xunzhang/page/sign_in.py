"""The page for signing in, drawn in the one language that its reader was taken to speak; what signing in is, the guard knows."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable

from markupsafe import Markup

from xunzhang.page.parts.bilingual import LANGUAGES
from xunzhang.page.parts.palette import SANS, variables
from xunzhang.page.parts.templates import render
from xunzhang.page.theme import static
from xunzhang.service.guard.doorway import SignIn

_SERIF = {
    "latin": '"Iowan Old Style",Charter,Georgia,"Noto Serif","Liberation Serif",serif',
    "simplified": '"Source Han Serif SC","Noto Serif SC","Noto Serif CJK SC","Songti SC",serif',
}


def sign_in_page() -> tuple[Callable[[SignIn], str], str]:
    """-> what draws the page, and its policy: nothing is loaded or run, and the form goes nowhere but here."""
    style = _style()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

    def draw(shown: SignIn) -> str:
        at = 0 if shown.language == "zh" else 1
        return render("sign_in.html", shown=shown, at=at, languages=LANGUAGES, style=Markup(style))

    return draw, policy


def _style() -> str:
    faces = f"--sans:{','.join(_quoted(face) for face in SANS)};" + "".join(f"--{name}:{face};" for name, face in _SERIF.items())
    light = f":root{{color-scheme:light;{faces}{variables('light')}}}"
    return f"{light}@media(prefers-color-scheme:dark){{:root{{color-scheme:dark;{variables('dark')}}}}}{static('sign_in.css')}"


def _quoted(face: str) -> str:
    return f'"{face}"' if " " in face else face
