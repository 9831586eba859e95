"""What a printed page has besides its text: page numbers, running heads, photo captions and credits.

Looked for only in dumps with wrapped lines. Every line that is taken out is named and counted; what may be text stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from xunzhang.language.calendar_words import WEEKDAYS
from xunzhang.messages.wording import say
from xunzhang.reading.facts.labels import read_label_line
from xunzhang.reading.lines.captions import CAPTION_OPENING, ROLE, ends_in_credit
from xunzhang.reading.lines.line import Line, columns, ends_open, ends_sentence, has_columns
from xunzhang.reading.lines.measure import Measure, slack, width_of
from xunzhang.types.characters import HAN
from xunzhang.types.message import Message

PAGE_NUMBER, RUNNING_HEAD, CAPTION = say("left_out.page_numbers"), say("left_out.running_heads"), say("left_out.captions")
_NUMBER = "[0-9０-９]{1,4}"
_OF_PAGES = rf"(?: ?[/／,，|]? ?共 ?{_NUMBER} ?[页頁])?"
_PAGE_IN_WORDS = re.compile(
    rf"第 ?(?:{_NUMBER}|[一二三四五六七八九十百]+) ?[页頁版]{_OF_PAGES}|共 ?{_NUMBER} ?[页頁][ ,，]?第 ?{_NUMBER} ?[页頁]"
    rf"|(?:Page|page|PAGE|Pg\.?|p\.) ?{_NUMBER}(?: ?(?:of|/) ?{_NUMBER})?|{_NUMBER} of {_NUMBER}"
)
_PAGE_IN_MARKS = re.compile(
    rf"[-–—·•~～|｜]+ ?{_NUMBER} ?[-–—·•~～|｜]+|{_NUMBER} ?[/／] ?{_NUMBER}|[\[【(（〔] ?{_NUMBER} ?[\]】)）〕]"
)
_PAGE_BARE = re.compile(_NUMBER)

_WEEKDAY = "|".join(map(str.capitalize, WEEKDAYS))
_DATED_HEAD = re.compile(rf"\d月 ?\d{{1,2}} ?日.{{0,200}}(?:星期|版|责任编辑|责编)|(?:{_WEEKDAY}), .{{0,200}}\d{{4}}")

_OFFICE = (
    "书记|主任|校长|部长|市长|区长|县长|镇长|局长|厅长|院长|主席|委员|教授|董事长|经理|总裁|会长|所长|处长|司长|省长|总编辑|主编|院士"
    "|馆长|负责人|代表|委員|書記|主任|校長|部長|市長|區長|局長|院長|會長|所長|處長"
)
_PERSON = re.compile(rf"[{HAN}、（）()·\d ]{{2,40}}?(?P<known>(?:{_OFFICE}) ?[{HAN}]{{2,3}})$")
ROWS_APART = 3  # lines: what stands in columns and comes back sooner is a table
SHORT_HEAD = 0.75  # of the measure: running heads are shorter, or set out in columns
SHORT = 0.85  # of the measure: a line that leaves this much room was not broken by the margin


def find_furniture(lines: Sequence[Line], measure: Measure) -> dict[int, Message]:
    """-> for each line of a dump that is no text of an article, by its place in `lines`, what it is."""
    roles = {i: CAPTION for i, line in enumerate(lines) if _is_credited(line, measure)}
    roles |= {i: CAPTION for i in _bare_captions(lines, measure) if i not in roles}
    for i in _page_numbers(lines, roles, measure):
        roles[i] = PAGE_NUMBER
    for i in _running_heads(lines, roles, measure):
        roles[i] = RUNNING_HEAD
    for i in [i for i, role in roles.items() if role == CAPTION]:
        roles |= dict.fromkeys(_upper_lines_of_caption(lines, i, roles, measure), CAPTION)
    return roles


def _is_credited(line: Line, measure: Measure) -> bool:
    if CAPTION_OPENING.match(line.text):
        return True
    found = ends_in_credit(line.text)
    # 拍摄 and 摄影 may be cut by the margin after 摄: a full line has to name the photographer's office, or the agency.
    full = width_of(line.text, measure.chinese)[1] >= measure.width - measure.indent - 1
    return found and (not full or bool(re.search(rf"{ROLE}|[/／)）]", line.text)))


def _bare_captions(lines: Sequence[Line], measure: Measure) -> list[int]:
    """A person's office and name alone on a line, under a photograph, when the text calls the person exactly so too."""
    whole = "".join(line.text.replace(" ", "") for line in lines)
    found = []
    for i, line in enumerate(lines):
        match = _PERSON.fullmatch(line.text)
        if match and width_of(line.text, measure.chinese)[1] < SHORT * measure.width:
            known = match["known"].replace(" ", "")
            if whole.count(known) > sum(known in other.text for other in lines if _PERSON.fullmatch(other.text)):
                found.append(i)
    return found


def _page_numbers(lines: Sequence[Line], roles: dict[int, Message], measure: Measure) -> list[int]:
    """Lines that are a page's number. Numbers that count up from 1 may be those of sections; they are pages' only where blank
    lines mean nothing, or where one of them cuts a sentence."""
    in_words = [i for i, line in enumerate(lines) if _PAGE_IN_WORDS.fullmatch(line.text)]
    others = [i for i, line in enumerate(lines) if _PAGE_IN_MARKS.fullmatch(line.text) or _PAGE_BARE.fullmatch(line.text)]
    passed_over = {*others, *roles, *(i for found in _repeated(lines, roles, measure).values() for i in found)}
    numbers = [int(match.group()) for i in others if (match := re.search(r"\d+", lines[i].text))]
    may_be_sections = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    cuts = any(_cuts_text(lines, i, passed_over, measure) or lines[i].page_break for i in others)
    return in_words + (others if measure.spaced or cuts or not may_be_sections else [])


