"""The words by which lines of facts are known, in Chinese and English; how they are put together is `labels.py`'s to say."""

from __future__ import annotations

import re

from xunzhang.language.printed_dates import TIME
from xunzhang.types.characters import HAN

_KINDS = {
    "source": r"(?:文章|新闻|新聞|稿件|信息|原文)?(?:来源|來源|出处|出處)|稿源"
    r"|(?:本文|原文)?(?:转自|轉自|转载自|轉載自|摘自|原载于?|原載於?|选自|刊于|刊於|载于|刊载于|原刊)"
    r"|刊名|报刊|报纸|媒体|媒體"
    r"|Source|Publication|Outlet|Publisher|Newspaper|News source|Journal|Magazine|Site",
    "byline": r"(?:本报|本刊|本网)?(?:作者|记者|記者|撰文|撰稿|文字|采写|採寫|供稿)"
    r"|Authors?|Reporters?|Byline|Written by|Words by|Reporting by|Story by",
    "wrote": r"文/图|图/文|文",
    "date": r"(?:发布|發布|發佈|发表|發表|刊发|刊發|刊登|刊載|刊载|刊出|出版|出刊|见报|見報|上线|上線|发稿|發稿|报道|報導|報道)"
    r"(?:时间|時間|日期)|見報日|出刊日|刊登日|日期|发布|發布|刊发|发布于|發布於|发表于"
    r"|Date|(?:First |Originally )?[Pp]ublished(?: on| at)?|PUBLISHED|Publication date|Date published|Posted(?: on)?|Issued",
    "updated": r"(?:更新|修改)(?:时间|時間|日期)|更新于|(?:Last )?[Uu]pdated(?: on| at)?|UPDATED|(?:Last )?[Mm]odified(?: on)?",
    "when": r"时间|時間",
    "title": r"标题|標題|题名|篇名|Title|Headline|Subject",
    "url": r"(?:原文|本文)?(?:链接|鏈接|網址|网址|地址)|URL|Link",
    "editor": r"责任编辑|責任編輯|责编|責編|值班编辑|实习编辑|编辑|編輯|主编|编审|校对|校對|审核|審核|审读|监制|監製"
    r"|值班主任|排版|制图|摄影|攝影|图片"
    r"|Editors?|Edited by|Editing by|Photos?(?: by)?|Photographs by",
    "count": r"浏览次数|浏览量|浏览|阅读量|阅读次数|阅读数|阅读|点击数|点击量|点击率|点击|评论数?|字数"
    r"|Word count|Words|Length|Comments|Views",
    "other": r"字号|字体|栏目|所属栏目|频道|版次|版面|版名"
    r"|关键词|关键字|關鍵詞|标签|原标题|原題|Section|Edition|Keywords|Tags|Category",
}
# A label, at the beginning or after a mark or space; a colon behind it, or in the web's manner a bar.
LABEL = re.compile(
    r"(?:^|(?<=[\s|｜丨/／;；,，】)）【（(•·*]))(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _KINDS.items())
    + r")(?:[ 　]*[:：][ 　]*|(?<=[\u3400-\u9fff])[ 　]*[|｜丨][ 　]*|(?<=ing by) |(?<=[自载載于於刊])(?=《))"
)
EVENT = re.compile(
    r"(?:(?:活动|会议|讲座|演出|展览|举办|集合|报名)?(?:时间|時間|地点|地點|会场)|主办|主讲人?|嘉宾|票价|When|Where|Venue|Time|Place|Location|Host|Tickets?|Speakers?)"
    r"[ 　]*[:：]"
)
# 江北日报/2024年/11月/19日/第003版, as newspapers stand in CNKI.
CATALOGUED = re.compile(rf"(?P<source>[{HAN}\w]{{2,20}})/(?P<date>\d{{4}}年/\d{{1,2}}月/\d{{1,2}}日)/(?:第?[\w/]{{1,8}}版)")

