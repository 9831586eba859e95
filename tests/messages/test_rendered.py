"""What a user has to mend is said in Chinese too: the errors that the library really raises, and the audit of broken files."""

from __future__ import annotations

import errno
import json
import os
import re
import zipfile

import pytest

from tests.helpers.bilingual import BilingualEncoder
from xunzhang.building.builder import build_index
from xunzhang.encoding.loading import load_encoder
from xunzhang.explore.concordance import concordance
from xunzhang.index import generations
from xunzhang.index.lock import building_lock
from xunzhang.index.opening import open_catalogue, open_index
from xunzhang.messages.stored import from_stored, stored
from xunzhang.messages.wording import in_language, in_words, of_system, same, say, words
from xunzhang.reading.corpus import read_corpus
from xunzhang.search.pipeline import Searcher
from xunzhang.types import AuditRow, Filters, XunzhangError
from xunzhang.types.message import Message, Words, as_said
from xunzhang.types.question import LONGEST_QUESTION

HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def index(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "cat.txt").write_text("The cat will eat fish.", encoding="utf-8")
    build_index([tmp_path / "corpus"], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def raised(call) -> Message:
    with pytest.raises(XunzhangError) as caught:
        call()
    return caught.value.message


def is_told_in_chinese(error: Message, *values: str) -> None:
    words = in_words(error)
    assert words.en == str(error) and HAN.search(words.zh), error
    for value in values:
        assert value in words.zh


def test_a_corpus_without_articles(tmp_path):
    (tmp_path / "empty").mkdir()
    is_told_in_chinese(raised(lambda: build_index([tmp_path / "empty"], tmp_path / "i", encoder=BilingualEncoder())), "empty")
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "a.jsonl").write_text("{no json\n", encoding="utf-8")
    is_told_in_chinese(raised(lambda: build_index([tmp_path / "bad"], tmp_path / "i", encoder=BilingualEncoder())), "a.jsonl")


def test_an_index_that_is_missing_damaged_or_of_another_version(tmp_path, index):
    is_told_in_chinese(raised(lambda: open_index(tmp_path / "nowhere")), "nowhere", "build_index.py")
    made = generations.current_generation(index) / generations.MANIFEST
    record = json.loads(made.read_text(encoding="utf-8"))
    made.write_text(json.dumps(record | {"format_version": 999}), encoding="utf-8")
    is_told_in_chinese(raised(lambda: open_index(index)), "999", "--index")
    made.write_text(json.dumps(record | {"format_version": 2}), encoding="utf-8")
    is_told_in_chinese(raised(lambda: open_index(index)), "build_index.py")
    made.write_text("{", encoding="utf-8")
    is_told_in_chinese(raised(lambda: open_index(index)), "repair --index")


def test_a_model_that_is_another_or_is_none(tmp_path, index):
    class Another(BilingualEncoder):
        name, fingerprint = "another", "another-1"

    is_told_in_chinese(raised(lambda: open_index(index, encoder=Another())), "another", "--model")
    (tmp_path / "model").mkdir()
    is_told_in_chinese(raised(lambda: load_encoder(str(tmp_path / "model"))), "modules.json")


def test_a_term_that_cannot_be_looked_up(index):
    opened = open_index(index, encoder=BilingualEncoder())
    is_told_in_chinese(raised(lambda: concordance(opened, "，，")), "，，")
    is_told_in_chinese(raised(lambda: concordance(opened, "x" * 300)), "300", "200")


def test_an_index_that_is_being_written(index):
    def wait():
        with building_lock(index, 0):
            pass

    with building_lock(index, 0):
        is_told_in_chinese(raised(wait), "index", "--wait")


def test_questions_and_bounds(index):
    searcher = Searcher(open_index(index, encoder=BilingualEncoder()))
    is_told_in_chinese(raised(lambda: searcher.ask(" ")))
    is_told_in_chinese(raised(lambda: searcher.ask("a" * (LONGEST_QUESTION + 1))), f"{LONGEST_QUESTION:,}")
    is_told_in_chinese(raised(lambda: searcher.narrowing.choices("", Filters(after="soon"))), "soon")


def chinese(key: str, **values) -> str:
    return in_language(say(key, **values), "zh")


