"""What asks in English, and for what: patterns over folded questions, and nouns that tell a kind.

`asked_kinds.py` matches the patterns in this order where a word that asks stands (`english_anchors`); what a pattern matches, or
its group `asks`, are the words that ask.
"""

from __future__ import annotations

import re

from xunzhang.types.question import Kind

_WH = r"(?:who(?:m|se)?|what|which|when|where|why|how)(?:'s|'re|'d)?"
_BEFORE = r"(?:(?:in|on|at|by|to|for|from|with|of|since|until|during|after|before|about|under|into|within|through|over|around) )"
_OPENS = re.compile(rf"(?:^\W*|[,;] (?:and |or |but )?| and | or )(?={_BEFORE}?(?P<asks>{_WH})\b)")
_ANYWHERE = re.compile(rf"\b(?P<asks>{_WH})\b")
_YES_NO = re.compile(r"^\W*(?P<asks>is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)\b")
_ORDERS = re.compile(r"^\W*(?P<asks>list|name|define|give)\b")
CLOSING = 12  # characters from the end, within which the word that asks is the question's last (to become what kind?)

_IS = r"(?:is|was|are|were|'s|will be|has been|would be)"
_OWNER = r"(?:the |its |his |her |their |your |(?:[\w.&-]+ ){0,4}[\w.-]+(?:'s|s') )"  # before the noun that is asked for
_BETWEEN = r"(?:[\w-]+ ){0,3}?"
_PERSONS = (
    "person|people|man|men|woman|women|boy|girl|player|king|queen|scientist|actor|actress|singer|president|author|"
    "emperor|politician|artist|"
    "leader|general|philosopher|musician|composer|writer|poet|architect|coach|quarterback|athlete|economist|"
    "mathematician|physicist|pope|"
    "bishop|saint|professor|judge|mayor|governor|senator|minister|chancellor|ruler|inventor|explorer|astronaut|"
    "contestant|performer|host"
)
_PLACES = (
    "country|countries|nation|city|cities|province|county|counties|town|village|region|continent|district|borough|"
    "neighbou?rhood|street|"
    "place|location|island|us state|state|states|municipality|suburb|venue|stadium"
)
_BODIES = (
    "compan(?:y|ies)|universit(?:y|ies)|organi[sz]ations?|agenc(?:y|ies)|teams?|part(?:y|ies)|schools?|colleges?|"
    "newspapers?|magazines?|"
    "institutions?|bands?|churches|church|councils?|banks?|departments?|committees?|corporations?|airlines?|"
    "networks?|publishers?|firms?|"
    "institutes?|government|ministry|ministries|studio|label|club|court|broadcasters?|channel|brand|manufacturer"
)
_MONEY = (
    "salary|salaries|price|cost|costs|budget|revenues?|income|gdp|wages?|fees?|fine|profits?|earnings|turnover|debt|"
    "rent|tuition|bonus|funding"
)
_NUMBERS = (
    "population|number|total|average|score|area|height|length|width|depth|age|size|weight|mass|speed|distance|"
    "temperature|elevation|"
    "altitude|density|capacity|diameter|magnitude|volume|lifespan|attendance|amount|circulation|enrollment|enrolment|"
    "ratio|quantity|duration"
)
_KIN = (
    "wife|husband|spouse|father|mother|son|daughter|brother|sister|author|founder|inventor|successor|predecessor|"
    "president|mayor|"
    "headmaster|headteacher|principal|director|chairman|chairwoman|chair|ceo|leader|coach|spokesman|spokeswoman|"
    "spokesperson|editor|owner"
)
_CONTACT = "(?:tele)?phone(?: number)?|e-?mail(?: address)?|web ?site|hotline|fax|contact (?:details|number)"
_MAKES_MONEY = (
    r"cost|costs|worth|pa(?:y|id|ys)|spen[dt]|spends|invest(?:ed)?|earn(?:ed|s)?|charged?|priced?|dollars?|yuan|euros?|raised?|donat\w+|gross(?:ed)?|"
    r"sell|sold|budget|salary|fund(?:ed|s)?|owed?|tax(?:es)?|revenue|loans?|profits?|mak(?:e|es|ing)|made|pounds|fined?|money|salaries"
)
_AUXILIARY = (
    "is|are|was|were|do|does|did|can|could|has|have|had|will|would|should|might|may|must|be|been|of|in|to|on|for|if|else|"
    "happen(?:s|ed)?"
)

