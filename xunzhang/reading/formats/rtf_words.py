"""What rich text is written with: its tokens, what its control words stand for, and the styles that are headings.

What becomes of them in a document is `rtf.py`'s.
"""

from __future__ import annotations

import codecs
import re

from xunzhang.reading.formats import documents as left
from xunzhang.reading.lines.raised import DOWN, UP

TOKEN = re.compile(
    rb"\\([A-Za-z]{1,32})(-?\d{1,10})? ?|\\'([0-9A-Fa-f]{2})|\\([^A-Za-z'])|([{}])|[\r\n]+|([^\\{}\r\n]+)|(\\)", re.DOTALL
)
# Destinations whose text is no text of the document, and goes uncounted: tables of fonts and styles, data of pictures.
DATA = frozenset(
    re.findall(
        r"\w+",
        """fonttbl colortbl stylesheet listtable listoverridetable revtbl rsidtbl filetbl generator themedata colorschememapping
        datastore latentstyles pict objdata xmlnstbl mmathPr pgptbl fontemb fontfile bkmkstart bkmkend listtext pntext pntxta
        pntxtb pn defchp defpap userprops operator creatim revtim printim buptim keywords subject company category manager doccomm
        hlinkbase comment title author picprop shprslt sp atrfstart atrfend atnref panose falt fname wgrffmtfilter ftnsep ftnsepc
        aftnsep aftnsepc ftncn aftncn private blipuid nextfile template background levelnumbers leveltext passwordhash password
        datafield formfield ffname ffdeftext ffl objclass objname""",
    )
)
LEFT_OUT = {
    **dict.fromkeys(("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"), left.RUNNING),
    "fldinst": left.FIELDS, "annotation": left.COMMENTS, "atnid": left.COMMENTS, "atnauthor": left.COMMENTS,
    "xe": left.FIELDS, "tc": left.FIELDS, "rxe": left.FIELDS,
}  # fmt: skip
MARKS = {
    "emdash": "—", "endash": "–", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘",
    "rquote": "’", "ldblquote": "“", "rdblquote": "”", "tab": "\t", "line": "\n", "softline": "\n",
}  # fmt: skip
SYMBOLS = {b"~": "\xa0", b"{": "{", b"}": "}", b"\\": "\\", b"-": "", b"_": "-", b"\r": "\n", b"\n": "\n", b"\t": "\t"}
CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
PAGES = {936: "gb18030", 950: "cp950", 10008: "gb2312", 65001: "utf-8", 10000: "mac_roman"}
HEIGHTS = {"super": UP, "up": UP, "sub": DOWN, "dn": DOWN, "nosupersub": ""}
LEAST_SHIFT = 4  # half points by which letters have to be moved to stand higher or lower
_STYLE = re.compile(rb"\\s(\d{1,4})(?!\d)")
_STYLE_NAME = re.compile(rb"(?:^|[ \r\n])(?:(heading) (\d)|(title));\s*$", re.IGNORECASE)
OPTIONAL = frozenset(("footnote", "shptxt", "shpinst", "ud"))  # known destinations that \\* may stand before
_INFO = re.compile(rb"\{\\(title|author)\s?((?:[^{}\\]|\\.)*)\}", re.DOTALL)
LONGEST_SHEET = 1 << 18  # bytes of a style sheet


def heading_levels(data: bytes) -> dict[int, int]:
    """The heading levels of the styles, by number. Where a style for the title is in use, a first heading is none."""
    start = data.find(b"{\\stylesheet")
    end = data.find(b"}}", start)
    found: dict[int, int] = {}
    titles = set()
    for entry in data[start : min(end, start + LONGEST_SHEET)].split(b"}") if 0 <= start < end else ():
        number, name = _STYLE.search(entry), _STYLE_NAME.search(entry)
        if number and name:
            found[int(number[1])] = int(name[2] or 1)
            titles |= {int(number[1])} if name[3] else set()
    lower = any(data.find(b"\\s%d" % number, end) >= 0 for number in titles)
    return {number: level if number in titles else level + lower for number, level in found.items()}


def codec(name: str) -> str:
    """The codec's own name; Windows-1252 where there is none of that name."""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return "cp1252"


def property_of(data: bytes, name: bytes, codec_name: str) -> str:
    """A property of the document, from its {\\info} group; "" where it has none."""
    start = data.find(b"{\\info")
    if start < 0:
        return ""
    found = next((m[2] for m in _INFO.finditer(data, start, start + 20_000) if m[1] == name), b"")
    raw = re.sub(rb"\\'([0-9a-fA-F]{2})", lambda m: bytes([int(m[1], 16)]), found)
    text = raw.decode(codec_name, errors="replace")
    whole = re.sub(r"\\u(-?\d{1,6}) ?\??", lambda m: chr(int(m[1]) % 0x10000), text)
    return whole.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