def test_what_is_put_into_a_line_is_told_too_and_set_as_chinese_is():
    assert chinese("reading.more", n=7, rest=say("own_table.rows_unmatched")) == "另有 7 行没有对应的文章。"
    for n, english in ((1, "1 more record has no text and was left out."), (2, "2 more records have no text and were left out.")):
        told = in_words(say("reading.more", n=n, rest=say("record.no_texts")))
        assert told == Words(f"另有 {n} 条记录没有正文，没有收入。", english)
    assert say("reading.more", n=3, rest=say("own_table.untold_more", kind=say("fact.date"))).text == (
        "3 more dates are not recognised and were not used."
    )
    assert chinese("term.no_word", term="，，") == "“，，”里没有可以查找的词；请输入一个中文或英文的词或短语。"
    over = say("limit.over", most="5,000", limit="X")
    long = say("where.said", where=say("where.line", n=3), what=say("json.line_long", n=9000, over=over))
    assert in_words(long) == Words(
        "第 3 行：有 9,000 个字符；上限是 5,000。请拆分，或者调高限额 X。",
        "Line 3: it has 9,000 characters; the limit is 5,000. Split it, or raise X.",
    )
    taken = (
        say("table.taken_as", name="“正文”", field=say("fact.text")),
        say("table.taken_as", name="2", field=say("fact.title")),
    )
    assert in_words(say("table.taken", taken=taken, file="columns.yaml")) == Words(
        "采用的列：“正文”作为正文，2 作为标题。如有不对，请在同一文件夹的 columns.yaml 里说明。",
        "Columns used: “正文” as text, 2 as title. If that is wrong, say so in columns.yaml in the same folder.",
    )
    assert in_words(
        say("pdf.needs_ocr", pages=say("pdf.pages", list="1-3, 5"), mend=say("pdf.install_ocr", command="pip"))
    ) == Words(
        "第 1-3, 5 页没有文字层，需要 OCR；请运行 pip，再重建索引。",
        "Pages 1-3, 5: no text, so OCR is needed; run pip and build again.",
    )
    assert chinese("encoding.detected", name="GB18030") == "GB18030（自动识别）"
    missing = say("book.missing", name="a.xhtml")
    assert in_words(say("book.chapter", what=missing)) == Words("章节 a.xhtml 缺失。", "Chapter a.xhtml is missing.")


def test_values_go_in_as_they_are_and_quoted_where_english_quotes():
    assert (
        say("id.twice", id="a'b").text == 'Two articles have the id "a\'b"; give the second its own (a new one was made for it).'
    )
    assert words("narrow.until", before=Words("2024年", "2024")) == Words("截至2024年", "until 2024")
    assert in_words(say("encoding.invalid", n=1, name="UTF-8", where=say("encoding.first_at", line=2, byte=9))) == Words(
        "有 1 处不是有效的 UTF-8（首处在第 2 行、第 9 字节），显示为 �；请把文件重新存为 UTF-8。",
        "1 place is not valid UTF-8 (the first on line 2, byte 9) and is shown as �; save the file again as UTF-8.",
    )
    assert say("encoding.invalid", n=2, name="UTF-8", where="x").text.startswith("2 places are not valid UTF-8 (x)")


def test_a_wrong_key_or_wrong_values_fail_at_once():
    with pytest.raises(KeyError):
        say("no.such_key")
    with pytest.raises(KeyError, match="id"):
        say("id.twice")
    with pytest.raises(TypeError, match="takes no name"):
        say("id.twice", id="a", name="b")


def test_what_the_system_says_is_told_where_it_is_known():
    for code, said in ((errno.EACCES, "没有权限"), (errno.ENOENT, "没有这个文件或文件夹"), (errno.ENOSPC, "磁盘已满")):
        assert in_words(of_system(OSError(code, os.strerror(code)))) == Words(said, os.strerror(code))
    assert of_system(OSError(errno.EACCES, "Nein")) == as_said("Nein")
    assert of_system(OSError("no code")) == as_said("no code")


def test_what_a_user_gave_is_never_taken_for_words():
    assert chinese("finding.missing", path="navigation") == "没有 navigation；请核对名称，或者新建这个文件夹，再把文章放进去。"
    assert chinese("record.no_text", n=3, title="date") == "第 3 条记录（date）没有正文，没有收入；请连同全文或摘要导出。"
    assert "“a; give the second its own”" in chinese("id.twice", id="a; give the second its own")
    for line in ("KeyError: 'x'", "one as other", "", "{x}", "no pattern: {n} more", "x" * 100_000):
        assert in_words(as_said(line)) == same(line)
        assert line in chinese("parser.ended", why=line)


def test_a_message_is_kept_with_its_key_and_values():
    nested = say("where.said", where=say("where.line", n=3), what=say("table.taken", taken=(say("fact.text"),), file="c.yaml"))
    for message in (nested, say("left_out.navigation"), as_said("a name")):
        again = from_stored(json.loads(json.dumps(stored(message), ensure_ascii=False)))
        assert again == message and in_words(again) == in_words(message)
    assert stored(say("where.line", n=3)) == {"key": "where.line", "values": {"n": 3}, "text": "Line 3"}
    assert stored(as_said("a name")) == "a name"


def test_a_kept_message_whose_key_has_gone_is_shown_by_its_text():
    for kept in (
        {"key": "gone.for_good", "values": {"n": 3}, "text": "Line 3"},
        {"key": "gone.for_good", "values": {}, "text": "Line 3"},
        {"key": "where.line", "values": {}, "text": "Line 3"},
        {"key": "where.line", "values": {"n": 3, "m": 4}, "text": "Line 3"},
        {"key": "limit.bytes", "values": {"n": "many"}, "text": "Line 3"},
    ):
        assert in_words(from_stored(kept)) == (same("Line 3") if kept["key"] != "limit.bytes" else Words("many 字节", "Line 3"))


