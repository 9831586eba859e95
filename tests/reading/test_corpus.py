"""Files to articles: formats, encodings, bad input; and for every file, characters in are characters kept plus those explained."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import pytest

from tests.helpers.dumps import BRIDGE, BRIDGE_HANT, LIBRARY, ORCHARD, TIDE, Press
from tests.helpers.places import SEED
from tests.helpers.reading import in_english, plain, read, read_one, texts, written
from xunzhang.reading.corpus import READERS, read_corpus
from xunzhang.reading.files.account import NAMED_AT_MOST, Account, Draft
from xunzhang.types import Article, AuditRow, Paragraph, XunzhangError

BODY = LIBRARY.paragraphs[0][1]
OTHER = LIBRARY.paragraphs[1][1]


# Plain text


def test_plain_text(tmp_path: Path) -> None:
    row, (article,) = read_one(written(tmp_path, "a.txt", plain(LIBRARY)))
    assert (article.head.title, article.head.language, article.head.path) == (LIBRARY.title, "zh", "a.txt")
    assert texts(article) == list(LIBRARY.paragraphs)
    assert (row.status, row.encoding, row.paragraphs, row.removed, row.messages) == ("read", "UTF-8", 5, (), ())
    assert row.characters_in == row.characters_kept == len("".join(plain(LIBRARY).split()))


def test_several_articles_in_a_file_and_what_became_of_the_rest(tmp_path: Path) -> None:
    dump = Press(62, indent=4, lines_a_page=9, page_number="第 {} 页").print(LIBRARY, BRIDGE_HANT)
    row, articles = read_one(written(tmp_path, "dump.txt", dump))
    assert [(a.head.title, a.head.source, a.head.language) for a in articles] == [
        (LIBRARY.title, LIBRARY.source, "zh"),
        (BRIDGE_HANT.title, BRIDGE_HANT.source, "zh-hant"),
    ]
    assert dict(row.removed) == {"labels of outlet, byline and date": 6, "page numbers": 9}


def test_front_matter_of_a_text_file_speaks_for_its_articles(tmp_path: Path) -> None:
    front = "---\ntitle: 另一个题目\nsource: 《江北晚报》\ndate: 2024年9月3日\n---\n"
    row, (article,) = read_one(written(tmp_path, "a.txt", f"{front}\n{BODY}\n\n{OTHER}"))
    assert (article.head.title, article.head.source, article.head.date) == ("另一个题目", "江北晚报", "2024-09-03")
    assert article.text == f"{BODY}\n\n{OTHER}"
    assert dict(row.removed) == {"front matter marks and unused fields": len("------title:source:《》date:")}


# Markdown


def test_markdown_with_front_matter(tmp_path: Path) -> None:
    front = (
        "---\ntitle: 'Tide: tables'\nsource: The Pilot\nauthor: [Ann Lee, Bo Ek]\ndate: 3 September 2024\n"
        "language: en\nurl: https://example.org/t\nnote: ours\n---\n"
    )
    row, (article,) = read_one(written(tmp_path, "a.md", f"{front}\n# Tide: tables\n\n{TIDE.paragraphs[0][1]}\n"))
    head = article.head
    assert (head.title, head.source, head.byline, head.date) == ("Tide: tables", "The Pilot", "Ann Lee, Bo Ek", "2024-09-03")
    assert (head.language, head.url) == ("en", "https://example.org/t")
    assert texts(article) == [("text", TIDE.paragraphs[0][1])]
    assert dict(row.removed)["title printed twice"] == len("Tide:tables")


def test_markdown_blocks(tmp_path: Path) -> None:
    source = (
        "# 老桥\n\n第一行在这里断开，\n第二行接着**说下去**。\n\nA soft\nwrap in [English](https://example.org).\n\n"
        "## 桥上的*石狮子*\n\n- 一只\n- 两只\n\n> 引来的话\n> 也是一段。\n\n```python\nx = 1\n\ny  = 2\n```\n\n"
        "| 区 | 数 |\n|---|---|\n| 甲 | 3 |\n\n![图注](a.png)\n\n<!-- 编者的话 -->\n\n---\n\n尾声。\n"
    )
    row, (article,) = read_one(written(tmp_path, "a.md", source))
    assert article.head.title == "老桥"
    assert texts(article) == [
        ("text", "第一行在这里断开，第二行接着说下去。"),
        ("text", "A soft wrap in English."),
        ("heading", "桥上的石狮子"),
        ("text", "- 一只\n- 两只"),
        ("text", "引来的话也是一段。"),
        ("text", "x = 1\n\ny  = 2"),
        ("text", "| 区 | 数 |\n|---|---|\n| 甲 | 3 |"),
        ("text", "尾声。"),
    ]
    removed = dict(row.removed)
    assert (removed["photo captions"], removed["comments"]) == (2, len("<!--编者的话-->"))


def test_markdown_of_a_heading_only_is_still_an_article(tmp_path: Path) -> None:
    _, (article,) = read_one(written(tmp_path, "a.md", "# 老桥\n"))
    assert (article.head.title, article.text) == ("老桥", "老桥")


def test_a_footnote_of_markdown_is_text_and_no_address(tmp_path: Path) -> None:
    text = "渡口在城北。[^1]\n\n[船]是木头做的。[^2]\n\n[船]: boat.html\n[^1]: 见年报。\n[^2]: 杉木。\n"
    row, (found,) = read_one(written(tmp_path, "a.md", text))
    assert [text for _, text in texts(found)] == ["渡口在城北。", "船是木头做的。", "[^1]: 见年报。", "[^2]: 杉木。"]
    assert dict(row.removed) == {"Markdown marks and link addresses": len("[][船]:boat.html"), "note numbers": len("[^1][^2]")}


def test_a_field_of_front_matter_that_says_null_is_no_value(tmp_path: Path) -> None:
    text = f"---\ntitle: null\nauthor: ~\nsource: None\ndate: nan\n---\n\n{LIBRARY.paragraphs[0][1]}\n"
    row, (found,) = read_one(written(tmp_path, "a.md", text))
    assert (found.head.title, found.head.byline, found.head.source, found.head.date) == ("", "", "", "")
    assert texts(found) == [LIBRARY.paragraphs[0]] and not row.messages


def test_front_matter_in_toml(tmp_path: Path) -> None:
    body = f"+++\n\n{LIBRARY.paragraphs[0][1]}\n"
    front = "+++\ntitle = '老船工'\ndate = 2024-11-19T08:30:00+08:00\nauthor = [\"王小川\"]\ndraft = false\n"
    row, (found,) = read_one(written(tmp_path, "a.md", front + body))
    assert (found.head.title, found.head.byline, found.head.date) == ("老船工", "王小川", "2024-11-19")
    assert texts(found) == [LIBRARY.paragraphs[0]] and row.status == "read"
    row, (found,) = read_one(written(tmp_path, "b.md", "+++\ntitle = 老船工\n" + body))
    assert texts(found) == [LIBRARY.paragraphs[0]] and row.status == "partly"
    assert "is not valid TOML" in row.messages[0] and "\n" not in row.messages[0]


def test_the_source_of_a_page_in_a_text_file_is_read_as_a_page(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html>\n<html><body><h1>{LIBRARY.title}</h1>" + "".join(f"<p>{text}</p>" for _, text in LIBRARY.paragraphs)
    row, (found,) = read_one(written(tmp_path, "a.txt", page))
    assert (found.head.title, texts(found)) == (LIBRARY.title, list(LIBRARY.paragraphs))
    assert row.characters_in == len("".join(page.split()))


def test_a_file_of_another_program_is_told_what_to_save_it_as(tmp_path: Path) -> None:
    (row,) = read_corpus([written(tmp_path, "a.DOC", "x")])
    assert isinstance(row, AuditRow)
    assert in_english(row).messages == (
        "There is no reader for .DOC; open the file in the program that made it, and save it as .docx.",
    )


def test_markdown_that_begins_with_a_rule_has_no_front_matter(tmp_path: Path) -> None:
    _, (article,) = read_one(written(tmp_path, "a.md", f"---\n\n{BODY}\n\n---\n\n{OTHER}\n"))
    assert [text for _, text in texts(article)] == [BODY, OTHER]


@pytest.mark.parametrize(
    "front", ["title: a: b", "source: [x", "? {", "a: *b", "title: !!python/object:os.system x\nb: [", "- a\n- b: c", "a: \x02"]
)
def test_front_matter_that_is_no_yaml_is_reported_and_the_article_read(tmp_path: Path, front: str) -> None:
    row, (article,) = read_one(written(tmp_path, "a.md", f"---\n{front}\nname: x\n---\n\n{BODY}\n"))
    assert article.text == BODY
    assert row.status == "partly"
    assert len(row.messages) == 1 and "front matter" in row.messages[0] and "\n" not in row.messages[0]


def test_fields_that_cannot_be_told_are_left_out_and_reported(tmp_path: Path) -> None:
    front = "---\ntitle: 书\ndate: 2024-02-31\nlanguage: 火星语\nsource: {a: b}\n---\n"
    row, (article,) = read_one(written(tmp_path, "a.md", f"{front}\n{BODY}\n"))
    assert (article.head.title, article.head.date, article.head.source, article.head.language) == ("书", "", "", "zh")
    assert all(any(word in message for message in row.messages) for word in ("2024-02-31", "火星语", "source"))


# JSON Lines


def test_jsonl(tmp_path: Path) -> None:
    records = [
        {
            "id": "a-1",
            "title": "书",
            "text": f" {BODY}\n\n{OTHER}",
            "lang": "zh-CN",
            "source": "《晚报》",
            "date": "2024/9/3",
            "url": "u",
        },
        {"text": TIDE.paragraphs[0][1], "language": "en", "byline": ["Ann", "Bo"], "extra": 1},
    ]
    lines = json.dumps(records[0], ensure_ascii=False) + "\n\n" + json.dumps(records[1]) + "\n"
    row, (first, second) = read_one(written(tmp_path, "a.jsonl", lines))
    assert (first.head.id, first.head.title, first.head.source, first.head.date) == ("a-1", "书", "晚报", "2024-09-03")
    assert first.text == records[0]["text"]  # offsets that others have into it hold
    assert (second.head.language, second.head.byline, len(second.head.id)) == ("en", "Ann, Bo", 12)
    assert (row.status, row.articles, row.paragraphs) == ("read", 2, 3)


def test_bad_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    good = json.dumps({"text": BODY})
    bad = ["{", "[1]", '{"title": "x"}', '{"text": 3}', '{"text": "  "}', "null", "[" * 100_000, '{"text": NaN}']
    content = "\n".join([good, *bad]).encode() + b'\n{"text": "\xff"}\n' + json.dumps({"text": OTHER}).encode()
    row, articles = read_one(written(tmp_path, "a.jsonl", content))
    assert [article.text for article in articles] == [BODY, OTHER]
    assert row.status == "partly"
    assert [message.split(":")[0] for message in row.messages[:NAMED_AT_MOST]] == [
        f"Line {n}" for n in range(2, 2 + NAMED_AT_MOST)
    ]
    assert row.messages[-1].startswith(f"{len(bad) + 1 - NAMED_AT_MOST} more lines")


def test_a_line_over_the_limit_is_named_and_the_others_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XUNZHANG_LIMIT_RECORD_CHARS", "3000")
    lines = [json.dumps({"text": text}) for text in ("One.", "x" * 3000, "Two.")]
    row, articles = read_one(written(tmp_path, "a.jsonl", "\n".join(lines)))
    assert [article.text for article in articles] == ["One.", "Two."]
    assert row.status == "partly" and "Line 2: it has 3,011 characters" in row.messages[0] and "RECORD_CHARS" in row.messages[0]
    assert dict(row.removed)["lines without an article"] == 3011


def test_half_a_character_is_shown_as_such(tmp_path: Path) -> None:
    row, (article,) = read_one(written(tmp_path, "a.jsonl", '{"text": "half \\ud83d of it", "title": "\\udc00"}\n'))
    assert article.text == "half \ufffd of it"
    assert row.status == "partly"


def test_jsonl_reader_reads_line_by_line(tmp_path: Path) -> None:
    from xunzhang.reading.files.account import Account
    from xunzhang.reading.formats.jsonl import read_jsonl

    path = written(tmp_path, "a.jsonl", "".join(json.dumps({"text": f"{BODY}{n}"}) + "\n" for n in range(1000)))
    account = Account()
    drafts = read_jsonl(path, account)
    next(drafts)
    assert account.characters_in < 2 * len(json.dumps({"text": BODY})) < path.stat().st_size


# Ids and copies


def test_ids_do_not_depend_on_the_file_or_on_other_paragraphs(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    one = read_one(written(tmp_path, "a.txt", f"书\n\n{BODY}\n\n{OTHER}"))[1][0].head
    two = read_one(written(tmp_path / "b", "z.md", f"# 书\n\n{BODY}\n\n又一段完全不同的话，说的是另一件事情。"))[1][0].head
    assert one.id == two.id
    assert len(one.id) == 12 and set(one.id) <= set("0123456789abcdef")


def test_same_article_in_two_files_is_kept_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        written(tmp_path, name, plain(LIBRARY))
    written(tmp_path, "c.md", f"---\nsource: 山城周刊\n---\n\n# {LIBRARY.title}\n\n{BODY}")  # another outlet: another article
    found = read(tmp_path)
    assert [found[name][0].status for name in ("a.txt", "b.txt", "c.md")] == ["read", "skipped", "read"]
    assert "a.txt" in found["b.txt"][0].messages[0]


def test_id_given_twice(tmp_path: Path) -> None:
    row, articles = read_one(written(tmp_path, "a.jsonl", "\n".join(json.dumps({"id": "x", "text": t}) for t in (BODY, OTHER))))
    assert articles[0].head.id == "x" and len(articles[1].head.id) == 12
    assert "'x'" in row.messages[0]


# Encodings (which one it is: test_encodings.py)


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8 with BOM"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 LE (detected)"),
        ("gb18030", "GB18030 (detected)"),
        ("gbk", "GB18030 (detected)"),
    ],
)
@pytest.mark.parametrize("suffix", [".txt", ".md", ".jsonl"])
def test_encodings(tmp_path: Path, codec: str, name: str, suffix: str) -> None:
    content = json.dumps({"text": BODY}, ensure_ascii=False) + "\n" if suffix == ".jsonl" else BODY
    row, (article,) = read_one(written(tmp_path, f"a{suffix}", content.encode(codec)))
    assert (article.text, row.encoding, row.status) == (BODY, name, "read")


def test_few_bad_bytes_in_utf8_are_shown_and_reported(tmp_path: Path) -> None:
    row, (article,) = read_one(written(tmp_path, "a.txt", BODY.encode() + b"\xff" + OTHER.encode()))
    assert article.text == f"{BODY}\ufffd{OTHER}"
    assert row.status == "partly"
    assert f"byte {len(BODY.encode())}" in row.messages[0]


# Files that cannot be read, among others that can


def test_each_bad_file_is_reported_and_keeps_nobody_out(tmp_path: Path) -> None:
    written(tmp_path, "good.txt", plain(ORCHARD))
    written(tmp_path, "empty.txt", b"")
    written(tmp_path, "blank.md", b"\xef\xbb\xbf \n\n")
    written(tmp_path, "binary.txt", bytes(range(256)) * 8)
    written(tmp_path, "image.png", b"\x89PNG")
    written(tmp_path, "no_suffix", "text")
    written(tmp_path, "README.md", "# About")
    written(tmp_path, "only.md", "---\ntitle: 书\n---\n")
    (tmp_path / "gone.txt").symlink_to("nowhere.txt")
    (tmp_path / "self.txt").symlink_to("self.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    found = read(tmp_path)
    assert found["good.txt"][0].status == "read"
    expected = {
        "empty.txt": "empty",
        "blank.md": "empty",
        "binary.txt": "binary",
        "image.png": "no picture",
        "no_suffix": "suffix",
        "README.md": "README",
        "only.md": "No article",
        "gone.txt": "link",
        "self.txt": "link",
        "pipe.txt": "pipe",
    }
    for name, word in expected.items():
        row, _ = found[name]
        assert row.status == "skipped", name
        assert len(row.messages) == 1 and word in row.messages[0] and "\n" not in row.messages[0]
    assert set(found) == {"good.txt", *expected}


def test_hidden_files_are_passed_over_and_folders_walked_in_order(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "b/a.txt", "a.txt", ".hidden.txt", ".git/x.txt"):
        written(tmp_path, name, f"{name}。{BODY}")
    assert list(read(tmp_path)) == ["a.txt", "b/a.txt", "c.txt"]


def test_links_that_lead_in_a_circle_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    written(tmp_path, "in/a.txt", BODY)
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    found = read(tmp_path)
    assert found["in/a.txt"][0].articles == 1
    assert "link" in found["in/up"][0].messages[0]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_is_reported(tmp_path: Path) -> None:
    path = written(tmp_path, "a.txt", BODY)
    path.chmod(0)
    row, _ = read_one(path)
    assert "permission" in row.messages[0].lower()


def test_file_that_fails_while_being_read_is_reported(tmp_path: Path) -> None:
    """A folder that took the file's place between the listing and the reading stands for any error of the system."""
    path = written(tmp_path, "a.txt", BODY)
    rows = read_corpus([tmp_path])
    path.unlink()
    path.mkdir()
    (row,) = rows
    assert isinstance(row, AuditRow) and "directory" in row.messages[0].text


