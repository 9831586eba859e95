"""Articles of our own, and a printer that turns them into the dumps people paste: wrapped lines, page furniture, lost indents.

A plain model of typesetting, independent of `xunzhang`: what `reading/dumps/` undoes is done here by other means.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

HEADING = "heading"
TEXT = "text"


@dataclass(frozen=True)
class Printed:
    """An article before it is printed: title, outlet, and (kind, text) of each paragraph."""

    title: str
    source: str
    paragraphs: tuple[tuple[str, str], ...]


LIBRARY = Printed(
    "一座小城的图书馆",
    "江北晚报",
    (
        (TEXT, "城北的图书馆去年冬天重新开放，书架换成了矮的，孩子们伸手就能拿到自己想看的书，老人们也有了靠窗的座位。开馆那天下着小雨，门口的队伍一直排到街角，最前面的是一位七十多岁的木匠。"),
        (TEXT, "馆长周知远说，3月以来每天有620人进馆，周末更多，借书的人里有48.5%是15岁以下的孩子。“我们没有想到的是，晚上来的人比白天还多。”他说，图书馆因此把闭馆时间推迟到了22点。"),
        (HEADING, "书箱进村"),
        (TEXT, "下一步，图书馆准备把借书点开到村里去，37个村子每村一个书箱，半个月换一次书，由志愿者送去。第一批书箱里有1200册图书，一半是孩子们自己挑的。"),
        (TEXT, "木匠把做书箱的活儿接了下来，他只收材料钱，说自己小时候没有书看，如今总算能替别人打一只装书的箱子，这是他这一辈子最体面的一件活计。"),
        (HEADING, "钱从哪里来"),
        (TEXT, "图书馆一年的开支是260万元，其中购书费占三分之一，其余用在人手和房屋上。区里答应再添80万元，用来买一辆送书的车，剩下的要靠镇上的企业和居民凑齐。"),
    ),
)  # fmt: skip
BRIDGE = Printed(
    "老桥修好了 两岸的人又走到一起",
    "山城周刊",
    (
        (TEXT, "停了两年的老桥昨天恢复通行，第一个走上去的是对岸小学的一群学生，他们手里举着自己画的桥，一路走一路数桥上的石狮子，数到第108只的时候全都笑了起来。"),
        (TEXT, "修桥的石匠师傅说，桥身的裂缝有40多处，最长的一处超过3米，补的时候不能用水泥，只能用糯米浆和石灰，一天最多补半米，所以才花了这么久的时间。"),
        (TEXT, "住在桥头的杨婆婆每天都来看工程的进度，她说桥断了以后，自己要绕5公里的路才能到对岸的女儿家，现在又可以吃过晚饭走过去坐一会儿再走回来了。"),
    ),
)  # fmt: skip
BRIDGE_HANT = Printed(
    "老橋修好了 兩岸的人又走到一起",
    "山城週刊",
    (
        (TEXT, "停了兩年的老橋昨天恢復通行，第一個走上去的是對岸小學的一群學生，他們手裡舉著自己畫的橋，一路走一路數橋上的石獅子，數到第108隻的時候全都笑了起來。"),
        (TEXT, "修橋的石匠師傅說：「橋身的裂縫有40多處，最長的一處超過3公尺，補的時候不能用水泥，只能用糯米漿和石灰，一天最多補半公尺，所以才花了這麼久的時間。」"),
        (TEXT, "住在橋頭的楊婆婆每天都來看工程的進度，她說橋斷了以後，自己要繞5公里的路才能到對岸的女兒家，現在又可以吃過晚飯走過去坐一會兒再走回來了。"),
    ),
)  # fmt: skip
ORCHARD = Printed(
    "The orchard that came back",
    "Valley Courier",
    (
        (TEXT, "When the frost of 1987 killed all but eleven of the trees, the orchard above the village was given up, and for thirty years nobody pruned, picked or even walked there. The gate rusted shut, and the children who climbed over it were told that the ground was full of wells."),
        (TEXT, "Mary Pell, a schoolteacher, found the eleven survivors by accident while looking for her dog. Two of them bore a yellow apple that no nursery in the county could name, and she sent a box of the fruit to the university, which took four months to answer."),
        (HEADING, "A name from an old list"),
        (TEXT, "The answer was worth the wait. The apple was the Harrow Russet, last recorded in a catalogue of 1902 and thought to be extinct; only its description, its price and a small engraving of the fruit had come down to us."),
        (TEXT, "The village now grows 240 of the trees, and sells the grafts for 12 pounds each. Half of the money goes to the school, and the other half, by a vote of the parish, goes to keeping the gate open."),
    ),
)  # fmt: skip
TIDE = Printed(
    "Tide tables go back to the harbour wall",
    "The Pilot",
    (
        (TEXT, "The painted board that once told fishermen when to sail is back on the harbour wall, seven years after a storm carried it off. It was found in a barn forty miles inland, where it had been serving as the door of a hen house."),
        (TEXT, "The harbour master says the numbers are still right to within a few minutes, which is more than can be said of most telephones. The town has paid 300 pounds for a new coat of varnish."),
    ),
)  # fmt: skip

_CLOSING = "，。、；：！？”’」』》）…%,.;:!?)"
_OPENING = "“‘「『《（("


def columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WF" or c in "“”‘’…—·" else 1 for c in text)


def with_typesetters_spaces(text: str) -> str:
    """17.1亿元 -> 17.1 亿元, as a PDF gives the quarter space between Han and digits."""
    return re.sub(r"(?<=[\u3400-\u9fff])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9%])(?=[\u3400-\u9fff])", " ", text)


def wrap_chinese(text: str, width: int, indent: int = 0, hanging: bool = True) -> list[str]:
    """Break where the next unit does not fit; closing marks hang over the margin or pull their character to the next line."""
    units: list[str] = []
    for token in re.findall(r"[A-Za-z0-9.%+/-]+|\s|.", text):
        glued = units and (token in _CLOSING or units[-1][-1] in _OPENING)
        units[-1:] = [units[-1] + token] if glued else [*units[-1:], token]
    lines, line, room = [], "", width - indent
    for unit in units:
        need = columns(unit) - (2 if hanging and len(unit) > 1 and unit[-1] in "，。、；：！？" else 0)
        if line and columns(line) + need > room:
            lines.append(line.rstrip())
            line, room = "", width
        line += unit if line or not unit.isspace() else ""
    return [*lines, line.rstrip()]


def wrap_english(text: str, width: int, indent: int = 0) -> list[str]:
    lines, line, room = [], "", width - indent
    for word in text.split():
        if line and len(line) + 1 + len(word) > room:
            lines.append(line)
            line, room = "", width
        line = f"{line} {word}" if line else word
    return [*lines, line]


@dataclass(frozen=True)
class Press:
    """How a dump is set. `blanks`: "every" line, between "paragraphs", or "none". `lines_a_page`: 0 for no pages."""

    width: int
    indent: int = 0
    keeps_indent: bool = False
    blanks: str = "every"
    lines_a_page: int = 0
    page_number: str = "{}"
    running_head: str = ""
    spaces: bool = False
    hanging: bool = True
    source: str = "foot"
    caption: str = ""
    chinese: bool = True

    def print(self, *articles: Printed) -> str:
        lines: list[tuple[str, bool]] = []  # (line, does a paragraph begin here)
        for article in articles:
            lines += [(line, n == 0) for n, line in enumerate(self._set(article.title, int(0.7 * self.width), 0))]
            label = f"来源：{article.source}" if self.chinese else f"Source: {article.source}"
            lines += [(label, True)] if self.source == "head" else []
            for number, (kind, text) in enumerate(article.paragraphs):
                wrapped = self._set(text, self.width, self.indent if kind == TEXT else 0)
                if self.keeps_indent and kind == TEXT:
                    wrapped[0] = ("　　" if self.chinese else " " * self.indent) + wrapped[0]
                if self.caption and number == 1:  # a photograph floats into the middle of the second paragraph
                    wrapped.insert(2, self.caption)
                lines += [(line, n == 0) for n, line in enumerate(wrapped)]
            lines += [(label, True)] if self.source == "foot" else []
        return self._paged(lines)

    def _set(self, text: str, width: int, indent: int) -> list[str]:
        if not self.chinese:
            return wrap_english(text, width, indent)
        return wrap_chinese(with_typesetters_spaces(text) if self.spaces else text, width, indent, self.hanging)

    def _paged(self, lines: list[tuple[str, bool]]) -> str:
        printed, page = "", 0
        gap = "\n" if self.blanks == "none" else "\n\n"
        for number, (line, begins) in enumerate(lines):
            if number:
                printed += gap if begins or self.blanks == "every" else "\n"
            if number and self.lines_a_page and number % self.lines_a_page == 0:
                page += 1
                for furniture in filter(None, (self.page_number.format(page), self.running_head)):
                    printed += furniture + gap
                printed += "" if self.keeps_indent else " "  # such dumps start a page with a space
            printed += line
        return printed + "\n"
