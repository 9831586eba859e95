"""The names of a text that may be offered to a reader: whole as they are printed, and names of something.

`names.py` reads names to compare passages by, where a piece of one or a word too many does little harm. What is offered (a
suggestion, a list of names) has to read as a person would write it, so what may be cut short or run on is left out here.
"""

from __future__ import annotations

import re

from xunzhang.language.mentions.names import Name, names
from xunzhang.types import Span
from xunzhang.types.characters import HAN

_HAN = re.compile(f"[{HAN}]")
_POINT = re.compile("[·•・‧]")
# A clause that ends like a body: what it begins with, and what no name of a body has in it.
_CLAUSE = re.compile(
    "^(?:[年月日号时岁多余亿万千百元家所个名位条些座一两几第何这那该其各某我他她它你已并也还又但而再均都及至于从向往到在对使据以当因由任所使用年前后外市场]"
    "|[上下]午|根据|来自|包括|加强|引进|参观|走进|积极|努力|慎重|最终|先后|紧急|通过|联合共青团|视频连线|会议|旗下|学校|区县|股份有限|社区党)"
    "|[的了着过被已将把却就让还有很]|毕业|成为|成立|加入|送往|送到|选为|前往|飞往|获批|要?办成|[要在]建|加强|公众号|等省|建成|建设世界|更名|宣布|禁止|派出|任职|举办|落户"
    "|标示|以下简称|收到|传达|祝贺|考入|组建|设立|拆除|支持|在小区|合伙|违规|私设|响应|下属|监管"
)
_KIND_ALONE = re.compile(
    "(?:.{0,2}(?:股份|控股|商贸|建筑工程|生物制药|物流|咨询|上市|母|子|分|初创|科技|本地|外地|当地|国有|民营|外资|地方|商业|行业|影子|中央|方舱))?"
    "(?:有限|有限责任)?(?:公司|集团|大学|学院|中学|小学|银行|医院|法院|检察院|委员会|办公室|协会|学会|研究院|研究所|博物馆|图书馆|俱乐部|基金会|联合会)"
    "|.{2}公司|(?:中小学|干部学院|党委|教委)"
)
_NO_PERSON = re.compile(
    "某|(?:先生|女士|小姐|同学|师傅|老师|夫妇)$|[摄等认还来称者体众]$|^(?:明确|查证|董事长|商家|任内|白皮书|简单来)$|^[向于和与]"
)
_WORK_OF_ALL = re.compile("意见|解释|通知|指南|草案|办法|公告|规定|决定|方案|条例|章程|报告|日报|营业执照|公司章程")
_LETTER = re.compile(r"[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f]")
_CODE = re.compile(r"[A-Z]{0,4}-?\d[\w-]*|[A-Za-z]?")
# Words that begin with a character that foreign names are written with too, and words that end with one.
_BEHIND = re.compile(
    "当[地天日时年场选]|提[出到名交醒供及]|多[次年名人家]|本[周月人次日届]|曾[在任经]|达[成到]|所[说在]|因[为此]|希望|以[来及后前]|于是|金额|道[歉路]|高级|让人|古代"
)
_BEFORE = re.compile("[总经助代护]理|[女男护爵博骑]士")


def whole_names(text: str) -> list[Name]:
    """The names of `text` that may be offered, in order; each span is the whole of a name."""
    found = []
    for name in names(text):
        span = _whole(text, name)
        if span is not None:
            found.append(Name(span, name.kind))
    return found


def _whole(text: str, name: Name) -> Span | None:
    """The span of a name that may be offered, without what ran on; None for what may not."""
    printed = name.span.of(text)
    bare = printed.strip()
    start = name.span.start + printed.index(bare)
    span = Span(start, start + len(bare))
    if name.kind == "work":
        return None if _WORK_OF_ALL.fullmatch(bare) or not bare else span
    if not _HAN.search(bare):
        return None if _CODE.fullmatch(bare) or not _LETTER.search(bare) or _is_a_word(text, bare) else span
    if _POINT.search(bare):
        return _foreign(text, span)
    if name.kind == "body":
        return None if _CLAUSE.search(bare) or _KIND_ALONE.fullmatch(bare) else span
    return None if _NO_PERSON.search(bare) else span


def _is_a_word(text: str, bare: str) -> bool:
    """Whether a single word with a capital stands without one too, in the same text: Universities, where universities are."""
    return bare[1:].islower() and re.search(rf"(?<![^\W\d_]){re.escape(bare.lower())}(?![^\W\d_])", text) is not None


def _foreign(text: str, span: Span) -> Span | None:
    """A foreign name without the end of a title before it and the beginning of a word behind it.

    None where it may be cut short: of its first or last part one character is there, and Han text goes on beside it.
    """
    start, end = span.start, span.end
    if _BEFORE.fullmatch(text[max(0, start - 1) : start + 1]):
        start += 1
    while end > start and _BEHIND.fullmatch(text[end - 1 : end + 1]):
        end -= 1
    parts = _POINT.split(text[start:end])
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    cut = (len(parts[0]) == 1 and _HAN.match(before)) or (len(parts[-1]) == 1 and _HAN.match(behind))
    return None if cut or not all(parts) else Span(start, end)
