"""Exports in which every value stands behind a tag: CNKI, Factiva with field codes, RIS, EndNote, RefWorks, NoteExpress.

A record begins where the first tag of the file comes again, and a value goes on until the next tag. Tags are told by their form
and by name, so that a line of prose is not taken for one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from xunzhang.messages.wording import say
from xunzhang.reading.clippings.record import Record, make_record
from xunzhang.reading.lines.headings import is_body
from xunzhang.reading.lines.line import visible
from xunzhang.types.characters import HAN

UNDER_NO_TAG = "under-no-tag"  # what stands for the tag of text that has none


@dataclass(frozen=True, slots=True)
class Tagged:
    """A format: what a tagged line looks like, what its tags mean ("" is a tag that is known and not kept), with which a record
    may begin, and which hold the article's text. A record ends with `end`, if the format has such a tag."""

    tag: re.Pattern[str]
    kinds: Mapping[str, str]
    begins: frozenset[str]
    end: str = ""
    any_tag: bool = False  # tags that are not listed are tags too
    words: bool = False  # the tags are common words, with which a line of text may begin


def _kinds(**named: str) -> dict[str, str]:
    """title="T1 TI" -> {"T1": "title", "TI": "title"}; `drop` are the tags that are known and not kept."""
    return {tag: "" if kind == "drop" else kind for kind, tags in named.items() for tag in tags.split(" ")}


_CHINESE = _kinds(
    title="标题 標題 题名 篇名 题目 文章标题 新闻标题",
    source="来源 來源 出处 媒体 报纸 刊名 报刊 文献来源 报纸名 来源媒体 媒体名称",
    byline="作者 记者 記者",
    date="日期 时间 發佈日期 发布时间 发布日期 发表时间 发表日期 出版日期 见报日期 刊发日期",
    url="链接 网址 原文链接 URL",
    language="语言 语种",
    body="正文 全文 内容 內容 摘要 文章内容 新闻内容 正文内容",
    drop="关键词 字数 版次 版面 版名 栏目 单位 编号 序号 分类号 页码 编辑 文章编号 数据库 来源库 类型 地区 备注 记录号",
)
_ENGLISH = _kinds(
    title="title headline",
    source="source publication newspaper outlet journal publisher",
    byline="author authors byline by",
    date="date published pubdate",
    url="url link",
    language="language",
    body="text body abstract content fulltext",
    drop="id length words section page edition keywords subject tags category number copyright",
)
FORMATS = (
    # CNKI: Title-题名: …
    Tagged(
        re.compile(rf"(?P<tag>[A-Z][A-Za-z]{{1,20}})-[{HAN}]{{1,8}} ?[:：] ?(?P<value>.*)"),
        _kinds(
            title="Title",
            source="Source",
            byline="Author",
            date="PubTime PubDate",
            year="Year",
            url="Link URL",
            body="Summary FullText",
            drop="SrcDatabase Organ Keyword FirstDuty Fund Volume Period PageCount CLC ISSN DOI Tutor Degree",
        ),
        frozenset({"SrcDatabase", "Title"}),
        any_tag=True,
    ),
    # NoteExpress: {Title}: …
    Tagged(
        re.compile(r"\{(?P<tag>[A-Z][A-Za-z /]{1,30})\} ?[:：] ?(?P<value>.*)"),
        _kinds(
            title="Title",
            source="Newspaper Journal Magazine Publication",
            byline="Author",
            date="Date",
            year="Year",
            language="Language",
            body="Abstract",
        )
        | {"URL": "url", "Link": "url", "Reference Type": "", "Keywords": "", "Pages": "", "Issue": ""},
        frozenset({"Reference Type", "Title"}),
        any_tag=True,
    ),
    # EndNote: %T …
    Tagged(
        re.compile(r"(?P<tag>%[0-9A-Z@!>+*&$#~^(=]) ?(?P<value>.*)"),
        _kinds(title="%T", source="%J %B", byline="%A", date="%8", year="%D", url="%U", language="%G", body="%X"),
        frozenset({"%0", "%T"}),
        any_tag=True,
    ),
    # RIS: TI  - …
    Tagged(
        re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?"),
        _kinds(title="TI T1", source="T2 JO JF", byline="AU A1", date="DA", year="PY Y1", url="UR", language="LA", body="AB N2"),
        frozenset({"TY"}),
        end="ER",
        any_tag=True,
    ),
    # RefWorks: T1 …
    Tagged(
        re.compile(r"(?P<tag>[A-Z][A-Z0-9]) (?P<value>.*)"),
        _kinds(
            title="T1",
            source="JF JO",
            byline="A1",
            date="FD",
            year="YR",
            url="LK UL",
            language="LA",
            body="AB",
            drop="RT SR A2 A3 AD CL CN DB DO DS ED ID IS K1 NO OP PB PP RD SN SP T2 T3 VO WT",
        ),
        frozenset({"RT"}),
    ),
    # Factiva: HD   …
    Tagged(
        re.compile(r"\s?(?P<tag>[A-Z]{2,3})(?:(?:\t|[ \u3000]{2,})\s*(?P<value>.*)|\s*)"),
        _kinds(
            title="HD",
            source="SN",
            byline="BY",
            date="PD",
            language="LA",
            url="UR",
            body="LP TD",
            drop="SE CR WC ET SC ED PG VOL CY CT RF CO IN NS RE IPD IPC PUB AN ART CLM NGC GC CX DLN",
        ),
        frozenset({"SE", "HD"}),
    ),
    Tagged(
        re.compile(
            rf"[【\[]?(?P<tag>[{HAN}]{{2,6}}|URL)[】\]]? ?[:：] ?(?P<value>.*)|【(?P<other>[{HAN}]{{2,6}})】 ?(?P<rest>.*)"
        ),
        _CHINESE,
        frozenset(tag for tag, kind in _CHINESE.items() if kind != "body"),
        words=True,
    ),
    Tagged(
        re.compile(r"(?P<tag>[A-Za-z]{2,12}(?: [Tt]ext)?) ?[:：] ?(?P<value>.*)"),
        _ENGLISH,
        frozenset(tag for tag, kind in _ENGLISH.items() if kind != "body"),
        words=True,
    ),
)
_SENTENCE = re.compile("[。！？!?]|[a-z]\\. |.{80}")
LEAST_TAGS = 3  # different tags, the title's and the text's among them, that make a record
_RULE = re.compile(r"\s*([=＝*＊_~#+·•—─━═-])(?: ?\1){2,}\s*")


