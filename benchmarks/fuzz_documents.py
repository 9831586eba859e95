"""Seeds, hostile files and changes for documents: PDF, Word, OpenDocument, EPUB and RTF (see `fuzz_readers.py`).

A change is made inside a package as often as outside of it, so that it gets past the zip's own checks; in a PDF the streams are
left unpacked, so that a changed byte is a changed operator.
"""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.helpers.articles import TITLES, article
from tests.helpers.documents import BOX, NOTE, TABLE, Blocks, Extras, write_docx, write_epub, write_odt, write_rtf
from tests.helpers.printing import Setting, print_pdf

FORMATS = (".pdf", ".docx", ".odt", ".epub", ".rtf")
PACKAGES = (".docx", ".odt", ".epub")
WORDS = [
    word.encode("latin-1")
    for word in (
        "0 -1 2147483648 1e38 99999999999999999999 null << >> [ ] ( ) 1_0_R /Kids /Length stream endstream endobj BT ET Tj "
        "Do q Q { } \\ \\par \\u-1? \\'ff \\bin99999 \\row \\cell \\* \\footnote <w:p> </w:p> <w:tbl> <w:txbxContent> <w:t> "
        "&#0; &x; <text:note> <text:s_text:c='999999999'/> <table> <tr> <h1> <pre> <br/> \xff \x00"
    )
    .replace("_", " ")
    .split(" ")
]


def seeds(suffix: str) -> list[bytes]:
    """Good files of a format, in both languages."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            written(suffix, Path(folder) / f"a{suffix}", chinese, number).read_bytes()
            for number, chinese in enumerate((True, False))
        ]


def written(suffix: str, path: Path, chinese: bool, number: int, paragraphs: int = 8) -> Path:
    """A document of one column or two, or a book of two chapters; by `number`."""
    blocks: Blocks = list(article(chinese, number, paragraphs, aside=suffix == ".pdf"))
    if suffix == ".pdf":
        return print_pdf(path, TITLES[chinese], blocks, Setting(chinese, columns=1 + number % 2, head="No. {}", compressed=False))
    blocks += [(NOTE, "①"), (BOX, "x"), (TABLE, "a\tb\nc\td"), ("text", TITLES[chinese])]
    extras = Extras("head", "comment", "deleted", "field", "author")
    if suffix == ".epub":
        return write_epub(path, TITLES[chinese], [("1", blocks), ("2", blocks)], extras, version=2 + number % 2)
    write = {".docx": write_docx, ".odt": write_odt, ".rtf": write_rtf}[suffix]
    return write(path, TITLES[chinese], blocks, extras)


def changed(random_: random.Random, suffix: str, seed: bytes, change: Callable[[random.Random, bytes], bytes]) -> bytes:
    """`seed` with a change by `change`, or one that knows the format, inside a package or outside."""
    if suffix in PACKAGES and random_.random() < 0.7:
        return _inside(random_, seed, change)
    return _with_words(random_, seed) if random_.random() < 0.5 else change(random_, seed)


def _inside(random_: random.Random, seed: bytes, change: Callable[[random.Random, bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(seed)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    name = random_.choice([name for name in files if files[name]])
    kind = random_.randrange(6)
    if kind == 0:
        del files[name]
    elif kind == 1:
        files[name] = files[random_.choice(list(files))]
    elif kind in (2, 3):
        files[name] = _with_words(random_, files[name])
    else:
        files[name] = change(random_, files[name])
    return _package(files)


def _with_words(random_: random.Random, data: bytes) -> bytes:
    """Words of the formats put in, or in the place of others, or figures exchanged for others."""
    for _ in range(random_.randint(1, 8)):
        at = random_.randrange(len(data) + 1)
        word = random_.choice(WORDS) * random_.choice((1, 1, 1, 1, 40))
        end = at + random_.choice((0, 0, len(word), random_.randrange(200)))
        if random_.random() < 0.3:
            found = [i for i in range(at, min(at + 400, len(data))) if data[i : i + 1].isdigit()]
            at = found[0] if found else at
            end = at + 1
            word = random_.choice((b"0", b"9", b"-", b"99999", b"4294967295"))
        data = data[:at] + word + data[end:]
    return data


def _package(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


# Files made to harm


def hostile(suffix: str) -> Iterator[bytes]:
    if suffix == ".pdf":
        yield from _hostile_pdfs()
    elif suffix == ".rtf":
        yield from _hostile_rtfs()
    elif suffix in PACKAGES:
        yield from _hostile_packages(suffix)


def pdf(*objects: bytes, trailer: bytes = b"/Root 1 0 R") -> bytes:
    """A PDF of these objects, numbered from 1, with a table of references that is right."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<</Size %d %s>>\nstartxref\n%d\n%%%%EOF"
    return out + start % (len(objects) + 1, table, len(objects) + 1, trailer, len(out))


