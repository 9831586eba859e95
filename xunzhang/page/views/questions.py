"""Turns a sentence of an article into a question that it answers, by a few patterns of news prose in Chinese and English.

It only rearranges words that are there, so that the question reads as naturally as the sentence did; a sentence that fits no
pattern, or whose subject could not stand alone (it, this, the above), gives none. Which questions are shown, and whether they
are answered, is for `examples.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from xunzhang.language.calendar_words import MONTHS
from xunzhang.types.characters import HAN


class MadeQuestion(NamedTuple):
    """A question and the pattern that made it: `kind` is a number, patterns that make better questions first."""

    question: str
    kind: int


_C = f"[{HAN}“”《》]"
# A subject that points back at another sentence, or a clause that goes on from one, makes no question of its own.
_POINTS_BACK = re.compile(
    "^(?:其|该|这|那|此|他|她|它|我|你|本|上述|前者|后者|目前|同时|此外|另外|并|且|而|但|也|还|又|再|仅|只|均|都|已|将|使|让|让|以|从|到|在|对|与|和"
    "|占|较|比|约|近|达|共|累计|平均|总计|截至|迄今|据|即|如|若|因|所|有|为|由|虽|按|每|最|当|包括|一个|坐落|通知|意见|方案|报告|回复|估计|预计|下属|前(?![海程]))"
)
_GOES_ON = re.compile("[还也又则均都并将已曾只仅正就]$")  # 回复还(说): an adverb of the verb, and no end of a name
_ABOUT = "(?:约|近|超过|超|逾|高达|大约)?"
_ZH_RATE = re.compile(
    f"(?:^|[，。；：、])(?P<subject>{_C}{{6,20}}(?:率|比例|占比|匹配度|满意度|均值|总量|总额|总产值|产值|面积|人口|收入|产量|规模|经费|总投资))"
    rf"(?:为|是|达|达到|约为|升至|增至|降至|在|超过|提高到|提升到)(?:了)?{_ABOUT}\s?\d"
)
_ZH_COUNT = re.compile(
    f"(?:^|[，。；：])(?P<subject>{_C}{{3,14}}?)(?P<verb>(?:共有|现有|拥有|设有|开设|新增|新建|建成|建有|组建|培养|招收|引进|改造|获得|出版|举办|修建|派出|开通)了?)"
    rf"{_ABOUT}\s?\d[\d,.]*(?P<unit>[万亿]?)\s?余?(?P<measure>[个所名位人家项门座种篇部条辆台场])(?P<thing>{_C}{{2,9}})(?=[，。；]|$)(?<![由赴吃])"
)
_ZH_YEAR = re.compile(
    f"(?:^|[，。；：])(?P<subject>{_C}{{3,20}}?)(?P<verb>成立|创办|创建|始建|建成|开馆|通车|设立)于\\s?\\d{{4}}\\s?年"
)
_ZH_DAY = re.compile(
    rf"(?:^|[，。；])(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日，(?P<what>{_C}{{2,12}}(?:召开|举行|启动|开通|成立|签署){_C}{{0,14}})(?<![称示])(?=[，。；])"
)
_ZH_ASPECT = re.compile(
    f"(?:^|。)在(?P<topic>{_C}{{2,12}})方面，(?P<who>{_C}{{2,10}}?)(?P<verb>要求|强调|主张|提出|认为|指出|介绍)"
)
_ZH_NEXT = re.compile(f"(?:^|。)(?P<who>{_C}{{2,24}}?)(?:说|表示|介绍)，下一步")

# Words that begin a sentence but no subject, or one that points back.
_NO_SUBJECT = (
    "In|On|At|As|By|To|For|From|With|When|While|After|Before|Since|Although|If|But|And|Or|So|It|They|He|She|We|You|I|This|That|These"
    "|Those|There|Both|Each|Another|Such|Its|Their|His|Her|Our|Some|Many|Most|All|More|What|Which|Who|Here|Now|Then|Yet|Still|Also"
    "|Looking|Over|Under|Between|During|Among"
)
_SUBJECT = rf"(?P<subject>(?!(?:{_NO_SUBJECT})\b)(?:The|the|[A-Z][\w'’-]+)(?: [\w'’-]+){{0,7}}?)"
_APPROXIMATELY = r"(?:(?:about|around|nearly|almost|some|over|more than|at least|an estimated) )?"
_EN_RATE = re.compile(
    r"(?:^|[.;] )(?P<subject>(?:[Tt]he|[A-Z][\w-]+['’]s) (?:[\w'’-]+ ){0,6}?"
    r"(?:rate|share|proportion|percentage|ratio|average|total|budget|population|income|revenue|output|coverage)"
    r"(?: (?:of|for|in|among) (?:[\w'’-]+ ){0,5}?[\w'’-]+)?)"
    rf" (?P<verb>is|was|stands at|stood at|stays above|has stayed above|has reached|reached"
    r"|has risen to|has fallen to|rose to|fell to)"
    rf" {_APPROXIMATELY}[$£€]?\d"
)
# A subject with one of these in it is a clause of its own ("Sources also said one reason Volcker"), and asks for nothing.
_CLAUSE = re.compile(
    r"\b(?:said|says?|told|tells?|added|adds|noted|reported|believe[sd]?|thinks?|thought|that|which|who|whom|whose|because|if|when"
    r"|while|where|why|how|is|are|was|were|be|been|has|have|had|will|would|could|should|may|might|must|can|do|does|did|also|not"
    r"|it|they|he|she|we|I|you|there|reason)\b|[表宣][示布]|认为|指出|称|说(?!明)"
)
_VERBS = {
    "built": "build", "added": "add", "opened": "open", "trained": "train", "created": "create", "published": "publish",
    "won": "win", "recruited": "recruit", "launched": "launch", "set up": "set up", "established": "establish",
    "planted": "plant", "signed": "sign", "hired": "hire", "sold": "sell", "bought": "buy", "received": "receive", "drew": "draw",
    "has": "have", "had": "have", "employs": "employ", "runs": "run", "covers": "cover", "owns": "own", "operates": "operate",
}  # fmt: skip
_PRESENT = frozenset({"has", "employs", "runs", "covers", "owns", "operates"})
_EN_COUNT = re.compile(
    rf"(?:^|[.;] |, |^In (?:recent years|\d{{4}}),? ){_SUBJECT} (?P<have>has |have )?"
    rf"(?P<verb>{'|'.join(sorted(_VERBS, key=len, reverse=True))}) {_APPROXIMATELY}"
    r"\d[\d,.]*(?: million| billion)? (?P<thing>(?:[a-z][\w'’-]* ){0,3}(?:[a-z][\w'’-]*s|people|children|women|men))"
    r"(?=[,.;]| (?:in|at|with|for|by|from|and|to|since|over|last|this|that|which|who|as|on)\b)"
)
_EN_WHEN = re.compile(
    rf"(?:^|[.;] ){_SUBJECT} was (?P<verb>founded|established|built|opened|launched|signed|completed|held|born) (?:in|on) "
    rf"(?:\d|{'|'.join(map(str.capitalize, MONTHS))})"
)
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){1,2}"
_EN_TOPIC = re.compile(
    rf"(?:^|\. )On (?P<topic>[a-z][\w ,'’-]{{3,50}}?), (?P<who>{_NAME}) "
    r"(?:said|called|stressed|argued|urged|warned|promised|noted)\b"
)
_EN_NEXT = re.compile(rf"^The next step, (?P<who>{_NAME}|[A-Z][\w'’-]+) said,")
_AIMS = {
    "plans": "does {} plan", "aims": "does {} aim", "hopes": "does {} hope", "wants": "does {} want", "intends": "does {} intend",
    "pledged": "did {} pledge", "promised": "did {} promise", "agreed": "did {} agree", "decided": "did {} decide",
}  # fmt: skip
_EN_AIM = re.compile(rf"(?:^|[.;] ){_SUBJECT} (?P<verb>{'|'.join(_AIMS)}) to [a-z]")
_EN_BY_WHEN = re.compile(
    rf"(?:^|[.;] ){_SUBJECT} will (?:strive to |try to |aim to )?(?P<what>[a-z][\w '’-]{{6,60}}?) by (?:the end of )?\d{{4}}"
)


def _zh_rate(match: re.Match[str]) -> str:
    return f"{match['subject']}是多少？"


def _zh_count(match: re.Match[str]) -> str:
    verb = match["verb"] if match["verb"].endswith(("了", "有")) else match["verb"] + "了"
    return f"{match['subject']}{verb}多少{match['unit']}{match['measure']}{match['thing']}？"


def _zh_year(match: re.Match[str]) -> str:
    return f"{match['subject']}{match['verb']}于哪一年？"


def _zh_day(match: re.Match[str]) -> str:
    return f"{match['what']}是在哪一天？"


def _zh_aspect(match: re.Match[str]) -> str:
    asked = {"要求": "提出了哪些要求", "主张": "有什么主张", "认为": "怎么看"}.get(match["verb"], match["verb"] + "了什么")
    return f"在{match['topic']}方面，{match['who']}{asked}？"


def _zh_next(match: re.Match[str]) -> str:
    return f"{match['who']}说下一步要做什么？"


def _en_rate(match: re.Match[str]) -> str:
    now = match["verb"].startswith(("is", "stands", "stays", "has"))
    return f"What {'is' if now else 'was'} {_lower_article(match['subject'])}?"


def _en_count(match: re.Match[str]) -> str:
    subject, verb, thing = _lower_article(match["subject"]), match["verb"], match["thing"]
    if match["have"]:
        return f"How many {thing} {match['have']}{subject} {verb}?"
    return f"How many {thing} {'does' if verb in _PRESENT else 'did'} {subject} {_VERBS[verb]}?"


def _en_when(match: re.Match[str]) -> str:
    return f"When was {_lower_article(match['subject'])} {match['verb']}?"


def _en_topic(match: re.Match[str]) -> str:
    return f"What did {match['who']} say about {match['topic']}?"


def _en_next(match: re.Match[str]) -> str:
    return f"What did {match['who']} say the next step is?"


def _en_aim(match: re.Match[str]) -> str:
    return f"What {_AIMS[match['verb']].format(_lower_article(match['subject']))} to do?"


def _en_by_when(match: re.Match[str]) -> str:
    return f"By when will {_lower_article(match['subject'])} {match['what']}?"


_PATTERNS: dict[str, tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...]] = {
    "zh": (
        (_ZH_RATE, _zh_rate), (_ZH_COUNT, _zh_count), (_ZH_YEAR, _zh_year), (_ZH_NEXT, _zh_next),
        (_ZH_DAY, _zh_day), (_ZH_ASPECT, _zh_aspect),
    ),
    "en": (
        (_EN_RATE, _en_rate), (_EN_COUNT, _en_count), (_EN_WHEN, _en_when), (_EN_BY_WHEN, _en_by_when), (_EN_TOPIC, _en_topic),
        (_EN_AIM, _en_aim), (_EN_NEXT, _en_next),
    ),
}  # fmt: skip


def questions_of(sentence: str, language: str) -> Iterator[MadeQuestion]:
    """The questions that `sentence`, in "zh" or "en", lends itself to; none for another language.

    >>> list(questions_of("全县学前教育毛入园率达到94.6%。", "zh"))
    [Candidate(question='全县学前教育毛入园率是多少？', kind=0)]
    """
    for kind, (pattern, ask) in enumerate(_PATTERNS.get(language, ())):
        match = pattern.search(sentence)
        named = [match.groupdict().get(part) or "" for part in ("subject", "who", "what")] if match else []
        if (
            match
            and not any(_POINTS_BACK.match(each) or _GOES_ON.search(each) for each in named)
            and not _CLAUSE.search(match.groupdict().get("subject") or "")
        ):
            yield MadeQuestion(ask(match), kind)


def _lower_article(subject: str) -> str:
    return "the " + subject[4:] if subject.startswith("The ") else subject
