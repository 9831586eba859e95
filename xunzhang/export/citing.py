"""One article as one reference, in words to paste: GB/T 7714—2015 and APA 7, for Chinese and English articles alike.

Nothing is filled in that the article does not say. What a style demands and nobody knows stands in square brackets, as both
styles have it for what a citer supplies; names are put into a style's order only where their order is certain. References for
programs (BibTeX, RIS) are `bibliography.py`'s; taking a byline apart is done here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from xunzhang.language.calendar_words import MONTHS
from xunzhang.language.codes import family
from xunzhang.language.dictionaries.syllables import syllables
from xunzhang.language.iso_dates import iso_date, without_year_mark
from xunzhang.types import ArticleHead
from xunzhang.types.characters import HAN

MOST_AUTHORS_GB = 3  # GB/T 7714—2015, 8.1.2: with more, the first three and 等 / et al
MOST_AUTHORS_APA = 20  # APA 7, 9.8: with more, the first nineteen, an ellipsis and the last

_HAN_NAME = re.compile(f"[{HAN}]{{2,4}}|[{HAN}]+(?:[·•・‧][{HAN}]+)+")
_HAN_ROLE = re.compile(
    rf"(?:[{HAN}]{{0,8}}(?:记者|記者|通讯员|通訊員|实习生|評論員|评论员|特约撰稿人|撰稿人)|本报讯|作者|撰文|编译|文[/／、]图|文|图)"
    r"[\s:：/／|｜]+"
)
_HAN_ROLE_FIRST = re.compile(r"(?:本报|本刊|本网|全媒体|首席|见习|实习|特约|特派)*(?:记者|記者|通讯员|通訊員|评论员|評論員)")
_ROLE = re.compile(r"(?:written\s+by|by|text\s+by|staff\s+(?:reporter|writer)s?|reporters?|correspondents?)[\s:]+", re.IGNORECASE)
_GIVEN = r"[A-ZÀ-Þ](?:(?:['’][A-ZÀ-Þ])?[a-zß-ÿ][A-Za-zÀ-ÿ]*(?:[-'’][A-Za-zÀ-ÿ]+)*|\.(?:[- ]?[A-Z]\.){0,4})"
_LATIN_NAME = re.compile(rf"{_GIVEN}(?: {_GIVEN}){{1,2}}")
_BODY = re.compile(
    r"\b(?:agency|agencies|associated|bureau|board|center|centre|committee|council|daily|department|desk|editors?|foundation|group"
    r"|institute|ministry|network|news|newsroom|office|online|press|reuters|staff|team|times|today|university|xinhua)\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:报|報)$|\b(?:daily|times|post|herald|tribune|gazette|guardian|telegraph|newspaper|observer|chronicle|standard)$",
    re.IGNORECASE,
)


_DOI_ADDRESS = "https://doi.org/"


@dataclass(frozen=True, slots=True)
class Author:
    """A name; `family` and `given` are set where it is certain which is which, else `printed` is all there is."""

    printed: str
    family: str = ""
    given: str = ""


def gb7714(head: ArticleHead, accessed: date, page: int | None = None) -> str:
    """The article as a reference of GB/T 7714—2015: a newspaper's article [N], one on the web [EB/OL], any other [Z].

    An article on the web carries the day it was retrieved or, where nobody knows that, `accessed`, the day it was cited, as the
    standard asks of online resources. `page`, that of
    the passage cited, stands at the end; an article on the web has none.

    >>> gb7714(ArticleHead("a", "大风沙过后的思考", "北京青年报", "傅刚 赵承", "2000-01-12"), date(2005, 9, 28))
    '傅刚, 赵承. 大风沙过后的思考[N]. 北京青年报, 2000-01-12.'
    """
    chinese = _is_chinese(head)
    title = head.title or ("[无题名]" if chinese else "[Untitled]")
    authors = _gb_authors(head)
    opening = f"{authors}{'' if authors.endswith('.') else '.'} " if authors else ""
    if web := _web_address(head):
        cited = head.retrieved[:10] or accessed.isoformat()
        return f"{opening}{title}{_gb_online(head, chinese, cited)} {web}."
    issue = ", ".join(part for part in (head.source, _gb_date(head.date, chinese)) if part)
    issue = issue if page is None else f"{issue}: {page}" if issue else str(page)
    kind = "N" if head.source else "Z"
    return f"{opening}{title}[{kind}]." + (f" {issue}." if issue else "")


def apa(head: ArticleHead, accessed: date, page: int | None = None) -> str:
    """The article as a reference of APA 7: a newspaper's article, or a page of a web site; months in the article's language.

    `accessed` is not printed, since APA asks for it only where a page is meant to change. `page`, that of the passage
    cited, follows the title; an article on the web has none.

    >>> apa(ArticleHead("a", "Rails", "The Times", "By Jane Smith and Ann Lee", "2024-11-19", "en"), date(2026, 1, 1))
    'Smith, J., & Lee, A. (2024, November 19). Rails. The Times.'
    """
    chinese = _is_chinese(head)
    title = head.title or ("[无题]" if chinese else "[Untitled article]")
    authors, when = _apa_authors(head), f"({_apa_date(head.date, chinese)})"
    web = _web_address(head)
    title = title if page is None or web else f"{title} (p. {page})"
    opening = [authors, when, title] if authors else [title, when]
    parts = [_ended(part) for part in (*opening, head.source) if part]
    return " ".join([*parts, web] if web else parts)


def doi_of(head: ArticleHead) -> str:
    """The DOI that an article's address is; "" where it is another."""
    return head.url[len(_DOI_ADDRESS) :] if head.url.startswith(_DOI_ADDRESS) else ""