ENGLISH_ASKS: tuple[tuple[Kind, tuple[str, ...]], ...] = (
    (
        "percent",
        (
            r"(?:what|which) (?:percent(?:age)?|proportion|share|fraction)\b|how many percent\b",
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:percentage|proportion|share|(?<!exchange )(?<!heart )rate)\b",
        ),
    ),
    (
        "money",
        (
            r"how much (?:money|funding|cash)\b|how many (?:\w+ )?(?:dollars|yuan|euros|pounds|yen)\b",
            rf"(?P<asks>how much)(?= .{{0,300}}\b(?:{_MAKES_MONEY})\b)",
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:{_MONEY})\b",
            r"what (?:price|salary|budget|amount of money|sum)\b",
        ),
    ),
    (
        "date",
        (
            r"when\b",
            r"(?:what|which) (?:exact |calendar )?(?:year|month|date|day|decade|century|time|era)s?\b(?! of (?:day|the week))",
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:date|year|birthday|deadline|birthdate)\b",
        ),
    ),
    (
        "reason",
        (
            r"why\b|how come\b|what caused\b|(?:what|which) (?:reason|cause)s?\b",
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:reason|cause|motive|motivation|rationale)s?\b",
        ),
    ),
    (
        "contact",
        (
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:{_CONTACT})\b",
            r"(?:which|what) (?:phone|telephone|number)(?: number)?(?= .{0,300}\bcall\b)"
            r"|how (?:can|do|to)\b(?= .{0,300}\bcontact\b)",
        ),
    ),
    (
        "person",
        (
            r"who(?:m|se)?\b",
            rf"(?:what|which) {_BETWEEN}(?:{_PERSONS})\b",
            rf"(?P<asks>what ?{_IS}) the (?:full )?names? of (?:the |a |an |his |her |its ){_BETWEEN}(?:{_PERSONS}|{_KIN})\b",
        ),
    ),
    (
        "organisation",
        (rf"(?:what|which) {_BETWEEN}(?:{_BODIES})\b",),
    ),
    (
        "place",
        (
            rf"where\b|(?:what|which) {_BETWEEN}(?:{_PLACES})\b",
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:capital|birthplace|location|headquarters)\b",
        ),
    ),
    (
        "number",
        (
            r"how (?:many|much|long|old|far|tall|large|big|high|fast|often|wide|deep|heavy|hot|cold|thick)\b",
            rf"(?:what|which) (?:{_NUMBERS})\b",
            rf"(?P<asks>what ?{_IS}) {_OWNER}{_BETWEEN}(?:{_NUMBERS})\b(?! of (?:the )?(?:attack|effect)| called| known| named)",
        ),
    ),
    ("manner", (r"how\b",)),
    (
        "list",
        (
            r"(?:what|which) (?:(?:are|were) )?(?:the )?(?:other |main |major )?(?:two|three|four|five|six|several|some|types)\b",
            r"(?:list|give)\b|name(?= (?:the|all|two|three|four|five|some|a few|one)\b)",
            r"what (?:are|were)(?= (?:the|some)\b.{0,300}s\b)",
        ),
    ),
    (
        "definition",
        (
            r"define\b|what(?= does .{0,300} mean\b)|what (?:is|was) meant by\b",
            r"what ?(?:is|are|'s)(?= (?:an? )?(?!the\b|his\b|her\b|its\b|their\b)[\w-]+(?: [\w-]+){0,2}\W*$)",
        ),
    ),
    (
        "name",
        (
            rf"what ?(?:{_IS})?(?= .{{0,300}}\b(?:called|named|known as|titled|the name of|stand for|nickname)\b)",
            rf"(?:what|which)(?= (?!(?:{_AUXILIARY})\b)[\w-]+)",
            r"which\b",
        ),
    ),
    ("yes_no", (r"(?:is|are|was|were|do|does|did|can|could|has|have|had|will|would|should)\b",)),
    ("other", (rf"what ?(?:{_IS})?\b",)),
)

# Nouns that tell what is asked for where the words that ask do not.
ENGLISH_HEADS: tuple[tuple[Kind, str], ...] = (
    ("contact", _CONTACT),
    ("percent", "percentage|proportion|share|rate"),
    ("money", _MONEY),
    ("number", _NUMBERS),
    ("date", "date|birthday|deadline|year"),
    ("person", _KIN),
    ("place", "capital|birthplace|location|headquarters|address"),
)


def english_anchors(folded: str) -> list[int]:
    """Where the words that ask begin: the first, and those that "and" or "or" joins to it, for "who" and "when" join clauses too.

    That of an order or of a yes-or-no question comes first. Where none opens a clause, the last word of a question asks (it was
    built by whom?), or else the first that stands anywhere.
    """
    opening = _YES_NO.match(folded) or _ORDERS.match(folded)
    if opening:
        return [opening.start("asks")]
    opened = [match.start("asks") for match in _OPENS.finditer(folded)]
    anywhere = [match.span("asks") for match in _ANYWHERE.finditer(folded)]
    if not anywhere or (opened and opened[0] == anywhere[0][0]):
        return opened
    at_the_end = anywhere[-1][1] > len(folded) - CLOSING
    return [anywhere[-1 if at_the_end else 0][0]]