def test_missing_and_empty_folders(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for paths in ([tmp_path / "missing"], [tmp_path / "empty"], []):
        with pytest.raises(XunzhangError, match="There are no articles in"):
            read_corpus(paths)
    path = written(tmp_path, "a.txt", BODY)
    found = read(tmp_path / "missing", path)
    assert [row.status for row, _ in found.values()] == ["skipped", "read"]


def test_several_folders_have_their_names_before_their_files(tmp_path: Path) -> None:
    for folder, text in (("one", BODY), ("two", OTHER)):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder, "a.txt", text)
    assert list(read(tmp_path / "one", tmp_path / "two")) == ["one/a.txt", "two/a.txt"]


def test_an_article_is_handed_on_before_the_next_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def counting(path: Path, account: Account, deadline: object = None) -> Iterator[Draft]:
        account.characters_in = 6
        for number in range(3):
            asked.append(number)
            yield Draft(f"第{number}", (Paragraph(0, 2),))

    monkeypatch.setitem(READERS, ".counted", counting)
    events = read_corpus([written(tmp_path, "a.counted", "")])
    first = next(events)
    assert isinstance(first, Article) and first.text == "第0" and asked == [0]
    row = list(events)[-1]
    assert isinstance(row, AuditRow) and (row.articles, row.characters_kept) == (3, 6)