def is_paper(source: str) -> bool:
    """Whether an outlet is a newspaper by its name."""
    return bool(_PAPER.search(source))


# --- Parts of a reference ---


def _is_chinese(head: ArticleHead) -> bool:
    return family(head.language) == "zh" if head.language != "und" else bool(re.search(f"[{HAN}]", head.title + head.source))


def _web_address(head: ArticleHead) -> str:
    return head.url if urlsplit(head.url).scheme in ("http", "https") and not re.search(r"\s", head.url) else ""


def _gb_online(head: ArticleHead, chinese: bool, cited: str) -> str:
    """From the type mark to the day of citing: a newspaper's site as a newspaper's article, any other as a page."""
    when = _gb_date(head.date, chinese)
    if is_paper(head.source):
        issue = ", ".join(part for part in (head.source, when) if part)
        return f"[N/OL]. {issue}[{cited}]."
    outlet = f"{head.source}, " if head.source else ""
    return f"[EB/OL]. {outlet}{f'({when})' if when else ''}[{cited}]."


def _gb_date(iso: str, chinese: bool) -> str:
    """An ISO date as the standard prints it; a year that is not known says so."""
    shown = without_year_mark(iso)
    return iso if shown == iso else f"[{'年份不详' if chinese else 'year unknown'}]-{shown}"


def _apa_date(iso: str, chinese: bool) -> str:
    """2024, November 19; or 2024年11月19日; n.d. for a year that is not known, with the day and month that are."""
    when = iso_date(iso)
    if when is None:
        return iso or "n.d."
    year, month, day = f"{when.year:04}" if when.year else "", when.month, when.day
    if chinese:
        known = (f"{month}月" if month else "") + (f"{day}日" if day else "")
        return (f"{year}年{known}" if known else year) if year else f"n.d., {known}"
    known = (MONTHS[month - 1].capitalize() if month else "") + (f" {day}" if day else "")
    return ", ".join(part for part in (year or "n.d.", known) if part)


def _ended(part: str) -> str:
    return part if part.endswith((".", "?", "!", "。", "？", "！", "…")) else f"{part}."


