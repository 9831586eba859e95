"""A collection of twelve outlets that tell of one bridge, of a report with pages, and of articles that try to be more than text.

Two outlets print another cost, one another day and one another engineer. Signs of direction are left unclosed wherever text goes.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.helpers.printing import TEXT, Setting, print_pdf

OUTLETS = (
    "Lanling Gazette", "River Courier", "The Northern Echo of Lanling", "兰陵日报", "Bridge & Road", "Harbour Times",
    "Weekly Ledger", "Upland Post", "Lanling Evening Standard", "Provincial Register", "County Mirror", "Old Town Observer",
)  # fmt: skip
COST, DAY, ENGINEER = "48.6 million yuan", "3 May 2021", "Maria Keller"
OTHER_COST, OTHER_DAY, OTHER_ENGINEER = "64.8 million yuan", "5 May 2021", "Martha Kessler"
QUESTION = "How much did the Lanling Bridge cost?"

RTL = "\u202eturned\u2067\u2067round\u202b"  # an override, two isolates and an embedding, none of them closed
BREAKOUT = "\u2069\u2069\u202c\u202eout"  # ends what it did not begin, then turns what follows
LONG_WORD = "unbreakable" * 60
HOSTILE: dict[str, Any] = {
    "id": "hostile",
    "title": f"""=cmd|'/C calc'!A0 "Straße" <b id=bad onmouseover="window.bad=1">{{{{this}}}}</b> {RTL}""",
    "source": f"@SUM(1+1)<i id=bad>'s {RTL}",
    "byline": f"By <u id=bad>Nobody</u> {RTL}",
    "date": "2021-05-03",
    "lang": "en",
    "url": """https://example.org/"onclick="window.bad=1""",
    "text": f"=HYPERLINK(1) </blockquote></mark><script>window.bad=1</script> {RTL} The lighthouse of Testhaven stands 31 metres"
    f" high. <img src=x onerror=window.bad=1> ${{window.bad=1}} {{{{#each}}}} &lt;b&gt; \\textbf{{x}} %d `tick` *star* {LONG_WORD}.",
}
COPY: dict[str, Any] = HOSTILE | {
    "id": "hostile-copy",
    "title": f"<s id=bad>Copy</s> {BREAKOUT}",
    "source": f"+2+3<em id=bad>{BREAKOUT}",
    "text": HOSTILE["text"].replace("31 metres", "13 metres"),
}
ASKED = """<img src=x onerror="window.bad=1"> How high is the "lighthouse" of Testhaven?"""

FIRST_PAGE = "The first page of the harbour report counts the ferries of the year and the passengers that each of them carried. "
SECOND_PAGE = "The dredging of the northern basin removed 72,000 cubic metres of silt and was finished in October."
FERRIES = "A ferry of the second class crosses the basin in eleven minutes when the tide is in and the wind comes from the west. "


def told(outlet: str, number: int) -> dict[str, Any]:
    cost = OTHER_COST if number in (2, 7) else COST
    day = OTHER_DAY if number == 4 else DAY
    engineer = OTHER_ENGINEER if number == 9 else ENGINEER
    return {
        "id": f"bridge-{number}",
        "title": f"The Lanling Bridge opens ({number})",
        "source": outlet,
        "date": f"2021-05-{number + 6:02}",
        "lang": "en",
        "text": f"The Lanling Bridge opened to traffic on {day} after four years of work and cost {cost} in all. "
        f"The chief engineer, {engineer}, said that the bridge carries six lanes and a footway over the river.",
    }


def write_crowd(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    records = [*(told(outlet, number) for number, outlet in enumerate(OUTLETS)), HOSTILE, COPY]
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "crowd.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    blocks = [(TEXT, FIRST_PAGE + FERRIES * 4) for _ in range(7)] + [(TEXT, SECOND_PAGE), (TEXT, FERRIES * 3)]
    print_pdf(folder / "harbour.pdf", "Report on the Harbour", blocks, Setting(chinese=False, indent=0))