# The sum, on files of every kind


def test_every_character_is_accounted_for_however_a_file_is_damaged(tmp_path: Path) -> None:
    """`read` checks the sum; what is checked here is that it holds for each beginning of a file, wherever it is cut."""
    dump = Press(62, indent=4, lines_a_page=9).print(LIBRARY, BRIDGE)
    front = "---\ntitle: 书\nsource: 晚报\n---\n\n# 书\n\n段落**强调**的话。\n\n- 一\n- 二\n"
    lines = "\n".join(json.dumps({"id": n, "text": text}) for n, (_, text) in enumerate(LIBRARY.paragraphs))
    cuts = chain.from_iterable(
        ((name, content[:length]) for length in range(1, len(content), step))
        for name, content, step in (("a.txt", dump, 97), ("a.md", front, 3), ("a.jsonl", lines, 61))
    )
    for name, content in cuts:
        read_one(written(tmp_path, name, content))


@pytest.mark.bench
def test_seed_is_accounted_for() -> None:
    if not SEED.exists():
        pytest.skip("needs ../shared/seeds, which is not part of the repository")
    row, articles = read_one(SEED)
    assert (row.status, row.encoding, row.articles, row.paragraphs) == ("read", "UTF-8", 5, 71)
    assert row.characters_in == len("".join(SEED.read_text(encoding="utf-8").split()))
    assert dict(row.removed) == {"labels of outlet, byline and date": 16, "page numbers": 2, "photo captions": 187}
    assert len({article.head.id for article in articles}) == 5