# --- Authors ---


def read_authors(byline: str) -> list[Author]:
    """The names in a byline, roles such as 本报记者 and "By" taken off; the byline as printed where it is not plainly names.

    >>> [author.printed for author in read_authors("本报记者 王小川 李 四")]
    ['王小川', '李四']
    """
    printed = " ".join(byline.split())
    if not printed:
        return []
    names = _han_names(printed) or _latin_names(printed)
    return names or [Author(printed)]


def _han_names(byline: str) -> list[Author]:
    rest = byline
    while role := _HAN_ROLE.match(rest) or _HAN_ROLE_FIRST.match(rest):
        rest = rest[role.end() :].lstrip(" :：/／|｜")
    parts = [part for part in re.split(r"[\s、，,;；/／]+", rest) if part]
    joined: list[str] = []
    for part in parts:  # 李 四: names of two characters are printed with a space to line up with those of three
        if joined and len(part) == len(joined[-1]) == 1:
            joined[-1] += part
        else:
            joined.append(part)
    return [Author(part) for part in joined] if joined and all(_HAN_NAME.fullmatch(part) for part in joined) else []


def _latin_names(byline: str) -> list[Author]:
    rest = byline
    while role := _ROLE.match(rest):
        rest = rest[role.end() :]
    parts = [part for part in re.split(r"(?<!\s)\s*(?:;|,|&|\band\b)\s*", rest) if part]
    if _BODY.search(rest) or not parts:
        return []
    authors = [_latin_author(part) for part in parts]
    return [author for author in authors if author] if all(authors) else []


def _latin_author(name: str) -> Author | None:
    """None where it does not read as a person's name."""
    plain, has_characters = re.subn(rf"(?<!\s)\s*[（(][{HAN}]{{2,4}}[)）]", "", name)
    words = plain.split()
    if not _LATIN_NAME.fullmatch(plain):
        return None
    if len(words) == 2:
        first, last = (syllables(word) for word in words)
        if has_characters or (first == 1 and last == 2):
            return Author(plain, words[0], words[1])  # Liu Yanbing: the surname first, as Chinese names are printed
        if first and last and not (first == 2 and last == 1):
            return Author(plain)  # Li Na: either could be the surname
    return Author(plain, words[-1], " ".join(words[:-1]))


def _gb_authors(head: ArticleHead) -> str:
    authors = read_authors(head.byline)
    names = [_gb_name(author) for author in authors[:MOST_AUTHORS_GB]]
    if len(authors) > MOST_AUTHORS_GB:
        names.append("等" if re.search(f"[{HAN}]", names[0]) else "et al")
    return ", ".join(names)


def _gb_name(author: Author) -> str:
    """SMITH J; JIANG Nianyue: a given name in pinyin may be spelled out (8.1.1, and GB/T 28039)."""
    if not author.family:
        return author.printed
    if syllables(author.family) and syllables(author.given):
        return f"{author.family.upper()} {author.given}"
    return f"{author.family.upper()} {' '.join(_initials(author.given))}"


def _apa_authors(head: ArticleHead) -> str:
    names = [_apa_name(author) for author in read_authors(head.byline)]
    if len(names) > MOST_AUTHORS_APA:
        return ", ".join(names[: MOST_AUTHORS_APA - 1]) + f", . . . {names[-1]}"
    if len(names) < 2 or re.search(f"[{HAN}]", names[0]):
        return ", ".join(names)
    return f"{', '.join(names[:-1])}, & {names[-1]}"


def _apa_name(author: Author) -> str:
    """Smith, J.; a hyphen within a given name stays (APA 7, 9.8)."""
    if not author.family:
        return author.printed
    return f"{author.family}, {' '.join('-'.join(f'{i}.' for i in _initials(word)) for word in author.given.split())}"


def _initials(given: str) -> list[str]:
    return [word[0] for word in re.findall(r"[A-Za-zÀ-ÿ]+", given)]