def is_page_number(text: str, bare: bool = True) -> bool:
    """Could `text`, a whole line, be a page's number: 第 3 页, Page 3 of 9, or with `bare` also - 3 -, 3/9 and 3?"""
    marked = _PAGE_IN_MARKS.fullmatch(text) or _PAGE_BARE.fullmatch(text)
    return bool(_PAGE_IN_WORDS.fullmatch(text) or (bare and marked))


def _running_heads(lines: Sequence[Line], roles: dict[int, Message], measure: Measure) -> list[int]:
    """Lines that come back, but for their figures, and stand beside a page's number or end, or in the middle of a sentence."""
    heads = [i for i, line in enumerate(lines) if i not in roles and has_columns(line.text) and _DATED_HEAD.search(line.text)]
    for found in _repeated(lines, roles, measure).values():
        if has_columns(lines[found[0]].text) and all(b - a > ROWS_APART for a, b in pairwise(found)):
            heads.extend(found)
            continue
        at_page_end = sum(_beside_page_end(lines, i, roles) for i in found)
        inside = sum(_interrupts(lines, i, {*found, *roles}, measure) for i in found)
        if inside or at_page_end == len(found) or (len(found) > 2 and at_page_end >= len(found) // 3 > 0):
            heads.extend(found)
    known = {*roles, *heads}
    beside_numbers = [i for i in range(len(lines)) if i not in known and _beside_number(i, roles)]
    return heads + [i for i in beside_numbers if _is_head_within_sentence(lines, i, {*known, i}, measure)]


def _is_head_within_sentence(lines: Sequence[Line], at: int, known: set[int], measure: Measure) -> bool:
    """One that comes once: a short line beside a page's number, where a sentence is cut and goes on below."""
    width = width_of(lines[at].text, measure.chinese)[1]
    return width < 0.6 * measure.width and not ends_sentence(lines[at].text) and _interrupts(lines, at, known, measure)


def _beside_number(at: int, roles: dict[int, Message]) -> bool:
    return PAGE_NUMBER in (roles.get(at - 1), roles.get(at + 1))


def _repeated(lines: Sequence[Line], roles: dict[int, Message], measure: Measure) -> dict[str, list[int]]:
    """The lines that stand in the file more than once, but for their figures; no sentences, no outlets or bylines, and no full
    lines, which two reports of one event may share."""
    places: dict[str, list[int]] = defaultdict(list)
    for i, line in enumerate(lines):
        short = columns(line.text, measure.chinese) < SHORT_HEAD * measure.width or has_columns(line.text)
        if i not in roles and short and not ends_sentence(line.text):
            places[re.sub(r"\d+|[０-９]+|\s+", "#", line.text).strip("#")].append(i)
    repeated = {form: found for form, found in places.items() if len(found) > 1 and len(form.replace("#", "")) > 1}
    labels = {form: read_label_line(lines[found[0]].text) for form, found in repeated.items()}
    return {form: found for form, found in repeated.items() if not ((label := labels[form]) and label.names - {"date"})}


def _beside_page_end(lines: Sequence[Line], at: int, roles: dict[int, Message]) -> bool:
    following = lines[at + 1] if at + 1 < len(lines) else None
    return _beside_number(at, roles) or lines[at].page_break or (following is not None and following.page_break)


def _interrupts(lines: Sequence[Line], at: int, other: set[int], measure: Measure) -> bool:
    """Does the line stand between a full line without an end and its continuation?"""
    before = next((lines[i] for i in range(at - 1, -1, -1) if i not in other), None)
    after = next((lines[i] for i in range(at + 1, len(lines)) if i not in other), None)
    if before is None or after is None or ends_sentence(before.text):
        return False
    return slack(before, after, measure, first=True) <= measure.tolerance and (measure.chinese or after.text[:1].islower())


def _cuts_text(lines: Sequence[Line], at: int, other: set[int], measure: Measure) -> bool:
    """A weaker sign, enough for a number: the line above is about full, and no sentence ends there."""
    before = next((lines[i] for i in range(at - 1, -1, -1) if i not in other), None)
    return before is not None and not ends_sentence(before.text) and columns(before.text, measure.chinese) > 0.75 * measure.width


def _upper_lines_of_caption(lines: Sequence[Line], at: int, roles: dict[int, Message], measure: Measure) -> list[int]:
    """The line above a credit, if the caption began there: it runs on into the credit, and what follows the caption is a new
    paragraph, so it is not the text that runs on past it."""
    above = at - 1
    if above < 1 or above in roles or ends_sentence(lines[above].text) or not ends_sentence(lines[above - 1].text):
        return []
    if lines[above].gap > measure.usual_gap and measure.blank_separates and lines[at].gap <= measure.usual_gap:
        return [above]
    below = [lines[i] for i in range(at + 1, min(at + 6, len(lines))) if i not in roles][:2]
    if len(below) < 2 or slack(lines[above], lines[at], measure) > 2:
        return []
    runs_on = slack(below[0], below[1], measure) < 0 or not ends_open(below[0].text)
    return [] if runs_on else [above]


def count_furniture(lines: Sequence[Line], roles: dict[int, Message]) -> Counter[Message]:
    """Visible characters of each kind of furniture."""
    counts: Counter[Message] = Counter()
    for i, role in roles.items():
        counts[role] += len("".join(lines[i].text.split()))
    return counts
