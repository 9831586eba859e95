"""The names of outlets as they are printed: what a name is without the marks around it, and what looks like one.

A name is taken for an outlet's without a label only where it says so itself (…日报, … Post) and stands with a date or a byline;
that it does is for `labels.py` and `datelines.py` to see.
"""

from __future__ import annotations

import re

from xunzhang.types.characters import HAN

_PAIRS = (("《", "》"), ("〈", "〉"), ("“", "”"), ("「", "」"), ("『", "』"), ("【", "】"), ("[", "]"), ("（", "）"), ("(", ")"))
_AROUND = " \u3000·,，、;；:：|｜丨/／-–—_~～.。"
_KIND_OF_OUTLET = (
    "日报|日報|晚报|晚報|早报|早報|晨报|晨報|时报|時報|周报|週報|商报|商報|都市报|快报|快報|电讯|青年报|工人报|法治报|法制报|报|報"
    "|通讯社|通訊社|新华社|新华网|社|新闻网|新聞網|网|網|新闻|新聞|电视台|電視台|电台|電台|广播|廣播|总台|周刊|週刊|月刊|半月刊|双月刊|季刊"
    "|杂志|雜誌|学报|學報|文摘|在线|客户端|客戶端|融媒体|传媒|傳媒|发布|公众号|频道|财经|评论|观察"
)
_OF_OUTLET = (
    "Post|Times|Daily|News|Herald|Tribune|Journal|Gazette|Courier|Mail|Press|Agency|Review|Weekly|Today|Express|Guardian|Telegraph"
    "|Star|Sun|Chronicle|Observer|Independent|Standard|Magazine|Monitor|Record|Sentinel|Globe|Bulletin|Dispatch|Examiner|Inquirer"
    "|Register|Ledger|Argus|Echo|Mirror|Advertiser|Newswire|Newsweek|Online|Television|Radio|TV|Quarterly|Monthly|Xinhua|Reuters"
    "|Bloomberg|Associated Press|BBC|CNN|AFP|AP|UPI|NPR|CGTN|CCTV"
)
_CHINESE = re.compile(rf"[{HAN}\w·+-]{{1,18}}?(?:{_KIND_OF_OUTLET})(?:\([^()]{{1,8}}\)|（[^（）]{{1,8}}）)?")
_WORD = r"[A-Z][\w&'’.-]*"
_ENGLISH = re.compile(
    rf"(?:The |the )?(?:{_WORD} (?:(?:of|the|and|&|for|in) ){{0,2}}){{0,4}}(?:{_OF_OUTLET})(?: (?:{_OF_OUTLET}|{_WORD})){{0,2}}"
)
_SITE = re.compile(
    r"(?:[a-z0-9-]{2,30}\.){1,3}(?:com|cn|net|org|news|info|co|uk|hk|tw|sg|eu|example)(?:\.[a-z]{2})?", re.IGNORECASE
)
# Of an outlet and hardly of a person: By Global Times is the one, By Emily Post the other.
_NO_SURNAME = re.compile(r".*\b(?:News|Times|Daily|Agency|Newswire|Online|TV|Television|Radio|Xinhua|Reuters|AP|AFP|Bloomberg)")
_TITLED = re.compile(r"《[^《》]{2,20}》")
# What stands behind 来源： and names no outlet.
_NO_OUTLET = re.compile(
    r"本[报報网網站刊台臺社]讯?|原创|網絡|网络|互联网|互聯網|网上|綜合|综合|未知|不详|不詳|无|N/?A|[Uu]nknown|Staff"
)


def clean_source(printed: str) -> str:
    """An outlet's name without the book-title marks or brackets around it: 《上游新闻》 -> 上游新闻, 公众号“文博” stays."""
    name = printed.strip(_AROUND)
    for opening, closing in _PAIRS:
        if name.startswith(opening) and name.endswith(closing) and not {opening, closing} & {*name[1:-1]}:
            return clean_source(name[1:-1])
        if name.count(opening) != name.count(closing):
            name = name.strip(opening + closing + _AROUND)
    return name


def names_an_outlet(name: str) -> bool:
    """Whether what stands behind a label like 来源 is a name at all: 本报 and 网络 are none."""
    return bool(name) and not _NO_OUTLET.fullmatch(name)


def looks_like_outlet(text: str) -> bool:
    """Whether `text` is, by its own words, an outlet's name and nothing else: 江北日报, 《…》, The Harbor Post."""
    name = text.strip(_AROUND)
    if not names_an_outlet(name):
        return False
    return bool(_TITLED.fullmatch(name) or _CHINESE.fullmatch(name) or _ENGLISH.fullmatch(name) or _SITE.fullmatch(name))


def is_no_person(name: str) -> bool:
    """Whether a name behind `By` is an outlet's."""
    return looks_like_outlet(name) and bool(_NO_SURNAME.fullmatch(name.strip(_AROUND)))
