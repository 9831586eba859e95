"""A collection to narrow, turn the pages of, and compare: a river's level, month by month, told in two languages by four outlets.

One more article tries to be more than text.
"""

from __future__ import annotations

import json
from pathlib import Path

HOSTILE = {
    "id": "hostile",
    "title": """</script><img src=x onerror="window.bad=1"> ${window.bad=1} {{#each value}}""",
    "source": """"><b id=bad>Outlet""",
    "url": "javascript:window.bad=1",
    "lang": "en",
    "text": "The kindergartens of <b id=bad>Testville</b> number 28 <script>window.bad=1</script> ${window.bad=1} {{this}} &amp; `tick`"
    f" with a very long word, {'kindergarten' * 40}, and right-to-left \u202emarks\u202c too.",
}
YEARS = (2022, 2023, 2024)
MONTHS = range(1, 13)


def level(year: int, month: int) -> str:
    """Metres, a different figure for every month."""
    return f"{3 + (year - 2022) * 4 + month * 0.3:.1f}"


def chinese(year: int, month: int) -> dict[str, str]:
    text = (
        f"{year}年{month}月，青石河的平均水位是{level(year, month)}米。水文站站长何远山表示，这个数字来自每天早晨的读数。\n\n"
        f"沿河的三个村子在这个月都没有被淹，渡船照常开行，乘客比上个月多了{month}成。"
    )
    return {
        "id": f"zh-{year}-{month:02}",
        "title": f"青石河{year}年{month}月水位",
        "source": "青石日报" if month % 2 else "河谷晚报",
        "date": f"{year}-{month:02}-15",
        "lang": "zh",
        "text": text,
        "url": f"https://example.org/{year}/{month}",
    }


def english(year: int, month: int) -> dict[str, str]:
    text = (
        f"The mean level of the Qingshi River in month {month} of {year} was {level(year, month)} metres. The head of the gauging "
        f"station, Helen Marsh, said the figure came from readings taken every morning.\n\n"
        f"None of the three villages along the river was flooded that month, and the ferry ran as usual."
    )
    return {
        "id": f"en-{year}-{month:02}",
        "title": f"Level of the Qingshi River, {year}/{month}",
        "source": "Valley Post" if month % 2 else "Qingshi Herald",
        "date": f"{year}-{month:02}-16",
        "lang": "en",
        "text": text,
        "url": f"https://example.org/en/{year}/{month}",
    }


def write_collection(folder: Path) -> None:
    """English every third month and Chinese in the others; January to March of 2024 in both; and the hostile article."""
    records = []
    for year in YEARS:
        for month in MONTHS:
            both = year == YEARS[-1] and month <= 3
            if both or month % 3:
                records.append(chinese(year, month))
            if both or not month % 3:
                records.append(english(year, month))
    records.append(HOSTILE)
    folder.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    (folder / "river.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
