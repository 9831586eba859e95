"""What stands under a photograph, told by its wording: the opening of a caption, and the credit that it ends with."""

from __future__ import annotations

import re

from xunzhang.types.characters import HAN

_NAME = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})?"


ROLE = "(?:记者|記者|通讯员|通訊員|摄影师|摄影|攝影|实习生|特约摄影)"


_TOOK_IT = "(?:摄影报道|摄影|攝影|摄|攝|供图|供圖|提供图片|制图|图)"


LONGEST_CREDIT = 200  # characters at the end of a text in which one stands
CREDITS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{ROLE}[ 　:：]{{0,4}}{_NAME}(?:[ 　、]{{1,4}}(?:{ROLE}[ 　]{{0,8}})?{_NAME}){{0,6}}[ 　]{{0,8}}"
        rf"{_TOOK_IT}[)）]?(?:[ 　]{{0,8}}[/／丨|（(].{{0,20}})?$",
        rf"(?:^|[。！？…　 ）)]){_NAME}(?:[ 　、]{_NAME}){{0,6}}[ 　]{{0,8}}"
        rf"(?:摄|攝|供图|供圖)[)）]?[ 　]{{0,8}}[/／丨|（(].{{1,20}}$",
        rf"(?:^|[。！？…　 ）)（(]){_NAME}(?:[ 　、]{_NAME}){{0,6}}[ 　]{{1,8}}(?:摄|攝|供图|供圖)[)）]?$",
        rf"(?:^|[。！？　 （(]){_NAME}[摄攝][)）]?$",
        rf"(?:^|[。！？…　 ）)])(?:图|摄影|攝影)[ 　]{{0,8}}[/／:：丨][ 　]{{0,8}}{_NAME}[^。]{{0,20}}$",
        r"(?:图片来源|圖片來源|图源|供图单位|图片提供|图片由)[ 　]{0,8}[:：]?[^。]{1,30}[)）]?$",
        r"[（(]?(?:资料图片?|資料圖片?|资料照片|資料照片|网络配图|视觉中国供图)[)）]$",
        r"新华社发[（(][^（）()]{1,20}[)）]$",
        r"\((?:Photo|Image|Picture|File photo|AP Photo|Xinhua|AP|Reuters|AFP|Getty)\b[^()]{0,60}\)\.?$",
        r"(?:^|[.!?”\"] )(?:Photo(?:graph)?s?(?: credit)?|Image(?: credit)?|Picture|Credit) ?(?::|/|by |courtesy of ).{2,60}$",
        r"/(?:Xinhua|AP|Reuters|AFP|VCG|Getty Images)\.?$",
    )
)  # fmt: skip


_OF_CREDITS = re.compile("[摄攝图圖照(/]|新华社发|Photo|Image|Picture|Credit")  # one of which each of them has


CAPTION_OPENING = re.compile(r"图为|圖為|[▲△▼▽↑↓]|图[一二三四五六七八九\d][:：]|(?:File p|P)hoto(?: shows|:)|Pictured:")


def looks_like_caption(text: str) -> bool:
    """Is it, by its opening or by the credit that it ends with, what stands under a photograph: 图为…, … (Photo: Ann Lee)?"""
    return bool(CAPTION_OPENING.match(text)) or ends_in_credit(text)


def ends_in_credit(text: str) -> bool:
    end = max(0, len(text) - LONGEST_CREDIT)
    return bool(_OF_CREDITS.search(text, end)) and any(credit.search(text, end) for credit in CREDITS)