_PERSON = rf"[{HAN}]{{2,4}}(?:·[{HAN}]{{1,6}})*"
_WORD = r"(?:[A-Z][A-Za-z'’-]*|[A-Z]\.|(?:van|von|de|da|del|der|di|la|le|bin|al|el)(?= ))"
_ENGLISH_PERSON = rf"{_WORD}(?: {_WORD}){{1,3}}"
NAME = rf"(?:{_PERSON}|{_ENGLISH_PERSON})"
_ROLE = (
    r"(?:(?:[Ss]enior |[Ss]taff |[Ss]pecial |[Cc]hief |[Nn]ational |[Pp]olitical |[Ff]oreign )?"
    r"(?:[Ww]riter|[Cc]orrespondent|[Rr]eporter|[Cc]ontributor|[Ee]ditor|[Cc]olumnist|STAFF WRITER))"
)
AFFILIATION = re.compile(rf"{_ROLE}s?|(?:[A-Z][\w'’&-]*,? )+(?:[Ss]taff(?: [Ww]riter| [Rr]eporter)?|{_ROLE})")
_AND = r"(?:, (?:and )?| and | AND | & | with )"
_PEOPLE = rf"{_ENGLISH_PERSON}(?:{_AND}{_ENGLISH_PERSON}){{0,5}}"
_MORE_NAMES = (
    rf"(?:(?:[ 　、，,]+(?:(?:通讯员|通訊員|实习生|實習生)[ 　]*)?|(?:通讯员|通訊員|实习生)[ 　]*)[{HAN}·]{{2,4}}){{0,7}}"
)
PEOPLE = re.compile(rf"(?:本报)?(?:记者|記者)?[ 　]*[{HAN}·]{{2,4}}{_MORE_NAMES}|{_PEOPLE}")
# A person as the writer: `names`, and `beside` them a role, a place or an outlet.
BYLINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?:Story |Written |Words |Reporting |Report )?(?:By|BY|by))[ :]+(?P<names>{_PEOPLE})"
        r"(?: (?:in|IN) [A-Z][\w ,.-]{1,30})?"
        r"(?:(?:, | ?/ ?| for )(?P<beside>[\w'’.&-]+(?: [\w'’.&-]+){0,4}))?",
        rf"(?P<names>{_PEOPLE}), (?P<beside>{_ROLE}s?)",
        rf"(?:[□■◎●◆▲][ 　]*)?[{HAN}\w-]{{0,10}}?(?:首席|全媒体|融媒体|见习|特约|实习|驻[{HAN}]{{2,6}})?"
        r"(?:记者|記者|通讯员|通訊員)[ 　:：]*"
        rf"(?P<names>[{HAN}·]{{2,8}}?{_MORE_NAMES})"
        rf"(?:[ 　]*(?:[/／][{HAN}]{{2,6}}(?:報導|报道)|文/图|图/文|文图|文|摄影报道|综合报道|报道|報導))?",
        rf"(?:[□■◎●◆▲—-]{{1,8}}[ 　]*)?撰?文[字]?[ 　]*[/／丨|｜][ 　]{{0,8}}"
        rf"(?:本[报刊]?记者[ 　]{{0,8}})?(?P<names>[{HAN}· 　、]{{2,30}}?)"
        rf"(?:[ 　]{{1,8}}(?:图片?|摄影|编辑)[ 　]{{0,8}}[/／丨|｜][ 　]{{0,8}}[{HAN}· 、]{{2,20}})?",
        rf"(?P<names>(?:[{HAN}]{{2,8}}[报報网網台社刊])(?:特约|特約)?(?:评论员|評論員|编辑部|記者組))",
    )
)
# What stands before a date: Published, Last updated on; `rest` is what stands before that.
DATED = re.compile(
    r"(?P<rest>.*?)(?<![ ,，])[ ,，]*\b(?:(?P<updated>(?:Last )?(?:[Uu]pdated|UPDATED|[Mm]odified)|更新|修改)"
    r"|(?:First |Originally )?(?:[Pp]ublished|PUBLISHED|[Pp]osted)|发布|發布|发表|刊发)"
    r"(?: on| at)?|(?P<early>)(?:on|dated|发布于|發布於|发表于)"
)
URL = re.compile(r"(?:https?://|www\.)[^\s（）()]+")
# What web pages and papers print about an article besides: counts, sizes, pages, times of reading, "3h ago".
OTHER = re.compile(
    rf"第? ?[A-Z]?\d{{1,3}} ?[版期页頁面](?:[:： ][{HAN}]{{2,6}})?"
    r"|[A-Z]\d{1,3}(?:版)?|(?:Page|page|PAGE|[Pp]{1,2}\.) ?[A-Z]?\d{1,4}(?:[-–]\d+)?"
    r"|No\. ?\d+|Vol\. ?\d+|[总總]?第? ?\d{1,6} ?[期号號]|[农農阴陰][历曆][^\s，。,.]{2,12}"
    r"|[晴阴陰雨雪][晴阴陰雨雪多云雲转轉到至]{0,5}"
    r"|(?:大|中|小|特大|A|A\+|A-)(?:[ /]+(?:大|中|小|特大|A|A\+|A-)){0,3}"
    r"|打印(?:本页)?|收藏|分享|关闭|纠错|字号|字体|订阅|朗读|听新闻|举报|返回"
    r"|(?:浏览|阅读|点击|评论)(?:次数|量|数)?[:： ]*\d*次?|\d+ ?(?:次|人)?(?:浏览|阅读|点击|评论)"
    r"|\d+[ -]min(?:ute)?s?(?: read)?|(?:今天|昨天|前天|今日|昨日|刚刚|Today|Yesterday)(?: ?\d{1,2}:\d{2})?"
    r"|\d+ ?(?:小时|分钟|天|周)前|\d+ ?(?:h|hr|hrs|hours?|m|min|mins|minutes?|d|days?|w|weeks?) ago"
    r"|(?:(?:Last )?(?:[Uu]pdated|[Pp]ublished|[Pp]osted)(?: at)? ?)?" + TIME + "|Print|Share|Comments?|Save"
    r"|(?:略)?有删[节改]|略有改动|文字有删改|原题有改动"
)
UNKNOWN = re.compile(rf"[{HAN}]{{2,6}}|[A-Z][A-Za-z'’-]+(?: [A-Za-z'’-]+){{0,2}}")  # a place, a section, a kind of text
# A sentence at the foot that says where the article stood first.
FIRST_PRINTED = re.compile(
    r"(?:This|The) (?:article|story|report|piece) (?:was |has )?(?:been )?(?:first |originally )?"
    r"(?:published|appeared|printed) (?:in|by|on) "
    r"(?P<source>[A-Z][\w'’.& -]{2,40}?|the [A-Z][\w'’.& -]{2,40}?)(?:,? (?:on|in) (?P<date>[\w ,.]{4,25}?))?\."
)
