"""Names of people, bodies and works in running text, by pattern and for precision: capitalised runs in English; in Chinese, what
stands in 《》, transliterated names with ·, names ending like a body (大学, 公司, 局), and a surname with one or two characters
next to a title or a verb of saying.

No list of the world's names: what no pattern vouches for is left out. Spans are offsets into the text as printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from xunzhang.language.calendar_words import MONTH_NUMBERS, WEEKDAYS
from xunzhang.types import Span

NameKind = Literal["person", "body", "work", "name"]  # "name" is a capitalised run that could be anything


@dataclass(frozen=True, slots=True)
class Name:
    span: Span
    kind: NameKind


# The two hundred commonest surnames and the compound ones still borne; they cover some 95 % of the bearers of Chinese names.
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖"
    "贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹"
    "申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农"
    "司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查"
)
_COMPOUND = "欧阳|上官|司马|诸葛|司徒|皇甫|端木|慕容|尉迟|令狐"
# Words of every day that begin as a surname does: 周一宣布 is no person's announcement.
_NO_PERSON = (
    "周一|周二|周三|周四|周五|周六|周日|周末|周边|周围|时间|时候|时任|时期|方面|方案|方法|方向|左右|何时|何人|何况|于是|金额|金融|金牌|高度|高温|高校|高层"
    "|高级|高中|高考|高铁|成都|成绩|成果|成员|成本|成立|成功|安徽|安全|安排|常州|常年|常委|常务|温州|温度|江苏|江西|江南|施工|包括|包装|单位|项目|连续|连日"
    "|陆续|陆军|田间|白天|白宫|万人|万元|万一|钱款|石油|文化|文章|文件|文学|文艺|古代|古城|司法|司机|解放|解释|解决|应该|应当|应急|应对|管理|路上|路透|党委"
    "|党组|党员|党中|全国|全市|全省|全县|全部|全体|全年|全球|全面|全校|全家|全场|师生|师傅|师资|和平|和谐|和他|和她|向他|向她|向记|景区|景象|顾问|顾客|史上"
    "|史料|华人|华侨|华商|关于|关注|关键|关系|曾经|曾任|曾在|马上|马路|余人|余名|余年|许多|许可|罗马|纪念|纪录|纪委|任何|任务|任期|查询|查看|荣誉|荣获"
    "|宁波|宁夏|路线|童年|盛大|农业|农民|农村|农场|农户|车辆|车间|车站|车主|黄河|黄山|黄金|林业|林区|洪水|洪灾|韩国|韩方|孔子|叶片|宋代|唐代|谢谢"
    "|康复|房屋|房产|房东|米饭|费用|牛奶|贺电|连长|卫生|卫星|游客|游戏|申请|申报|严重|严格|章程|季度|单独|计划|程度|程序|孟子|石家|苏州"
    "|常常|钟点|顾及|阳光|段时|戴着|沙漠|甘肃|柳州|苗族|蒙古|穆斯"
)
_PERSON = rf"(?!{_NO_PERSON})(?:{_COMPOUND}|[{_SURNAMES}])[\u4e00-\u9fff]{{1,2}}(?<![说称])"
_TITLE = (
    "[校部市省县区局厅处院所会事行司队馆站镇乡村州团组科班社台店厂船机军师]长|书记|主任|总经理|总裁|主席|总理|总统|首相|大臣|大使|"
    "教授|院士|研究员|博士|发言人|代表|委员|记者|教练|律师|医生|工程师|分析师|负责人|创始人|经理|导演|作家|诗人|国王|皇帝|将军"
)
_SAYING = "表示|指出|强调|说|称|介绍|认为|透露|坦言|宣布|告诉|主持|出席|讲话|在会上|在讲话|在致辞|为"
_NOT_AFTER_TITLE = "在会|表示|指出|强调|介绍|认为|透露|说|和|与|等|对|为|就|向|都|也|是|的"
_BODY = (
    "大学|学院|中学|小学|公司|集团|银行|研究院|研究所|委员会|办公室|法院|检察院|医院|协会|学会|基金会|联合会|教委|党委|总局|管理局|"
    "教育部|外交部|财政部|商务部|国防部|发改委|国务院|出版社|通讯社|俱乐部|博物馆|图书馆"
)
# The characters that foreign names are written with (Xinhua's tables of transliteration, the frequent ones): they end the name
# where running text begins.
SOUNDS = (
    "阿埃艾爱安昂奥澳巴白拜班邦保堡鲍北贝本比彼毕边别宾波伯博布采蔡策查察昌厄恩尔法凡范方菲费芬丰冯佛弗夫福富盖甘冈高戈哥格葛根贡古瓜圭"
    "哈海汉翰豪赫黑亨洪胡华怀惠霍基吉加贾简杰金京君卡凯坎康考柯科可克肯孔库夸奎昆拉莱赖兰朗劳勒雷蕾楞黎里理莉丽利连莲良列烈林琳龙隆卢鲁"
    "路伦罗洛吕马麦曼芒毛梅门蒙孟米密敏明缪莫默姆木穆拿娜纳奈南瑙内嫩尼妮涅宁纽农努诺欧帕派潘庞培佩彭蓬皮匹平珀泼普齐奇恰乔切钦琼屈让热"
    "仁日荣茹儒瑞若撒萨塞赛桑瑟森沙莎山尚绍舍申圣施石史舒朔斯丝思苏孙所索塔泰坦汤唐陶特滕提汀廷通图托瓦万旺威韦维伟魏温文翁沃乌吾西希锡"
    "夏香肖谢欣兴休许逊雅亚延扬姚耶叶伊依以易因茵英永尤于约云赞泽扎詹章珍芝治卓兹祖佐迪德登邓狄蒂丁顿东杜多朵达戴丹当道代大芙弥嘉罕绮翠"
    "黛琪蕊迈辛津迭基什尓贤倩伽廸耐曾佳什甫科祖治瓦巽登伯麦卜茨茜娅玛玫妲绥逻迦铎萝薇蓓珊璐婷厘叙霓阔"
)
# Words in those very characters that stand before a name: 万富翁埃隆·马斯克于 is 埃隆·马斯克 and what is around it.
_BEFORE_NAME = (
    "[百千万亿]{0,8}富翁|加拿大|巴西|古巴|伊朗|伊拉克|以色列|澳大利亚|意大利|哥伦比亚|肯尼亚|索马里|利比亚|乌克兰|波兰|芬兰|荷兰"
)
_LATIN = "A-Za-z\u00c0-\u024f"
_WORD = rf"(?:(?:[A-Z\u00c0-\u00de]\.){{1,8}}|[A-Z\u00c0-\u00de](?:[{_LATIN}\d’'-]{{0,60}}[{_LATIN}\d])?)"
_JOINT = " (?:of the |of |the |de la |de |von |van |al-|bin |ibn |and |for |& )?"
_PATTERNS: tuple[tuple[NameKind, re.Pattern[str]], ...] = (
    ("work", re.compile(r"《(?P<name>[^《》\n]{1,40})》")),
    (
        "person",
        re.compile(rf"(?:{_BEFORE_NAME})?(?P<name>[{SOUNDS}]{{1,6}}(?:[·•・‧][{SOUNDS}]{{1,8}}){{1,6}})(?<![于以让所曾因])"),
    ),
    ("person", re.compile(rf"(?:{_TITLE})(?P<name>(?!{_NOT_AFTER_TITLE}){_PERSON})(?={_SAYING}|[，。、；（(：:\s]|$)")),
    ("person", re.compile(rf"(?<![\u4e00-\u9fff])(?P<name>{_PERSON})(?={_SAYING.removesuffix('|为')})")),
    (
        "body",
        re.compile(
            rf"(?<![\u4e00-\u9fff])(?:[在由与和到向于为据从是])?(?P<name>[\u4e00-\u9fff]{{2,12}}(?:{_BODY}))(?![\u4e00-\u9fff])"
        ),
    ),
    ("name", re.compile(rf"(?<![{_LATIN}\d])(?P<name>{_WORD}(?:{_JOINT}{_WORD})*)(?![{_LATIN}])")),
)
_JOINED = re.compile(r" (?:of|the|and|for|&) ")
_AND = re.compile(" and ")
_BODY_WORD = re.compile(
    r"\b(?:University|College|Church|School|Company|Corporation|Inc|Party|Army|Empire|Union|Bowl|Office|Museum|Society|Act|War|Treaty|"
    r"Department|Council|Committee|Commission|Institute|Street|Hall|Gallery|Rivers?|Islands?|Park|City|County|League|Association|Court|"
    r"Congress|Parliament|Ministry|Group|Bank|Agency|Bureau|Centre|Center|Conference|States|Kingdom|Republic|Ocean|Sea|Lake|Valley|"
    r"Games|Award|Prize|Day|Times|News|Daily|Post|Laborator(?:y|ies)|Productions|Television|Studios|Records|Orchestra|Hospital|Library|"
    r"Observatory|Federation|Alliance|Press|Magazine|Palace|Cathedral|Airport|Stadium|Mountains?|Desert|Canal|Avenue)\b"
)
# The last word of a name such as European Central Bank.
ENDS_A_BODY = re.compile(rf"(?:{_BODY_WORD.pattern}|\bFoundation|\bOrgani[sz]ation|\bServices?|\bAdministration)$")
_NAMES_TOO = {"mar", "jun", "jul", "sep"}  # of people
_CALENDAR = frozenset({*MONTH_NUMBERS, *WEEKDAYS, *["tues", "thurs", "yesterday", "today", "tomorrow", "tonight"]} - _NAMES_TOO)
# What opens a sentence with a capital, and is no part of the name after it.
_OPENING = (
    "yesterday today tomorrow tonight meanwhile earlier later now here last next finally recently still yet even only such "
    "several among amid despite unlike besides moreover furthermore nevertheless instead indeed perhaps often once never "
    "ever again just outside inside near around between against without within according asked speaking"
)
_OPENERS = frozenset(_OPENING.split())
_ADDRESSED = re.compile(
    r"(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sir|Mayor|President|Chancellor|Senator|Governor|Minister|Judge)\.? "
)
_AROUND = 200  # characters before a name that tell whether it begins a sentence
_ENGLISH_FUNCTION_WORDS = (
    "the a an in on at of for and but or as by to from with it its he she they we i you his her their this that these those "
    "there "
    "when while where after before since until if although though because however what who which how why not no some many most "
    "all both each other one two three first second also then thus during under over into is was are were has have had "
    "do did"
)
_ENGLISH_FUNCTION = frozenset(_ENGLISH_FUNCTION_WORDS.split())


_ALONE = re.compile(rf"{_PERSON}|[{SOUNDS}]{{2,6}}")


def may_be_person(run: str) -> bool:
    """Whether Han characters that are no word can be a person's name: a surname and one or two, or a foreigner's sounds."""
    return _ALONE.fullmatch(run) is not None


def names(text: str) -> list[Name]:
    """The names of `text`, in order, not overlapping; where two patterns meet, the one listed first counts."""
    kept: list[Name] = []
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            whole = Span(*match.span("name"))
            for span in _latin_names(text, whole) if kind == "name" else [whole]:
                if not any(span.start < k.span.end and k.span.start < span.end for k in kept):
                    kept.append(Name(span, _latin_kind(span.of(text)) if kind == "name" else kind))
    return sorted(kept, key=lambda name: name.span.start)


def _latin_kind(printed: str) -> NameKind:
    """A capitalised run that looks like a person's name has two words or more, none of which joins or names a body or place."""
    if _BODY_WORD.search(printed) and not (_ADDRESSED.match(printed) and not _JOINED.search(printed)):
        return "body"
    return "person" if " " in printed and not _JOINED.search(printed) and not printed.isupper() else "name"