def _stream(content: bytes, more: bytes = b"", pack: bool = False) -> bytes:
    data = zlib.compress(content, 9) if pack else content
    return b"<</Length %d %s %s>>stream\n%s\nendstream" % (len(data), b"/Filter/FlateDecode" if pack else b"", more, data)


def _page(
    content: bytes, more: bytes = b"", box: bytes = b"0 0 600 800", pack: bool = False, extra: tuple[bytes, ...] = ()
) -> bytes:
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[%s]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>%s>>>>" % (box, more),
        _stream(content, pack=pack),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        *extra,
    )


def _hostile_pdfs() -> Iterator[bytes]:
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    yield pdf(catalogue, b"<</Type/Pages/Kids[2 0 R]/Count 1>>")  # a tree of pages that goes round
    yield pdf(catalogue, b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 9>>")
    yield pdf(catalogue, b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", b"<</Type/Page/Parent 2 0 R>>")
    tree = [b"<</Type/Pages/Kids[%s]/Count 100000000>>" % (b"%d 0 R " % n * 10) for n in range(3, 11)]
    yield pdf(catalogue, *tree, b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>")  # a hundred million pages in a kilobyte
    yield pdf(catalogue, b"<</Type/Pages/Kids[]/Count 0>>", trailer=b"/Root 1 0 R/Prev 9")
    yield pdf(b"<</Length 1 0 R>>stream\nx\nendstream", trailer=b"/Root 1 0 R")
    form = b"/XObject<</X 6 0 R>>"
    loop = _stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")
    yield _page(b"/X Do", form, extra=(loop,))  # a drawing that draws itself
    wide = [
        _stream(b"/X Do " * 10, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1))
        for n in range(6, 14)
    ]
    yield _page(
        b"/X Do", form, extra=(*wide, _stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"))
    )  # a hundred million times
    yield _page(b"BT /F 9 Tf " + b"(every word again) Tj 1 0 Td " * 2_000_000 + b"ET", pack=True)
    yield _page(b"BT /F 9 Tf 1 1 Td (" + b"a" * 20_000_000 + b") Tj ET", pack=True)
    yield _page(b"q " * 5_000_000, pack=True)
    yield _page(b"BT /F 9 Tf 10 10 Td (far) Tj ET", box=b"0 0 1e38 1e38")
    yield _page(b"0 0 5 5 re f", box=b"0 0 200000 200000")  # a picture of forty billion points
    yield _page(
        b"BT /F 1e38 Tf 1e38 1e38 Td (big) Tj 0 0 0 0 0 0 Tm (flat) Tj /F 0 Tf (none) Tj 1e-38 0 0 1e-38 0 0 Tm (small) Tj ET"
    )
    yield _page(b"BT /F 9 Tf " + b"1 0 0 1 %d %d Tm (x) Tj " * 1 % (5, 5) + b"ET" + b"[" * 200_000 + b"]" * 200_000)
    scattered = random.Random(5)
    spots = b"".join(
        b"1 0 0 1 %d %d Tm (%c) Tj " % (scattered.randrange(600), scattered.randrange(800), 97 + n % 26) for n in range(20_000)
    )
    yield _page(b"BT /F 9 Tf " + spots + b"ET", pack=True)
    yield pdf(catalogue, b"<</Type/Pages/Kids" + b"[" * 100_000 + b"]" * 100_000 + b">>")
    yield pdf(catalogue, b"<</A" * 50_000 + b">>" * 50_000)


def _hostile_rtfs() -> Iterator[bytes]:
    yield b"{\\rtf1 " + b"{" * 500_000
    yield b"{\\rtf1 " + b"{\\b x}" * 100_000 + b"}"
    yield b"{\\rtf1 " + b"\\u65? " * 100_000 + b"}"
    yield b"{\\rtf1 " + b"\\'d6" * 200_000 + b"}"
    yield b"{\\rtf1 \\bin999999999 x}"
    yield b"{\\rtf1\\ansicpg99999\\uc999999999\\u65 xxx}"
    yield b"{\\rtf1 " + b"x\\cell" * 100_000 + b"\\row}"
    yield b"{\\rtf1 " + b"{\\footnote x}" * 50_000 + b"}"
    yield b"{\\rtf1 {\\stylesheet" + b"{\\s1 heading" * 20_000 + b"}} x}"
    yield b"{\\rtf1 {\\info{\\title " + b"\\'" * 50_000 + b"}} x}"
    yield b"{\\rtf1 " + b"x" * 900_000 + b"}"
    yield b"{\\rtf1 " + b"\\" * 500_000 + b"}"
    yield b"{\\rtf1 " + b"x\\par " * 100_000 + b"}"


def _hostile_packages(suffix: str) -> Iterator[bytes]:
    good = seeds(suffix)[0]
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        files = {name: package.read(name) for name in package.namelist()}
    main = {".docx": "word/document.xml", ".odt": "content.xml", ".epub": "OEBPS/chapter 1.xhtml"}[suffix]
    body = {
        ".docx": (b"<w:body>", b"<w:%s>", b"p"),
        ".odt": (b"<office:text>", b"<text:%s>", b"section"),
        ".epub": (b"<body>", b"<%s>", b"div"),
    }
    opening, tag, name = body[suffix]
    before, _, after = files[main].partition(opening)
    before += opening
    laughs = b"<!DOCTYPE x [<!ENTITY a 'ha'>" + b"".join(
        b"<!ENTITY %c '%s'>" % (b, b"&%c;" % a * 10) for a, b in zip(b"abcdefgh", b"bcdefghi", strict=True)
    ) + b"]>"  # fmt: skip
    outside = b"<!DOCTYPE x [<!ENTITY i SYSTEM 'file:///etc/hostname'>]>"
    root = before.index(b"<", before.index(b"?>") + 2) if b"?>" in before else 0
    start = before[before.rindex(b"<html") :] if suffix == ".epub" else before[root:]
    paragraph = {".docx": b"<w:p><w:r><w:t>%s</w:t></w:r></w:p>", ".odt": b"<text:p>%s</text:p>", ".epub": b"<p>%s</p>"}[suffix]
    for declared in (laughs, outside):
        yield _package(files | {main: declared + start + paragraph % b"&i;" + after})
    for depth in (200, 255, 5_000, 200_000):
        for element in {name, b"tbl", b"sdt", b"table", b"span"}:
            yield _package(files | {main: before + tag % element * depth + paragraph % b"deep" + after})
    yield _package(files | {main: before + (paragraph % b"x") * 100_000 + after})
    yield _package(files | {main: before + paragraph % (b"long " * 400_000) + after})
    yield _package(files | {main: b" " * (30 << 20)})
    yield _package(files | {f"media/{n}": bytes(5 << 20) for n in range(40)})
    yield _package(files | {f"x{n}": b"" for n in range(20_000)})
    yield good[:-22] + b"PK\x05\x06" + b"\xff" * 18  # an end record that points nowhere