BROKEN = {
    "empty.txt": (b"", ["文件是空的；请写入文字，或者删去它。"]),
    "page.xyz": (b"x", ["不能读取 .xyz 文件；请另存为以下格式之一：*。"]),
    "README.md": (b"x", ["README 视为文件夹的说明，不作为文章；要读取它，请改名。"]),
    "binary.txt": (bytes(range(32)) * 9, ["这是二进制文件，不是文本；请导出为 UTF-8 文本，或者移出文件夹。"]),
    "lines.jsonl": (
        b'{no json\n{"title": "t"}\n[1]\n{"text": 5}\n{"text": "A b c.", "date": "soon", "source": true}\n',
        [
            "第 1 行：不是 JSON（*）；请每行写一个对象，例如 {\"text\": \"…\"}。",
            "第 2 行：这个对象没有 `text` 字段（现有 title）；请加上正文，或者在同一文件夹的 columns.yaml 里说明正文是哪个字段。",
            "第 3 行：是一个列表，不是对象；一篇文章请写成 {\"text\": \"…\"}。",
            "第 4 行：字段 `text` 是一个数，不是字符串；请把文章的正文写进去。",
            "第 5 行：日期“soon”无法识别，没有采用；请写成 2024-11-19 这样的形式。",
            "第 5 行：字段 source 应是文字，却是真假值，没有采用；请给它加上引号。",
        ],
    ),
    "rows.csv": (
        "正文,标题,其他\n甲乙丙。,一,x\n,二,y\n".encode(),
        [
            "采用的列：“正文”作为正文，“标题”作为标题；未采用：其他。如有不对，请在同一文件夹的 columns.yaml 里说明。",
            "第 3 行：“正文”列里没有正文；请补上，或者删去这一行。",
        ],
    ),
    "wide.csv": ("甲,乙\n一,二\n".encode(), ["没有名为 text 或“正文”的列；现有的列是“甲”, “乙”。请在同一文件夹的 columns.yaml 里*。"]),
    "front.md": (
        b"---\ntitle: a: b\n---\nText of it.\n",
        ["开头信息的第 2 行不是有效的 YAML（*）；含冒号的值请加上引号。"],
    ),
    "mojibake.txt": ("中文的文章在这里".encode().decode("latin-1").encode(), ["一篇文章是乱码（把 UTF-8 当作 Latin-1 打开）：*"]),
    "metadata.csv": (
        b"path,title\nnowhere.txt,T\n,T\n",
        ["这是你自己的文章信息表，不是文章。", "共 1 行，采用 0 行。", "第 3 行：既没有写路径，也没有写编号；请补上一项。",
         "第 2 行：没有文章与文件“nowhere.txt”对应；请改正，或者删去这一行。"],
    ),
    "damaged.docx": (b"PK\x03\x04 no more", ["文件已损坏或不完整（*）；请重新保存，或者移出文件夹。"]),
}  # fmt: skip


def test_the_audit_of_broken_files_is_told_whole(tmp_path):
    for name, (data, _) in BROKEN.items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "packed.zip").write_bytes(b"")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as package:
        package.writestr("twice.txt", "The same words stand here. " * 3)
        package.writestr("again.txt", "The same words stand here. " * 3)
    rows = {row.path: row for row in read_corpus([tmp_path]) if isinstance(row, AuditRow)}
    for name, (_, expected) in BROKEN.items():
        said = [in_words(message).zh for message in rows[name].messages]
        assert len(said) == len(expected), said
        for line, pattern in zip(said, expected, strict=True):
            assert re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), line), line
    twice = [in_words(message).zh for message in rows["packed.zip/twice.txt"].messages]
    assert re.fullmatch(r"文章“The same.*”也见于 packed\.zip/again\.txt，一字不差，只保留一份；请删去其中之一。", twice[0])
    removed = {what for row in rows.values() for what, _ in row.removed}
    assert removed and all(HAN.search(in_words(what).zh) for what in removed)


def test_the_audit_of_an_index_is_told_in_chinese_later(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "a.jsonl").write_text('{"text": "猫吃鱼。"}\n{no json\n', encoding="utf-8")
    report = build_index([tmp_path / "corpus"], tmp_path / "index", encoder=BilingualEncoder())
    (row,) = open_catalogue(tmp_path / "index").audit()
    assert row == report.audit[0] and row.as_dict() == report.audit[0].as_dict()
    assert in_words(row.messages[0]).zh.startswith("第 2 行：不是 JSON（")
    assert {in_words(what).zh for what, _ in row.removed} == {"JSON 标记、未采用的字段和文中的标签", "不含文章的行"}


def test_what_a_build_takes_over_is_told_in_chinese_too(tmp_path):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.csv").write_text("正文,甲\n猫吃鱼。,一\n", encoding="utf-8")
    before = build_index([corpus], index, encoder=BilingualEncoder()).audit
    (corpus / "b.txt").write_text("The cat will eat fish.", encoding="utf-8")
    report = build_index([corpus], index, encoder=BilingualEncoder())
    assert report.files_read == 1 and report.audit[0] == before[0]
    assert in_words(report.audit[0].messages[0]).zh.startswith("采用的列：“正文”作为正文；未采用：甲。")