def _latin_names(text: str, run: Span) -> Iterator[Span]:
    """The names of a capitalised run: one, or those that "and" stands between; none that is a day or a month alone."""
    start = run.start
    for joint in [*_AND.finditer(text, run.start, run.end), None]:
        end = joint.start() if joint else run.end
        if joint and _is_one(text[start:end], text[joint.end() : run.end]):
            continue
        span = _trimmed(text, Span(start, end))
        if span is not None and any(word.lower() not in _CALENDAR for word in span.of(text).split()):
            yield span
        start = joint.end() if joint else end


def _is_one(before: str, after: str) -> bool:
    """Is "and" part of a body's name: Ministry of Culture and Tourism, Food and Agriculture Organization?"""
    after = _AND.split(after)[0]
    of_several = _JOINED.search(before) is not None and not _BODY_WORD.search(after)
    return of_several or (" " not in before and " " in after and ENDS_A_BODY.search(after) is not None)


def _begins_sentence(before: str) -> bool:
    """Does a sentence, a line or a quotation begin after what stands before?"""
    said = before.rstrip()
    gap = before[len(said) :]
    ended = said.rstrip("'\"”’)")[-1:]
    return not before or before[-1] in '“"‘' or "\n" in gap or bool(gap and ended and ended in ".!?。！？")


def _trimmed(text: str, span: Span) -> Span | None:
    """A capitalised run without a leading function word; None when the capital is only that of a sentence's first word."""
    start, printed = span.start, span.of(text)
    first, _, rest = printed.partition(" ")
    opens = _begins_sentence(text[max(0, start - _AROUND) : start])
    opening = _OPENERS
    while rest and opens and first.lower() in opening:
        start += len(first) + 1
        first, _, rest = rest.partition(" ")
        opening = _OPENERS | _CALENDAR  # last Tuesday; but the Sunday Times
    if first.lower().split("’")[0].split("'")[0] in _ENGLISH_FUNCTION:
        if not rest:
            return None
        start += len(first) + 1
        for joint in ("of ", "the "):
            start += len(joint) if text.startswith(joint, start) else 0
    elif not rest and opens and printed[1:].islower():
        return None
    end = span.end
    while end > start and text[end - 1] in ".'’-":
        end -= 1
    for possessive in ("'s", "’s"):
        end -= len(possessive) * text[start:end].endswith(possessive)
    return Span(start, end) if end > start else None
