"""The files that `fuzz_readers.py` starts from: our own articles in each format, files made to harm, and changes."""

from __future__ import annotations

import csv
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from openpyxl import Workbook

ROOT = Path(__file__).resolve().parents[1]
BIGGEST = 1 << 20  # bytes of a changed file
WORDS = [
    b"<", b">", b"<!--", b"<![CDATA[", b"<!ENTITY x '&y;'>", b'"', b'""', b"'", b"{", b"}", b"[", b"]", b"\\u", b"\\ud83d",
    b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\n", b"\r", b"\r\n", b"\t", b",", b";", b"PK\x03\x04", b"PK\x05\x06", b"---\n",
    b"# ", b"```", b"| a |", b"From x\n", b"Content-Type: text/html\n", "来源：".encode(), "锟斤拷".encode(),
    "中文".encode("gbk"), "中文".encode("utf-16-le"), b"1e999999", b"-" * 300, b"9" * 5000, b"&" * 300, b"(" * 2000,
]  # fmt: skip


def articles() -> list[dict[str, str]]:
    """The sample collection: title, text, source and date of each article."""
    found = []
    for path in sorted((ROOT / "corpus").glob("*.md")):
        _, head, text = path.read_text(encoding="utf-8").split("---\n", 2)
        fields = {name: value.strip('"') for name, value in (line.split(": ", 1) for line in head.split("\n") if ": " in line)}
        found.append(
            {"title": fields.get("title", ""), "source": fields.get("source", ""), "date": fields.get("date", ""), "text": text}
        )
    return found


PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title><script type="application/ld+json">
{{"@type": "NewsArticle", "headline": "x", "datePublished": "2024-11"}}</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>{title}</h1><div>{date} 来源：{source}</div>{body}<table><tr><td>1</td><td>2</td></tr></table></article>
<aside class="ad">Buy</aside></body></html>"""


def page(article: dict[str, str]) -> str:
    body = "".join(f"<p>{line}</p>" for line in article["text"].split("\n") if line)
    return PAGE.format(body=body, **{name: value for name, value in article.items() if name != "text"})


def table(found: list[dict[str, str]], delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(found[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()


def workbook(found: list[dict[str, str]]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    sheet = book.active
    sheet.append(list(found[0]))
    for article in found:
        sheet.append(list(article.values()))
    book.save(out)
    return out.getvalue()


def archive(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


def mhtml(article: dict[str, str]) -> bytes:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="-x"\r\n\r\n---x\r\nContent-Type: text/html\r\n\r\n'
    return f"{head}{page(article)}\r\n---x--\r\n".encode()


def nested(found: list[dict[str, str]]) -> bytes:
    inner = archive({"e.csv": table(found, ",").encode()})
    return archive({"a.txt": found[0]["text"].encode(), "b/c.html": page(found[0]).encode(), "d.zip": inner})


def seeds(suffix: str) -> list[bytes]:
    """Good files of a format; plain text in several encodings for one that is not known here."""
    found = articles()
    lines = "\n".join(json.dumps(article, ensure_ascii=False) for article in found)
    deep = {"meta": 1, "data": {"items": found}}
    made: dict[str, Callable[[], list[bytes]]] = {
        ".html": lambda: [page(article).encode() for article in found] + [page(found[4]).encode("gb18030")],
        ".mhtml": lambda: [mhtml(found[0])],
        ".csv": lambda: [table(found, ",").encode(), table(found, ";").encode("gb18030"), table(found, ",").encode("utf-16")],
        ".tsv": lambda: [table(found, "\t").encode()],
        ".xlsx": lambda: [workbook(found)],
        ".json": lambda: [json.dumps(found).encode(), json.dumps(deep, ensure_ascii=False).encode()],
        ".jsonl": lambda: [lines.encode(), lines.encode("gb18030")],
        ".zip": lambda: [nested(found)],
        ".md": lambda: [path.read_bytes() for path in sorted((ROOT / "corpus").glob("*.md"))],
    }
    text = "\n\n".join(article["text"] for article in found[-2:])
    return (
        made[suffix]() if suffix in made else [text.encode(codec, "ignore") for codec in ("utf-8", "gb18030", "big5", "utf-16")]
    )


def hostile(suffix: str) -> Iterator[bytes]:
    """Files made to harm a reader of the format."""
    if suffix in (".html", ".mhtml"):
        for tag in ("div", "table><tr><td", "b", "ul><li", "p", "svg"):
            yield f"<html><body>{f'<{tag}>' * 50_000}text".encode()
        yield (
            b"<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
            + b"".join(b"<!ENTITY a%d '%s'>" % (i, b"&a;" * 50) for i in range(50))
            + b"]><p>&a49;"
        )
        yield b"<p " + b"a=b " * 100_000 + b">x"
        yield b"<p>" + b"x<br>" * 100_000
        yield b'<script type="application/ld+json">' + b"[" * 100_000
        yield b"<p>" + "很长的一段。".encode() * 50_000
    elif suffix in (".json", ".jsonl"):
        yield b"[" * 500_000
        yield b'{"text":' * 100_000
        yield b'[{"text": "x"},' * 50_000
        yield b'[{"text": "' + b"\\ud83d" * 100_000 + b'"}]'
        yield b"[" + b"9" * 500_000 + b"]"
    elif suffix in (".csv", ".tsv"):
        yield b'title,text\nx,"' + b"y" * 900_000
        yield b"title,text\n" + b'"' * 500_000
        yield b"," * 900_000
        yield b"text\n" + b"\n" * 900_000
        yield b"text" + b",a" * 100_000 + b"\n" + b",b" * 100_000
    elif suffix in (".zip", ".xlsx"):
        yield archive({f"{i}.txt": b"0" * 5_000_000 for i in range(20)})
        inner = archive({f"{i}.txt": b"x" for i in range(100)})
        yield archive({f"{i}.zip": inner for i in range(100)})
        yield archive({"xl/workbook.xml": b"<!DOCTYPE x [<!ENTITY a 'ha'>]><x>&a;</x>", "[Content_Types].xml": b"<a>" * 100_000})
    elif suffix in (".md", ".txt"):
        yield b"---\n" + b"a: [" * 50_000 + b"\n---\ntext"
        yield b"> " * 50_000 + b"x"
        yield b"[" * 50_000
        yield b"*" * 100_000
        yield b"- " * 20_000
        yield b"`" * 100_000


def mutated(random_: random.Random, seed: bytes) -> bytes:
    """One to six changes: cut, flipped bits, bytes put in, taken out, repeated or exchanged."""
    data = bytearray(seed)
    for _ in range(random_.randint(1, 6)):
        at, to = sorted((random_.randrange(len(data) + 1), random_.randrange(len(data) + 1)))
        kind = random_.randrange(7)
        if kind == 0:
            del data[at:]
        elif kind == 1:
            for _ in range(random_.randint(1, 20)):
                if data:
                    data[random_.randrange(len(data))] ^= 1 << random_.randrange(8)
        elif kind == 2:
            data[at:at] = random_.choice(WORDS) * random_.choice((1, 1, 1, 5, 50))
        elif kind == 3:
            del data[at : min(to, at + random_.choice((1, 10, 1000)))]
        elif kind == 4:
            data[at:at] = data[at : min(to, at + 2000)] * random_.choice((1, 3, 30))
        elif kind == 5:
            data[at : at + 50] = random_.randbytes(50)
        else:
            data = data[to:] + data[at:to] + data[:at]
    return bytes(data[:BIGGEST])