def find_tagged(text: str) -> list[Record]:
    """The records of a tagged export; none where the text is not in one of the formats from its first line on."""
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    for format in FORMATS:
        found = _tag(format, first)
        if found and found[0] in format.begins:
            records = _records(format, lines, found[0])
            if records:
                return records
    return []


def _tag(format: Tagged, line: str) -> tuple[str, str] | None:
    """-> (tag, value) of a tagged line."""
    match = format.tag.fullmatch(line.rstrip())
    if not match:
        return None
    parts = match.groupdict()
    tag = parts.get("tag") or parts.get("other") or ""
    if tag.isascii() and format.kinds is _ENGLISH:
        tag = tag.lower().replace(" ", "")
    if tag not in format.kinds and tag != format.end and not format.any_tag:
        return None
    return tag, parts.get("value") or parts.get("rest") or ""


def _may_be_text(format: Tagged, found: tuple[str, str], tags: list[tuple[str, str]]) -> bool:
    """Among tags that are common words, a line of text that only begins like one: it is a sentence, or the tag came before."""
    tag, value = found
    prose = format.kinds[tag] not in ("body", "title") and bool(_SENTENCE.search(value))
    begun = any(known == UNDER_NO_TAG or format.kinds.get(known) == "body" for known, _ in tags)
    return prose or (begun and format.kinds[tag] != "title" and any(known == tag for known, _ in tags))


def _records(format: Tagged, lines: list[str], opening: str) -> list[Record]:
    records: list[Record] = []
    tags: list[tuple[str, str]] = []
    whole = left = 0
    blank = False

    def close() -> bool:
        named = [("body" if tag == UNDER_NO_TAG else format.kinds.get(tag, ""), value) for tag, value in tags]
        kinds = {kind for kind, _ in named}
        if len({tag for tag, _ in tags} - {UNDER_NO_TAG}) < LEAST_TAGS or "title" not in kinds:
            return False
        if not (format.any_tag or records or "body" in kinds):
            return False
        records.append(make_record(whole, named, Counter({say("left_out.end_marks"): left})))
        return True

    for line in lines:
        found = _tag(format, line)
        if found and format.words and found[0] != opening and _may_be_text(format, found, tags):
            found = None
        kind = format.kinds.get(found[0], "") if found else ""
        again = found and (found[0] == opening or (kind == "title" and any(format.kinds.get(tag) == "title" for tag, _ in tags)))
        if found and tags and (again or (format.end and tags[-1][0] == format.end)):
            if not close():
                return []
            tags, whole, left = [], 0, 0
        whole += visible(line)
        if found:
            tags.append(found)
        elif _RULE.fullmatch(line):
            left += visible(line)
        elif tags:
            in_text = tags[-1][0] == UNDER_NO_TAG or format.kinds.get(tags[-1][0]) == "body"
            if in_text or not (blank or is_body(line)) or not line.strip():
                tags[-1] = (tags[-1][0], f"{tags[-1][1]}\n{line}")
            else:  # running text under a tag that holds none belongs to the article, not to the tag
                tags.append((UNDER_NO_TAG, line))
        blank = not line.strip()
    return records if not tags or close() else []