# Where values came from


def test_every_value_says_where_it_came_from(tmp_path: Path) -> None:
    front = f"---\nsource: 江北晚报\nlang: zh\n---\n\n# 书\n\n{BODY}"
    dump = f"{LIBRARY.title}\n\n{BODY}\n\n来源：山城周刊\n"
    wire = f"书\n\n新华社北京11月19日电（记者 杨帆）{BODY}\n"
    cases = {
        "a.md": (front, {"title": "markup", "source": "front matter", "language": "front matter"}),
        "b.txt": (dump, {"title": "title line", "source": "label", "language": "the text itself"}),
        "c.txt": (wire, {"title": "title line", "source": "dateline", "byline": "dateline", "date": "dateline"}),
        "d.txt": (f"书\n来源：晚报\n\n9月3日，{BODY}\n", {"date": "opening day"}),
        "e.jsonl": (json.dumps({"text": OTHER, "source": "晚报", "lang": "zh"}), {"source": "field", "language": "field"}),
    }
    for name, (content, origins) in cases.items():
        _, (article,) = read_one(written(tmp_path, name, content))
        found = dict(article.head.origins)
        assert found | origins == found, name
        given = {field for field in ("title", "source", "byline", "date", "language", "url") if getattr(article.head, field)}
        assert set(found) == given, name
