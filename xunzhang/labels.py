"""Lines that carry nothing but facts about an article: 来源：…, 作者：…, a date alone, "By Jane Doe", 责任编辑：….

`read_label_line` says which facts a line states and what of it is mere label; `layout.py` asks it about the lines at the head
and the foot of an article only, since the same words inside an article belong to its text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .languages import HAN
from .lines import visible
from .metadata import Facts, clean_source, find_date, parse_date

_LABELS = {
    "source": r"(?:文章|新闻|新聞|稿件|信息|原文)?(?:来源|來源)|稿源|转自|轉自|摘自|原载|Source|Publication|Outlet",
    "byline": r"(?:本报|本刊|本网)?(?:作者|记者|記者|撰文|撰稿|文字)|Authors?|Reporters?|Byline|Written by",
    "date": r"(?:发布|發布|发表|發表|刊发|出版|更新)(?:时间|時間|日期)|日期"
    r"|Date|Published(?: on)?|Publication date|Posted(?: on)?|Updated",
    "title": r"标题|標題|题名|篇名|Title|Headline",
    "url": r"原文链接|原文網址|链接|鏈接|网址|網址|URL|Link",
    "editor": r"责任编辑|責任編輯|责编|責編|值班编辑|编辑|編輯|主编|编审|校对|校對|审核|審核|审读|监制|監製|值班主任|排版"
    r"|Editors?|Edited by",
}
_LABEL = re.compile(
    r"(?:^|(?<=[\s|｜/／;；,，】)）]))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _LABELS.items())
    + r")[ 　]*[:：][ 　]*"
)
_BYLINE_AFTER_SLASH = re.compile(rf"^(?:□|■|◎|●|◆|[-—]*)[ 　]*文[字]?[ 　]*[/／丨|｜][ 　]*(?P<names>[{HAN}· 　、]{{2,30}})$")
_REPORTER_ALONE = re.compile(
    rf"^(?:[□■◎●◆][ 　]*)?[{HAN}\w-]{{0,10}}?(?:首席|全媒体|融媒体|见习|特约|实习|驻[{HAN}]{{2,6}})?(?:记者|記者|通讯员)[ 　:：]*"
    rf"(?P<names>[{HAN}·]{{2,8}}(?:[ 　、，,]+(?:(?:通讯员|实习生)[ 　]*)?[{HAN}·]{{2,4}}){{0,7}})$"
)
_BY = re.compile(r"^(?:By|BY)[ :]+(?P<names>[A-Z][\w.'’-]*(?:[ ,&]+(?:and |AND )?[A-Z][\w.'’-]*){1,7})$")
_BRACKETS = re.compile(r"^[（(【\[〔](.*)[)）】\]〕]$")
_DATE_ALONE = re.compile(r"^[\d零〇○一二三四五六七八九十年月日号號\-/.,:：()（） 　星期周週上下午A-Za-z+]{6,45}$")
_EDITION = re.compile(r"[（(]?(?:第? ?\d+ ?[版期页頁]|[A-Z]?\d+ ?版).*$")
LABELS = "labels of source, byline and date"
LONGEST_NAME = 12  # Han characters in a row, of a person or an outlet
LONGEST_VALUE = 60  # characters; what stands after a label and is longer is prose


@dataclass(slots=True)
class LabelLine:
    """The facts a line states; `printed` the visible characters of each as printed, `removed` what the rest of the line was."""

    facts: Facts = field(default_factory=Facts)
    printed: dict[str, int] = field(default_factory=dict)
    removed: dict[str, int] = field(default_factory=dict)
    names: frozenset[str] = frozenset()  # which labels there were


def read_label_line(text: str) -> LabelLine | None:
    """`text` as a line of facts, or None when it is, or may be, anything else."""
    inner = _BRACKETS.sub(r"\1", text.strip())
    found = list(_LABEL.finditer(inner))
    line = _labelled(inner, found) if found else _unlabelled(inner)
    if line and (rest := visible(text) - sum(line.printed.values()) - sum(line.removed.values())):
        line.removed[LABELS] = rest
    return line


def _labelled(text: str, found: list[re.Match[str]]) -> LabelLine | None:
    line = LabelLine(names=frozenset(match.lastgroup or "" for match in found))
    before = text[: found[0].start()].strip(" 　|｜/／;；,，")
    if before and not _take_date(line, before):
        return None
    for match, following in zip(found, [*found[1:], None], strict=True):
        value = text[match.end() : following.start() if following else len(text)].strip(" 　|｜/／;；,，")
        if not _may_be_value(match.lastgroup or "", value):
            return None
        _take(line, match.lastgroup or "", value)
    return line


def _may_be_value(name: str, value: str) -> bool:
    """Is it short and no prose? After 记者： there may stand a name, or what the reporter asked."""
    if len(value) > LONGEST_VALUE or re.search("[。！？!?]", value):
        return False
    if name in ("byline", "editor", "source"):
        return all(len(part) <= LONGEST_NAME for part in re.findall(f"[{HAN}]+", value))
    return True


def _take(line: LabelLine, name: str, value: str) -> None:
    """Put one labelled value where it belongs; a second value of the same kind is counted with the labels."""
    if name == "editor":
        line.removed["editor's line"] = line.removed.get("editor's line", 0) + visible(value)
    elif name == "date":
        _take_date(line, value)
    elif name == "source":
        _take_source(line, value)
    elif value and not getattr(line.facts, name):
        setattr(line.facts, name, value)
        line.printed[name] = visible(value)


def _take_source(line: LabelLine, value: str) -> None:
    date, start, end = find_date(value)
    if date:
        _take_date(line, value[start:end])
        value = re.split(r"[（(\[【]\s*$", value[:start])[0] if value[:start].strip(" （(") else value[end:]
    source = clean_source(re.sub(r"\s\d{1,2}:\d{2}(?::\d{2})?$", "", _EDITION.sub("", value)))
    if source and not line.facts.source:
        line.facts.source = source
        line.printed["source"] = visible(source)


def _take_date(line: LabelLine, value: str) -> bool:
    date = parse_date(value)
    if date and not line.facts.date:
        line.facts.date = date
        line.printed["date"] = visible(value)
    return bool(date)


def _unlabelled(text: str) -> LabelLine | None:
    """A byline or a date that stands alone."""
    line = LabelLine()
    if match := _BYLINE_AFTER_SLASH.match(text) or _REPORTER_ALONE.match(text) or _BY.match(text):
        line.facts.byline = match["names"].strip()
        line.printed["byline"] = visible(line.facts.byline)
        line.names = frozenset({"byline"})
        return line
    if _DATE_ALONE.match(text) and len(text) > 4 and not text.isdigit() and _take_date(line, text):
        line.names = frozenset({"date"})
        return line
    return None
