"""What a user has to mend is said in Chinese too: the lines that the library really raises, and where facts came from."""

from __future__ import annotations

import ast
import json
import os
import re
import zipfile
from collections import Counter
from errno import EACCES, EIO, EISDIR, ENOENT, ENOSPC, ENOTDIR, EROFS
from string import Formatter

import pytest

from tests.helpers.bilingual import BilingualEncoder
from tests.helpers.library_lines import VALUE, library_lines, lines
from tests.helpers.places import PACKAGE
from xunzhang.building.builder import build_index
from xunzhang.encoding.encoder import load_encoder
from xunzhang.explore.concordance import concordance
from xunzhang.index import generations
from xunzhang.index.lock import building_lock
from xunzhang.index.opening import open_index
from xunzhang.messages.strings import LIBRARY
from xunzhang.messages.told import told
from xunzhang.messages.wording import same
from xunzhang.page.parts.origins import WORDS, render_origins
from xunzhang.reading.corpus import read_corpus
from xunzhang.search.pipeline import Searcher
from xunzhang.types import ArticleHead, AuditRow, Filters, XunzhangError
from xunzhang.types.question import LONGEST_QUESTION

HAN = re.compile(r"[\u3400-\u9fff]")


@pytest.fixture
def index(tmp_path):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "cat.txt").write_text("The cat will eat fish.", encoding="utf-8")
    build_index([tmp_path / "corpus"], tmp_path / "index", encoder=BilingualEncoder())
    return tmp_path / "index"


def raised(call) -> str:
    with pytest.raises(XunzhangError) as caught:
        call()
    return str(caught.value)


def is_told_in_chinese(error: str, *values: str) -> None:
    words = told(error)
    assert words.en == error and HAN.search(words.zh), error
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
    is_told_in_chinese(raised(lambda: open_index(index)), "build_index.py")


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


SAID = library_lines()


@pytest.mark.parametrize("line", sorted(SAID))
def test_every_line_of_the_library_has_its_chinese(line):
    words = told(line)
    assert words.en == line and HAN.search(words.zh) and words.zh != line, f"{SAID[line]}: add it to xunzhang/page/library/"
    assert Counter(VALUE.findall(words.zh)) == Counter(VALUE.findall(line)), "what was put into the line is not in the Chinese"


def test_a_new_line_would_be_missed():
    """The gathering is what the test above stands on."""
    added = '''
NEW = "pieces of string"
def read(path, account):
    """Raises nothing."""
    where = f"leaf {path.leaf}" if path.leaf else "the cover"
    message = f"{where}: a worm has eaten {path.hole!r}"
    log.warning("not said to anybody")
    account.failed_in_series(f"{message}; mend it.", "a kind", "holes more.")
'''
    known = lines(ast.parse(added))
    assert [VALUE.sub("*", line) for line in known] == [
        "pieces of string",
        "leaf *: a worm has eaten *; mend it.",
        "the cover: a worm has eaten *; mend it.",
        "holes more.",
    ]
    assert all(told(line) == same(line) for line in known)


# What a system says of its errors, and what stands in a line with a number before it.
OF_THE_SYSTEM = {os.strerror(code) for code in (EACCES, ENOENT, ENOSPC, EROFS, EIO, EISDIR, ENOTDIR)}


def test_no_line_of_the_table_is_left_over():
    source = "".join(ast.unparse(ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(PACKAGE.rglob("*.py")))
    for english in LIBRARY.keys() - OF_THE_SYSTEM:
        longest = max((literal for literal, *_ in Formatter().parse(english)), key=len)
        assert longest in source or repr(longest)[1:-1] in source, f"nothing says {english!r} any more"


@pytest.mark.parametrize("english", LIBRARY)
def test_the_chinese_has_every_value_and_is_set_as_chinese(english):
    chinese = LIBRARY[english]
    names = [name for _, name, _, _ in Formatter().parse(english) if name]
    assert sorted(name for _, name, _, _ in Formatter().parse(chinese) if name) == sorted(names) and len({*names}) == len(names)
    words = re.sub(r"`[^`]*`|\[?\{\{.*\}\}[^。；]*|\{\w+\}|\([^)]*\)|\S*[:,]\S+", "", chinese)
    assert not re.search("[,;:!?()]|[\u3400-\u9fff][A-Za-z0-9]|[A-Za-z0-9][\u3400-\u9fff]", words), chinese


def test_what_is_put_into_a_line_is_told_too_and_set_as_chinese_is():
    assert told("7 more rows match no article.").zh == "另有 7 行没有对应的文章。"
    assert told("Line 3: it has 9,000 characters; at most 5,000 are read; divide it, or raise the limit X.").zh == (
        "第 3 行：有 9,000 个字符；上限是 5,000；请拆分，或者调高限额 X。"
    )
    assert told("Columns taken: “正文” as text, 2 as title. If that is wrong, say so in columns.yaml beside the file.").zh == (
        "采用的列：“正文”作正文，2 作标题。若有不对，请在旁边的 columns.yaml 里说明。"
    )
    assert told("Pages 1-3, 5 has no text and needs OCR; have it recognised elsewhere.").zh == (
        "第 1-3, 5 页没有文字层，需要 OCR；请用别的软件识别。"
    )
    assert told("GB18030 (detected)").zh == "GB18030（自动识别）"


def test_what_a_user_gave_is_never_taken_for_words():
    assert told("There is no navigation; check the name, or create the folder and put articles into it.").zh == (
        "没有 navigation；请核对名称，或者新建这个文件夹，再把文章放进去。"
    )
    line = "Record 3 (date) has no text, and was left out; export it with its full text or abstract."
    assert told(line).zh == "第 3 条记录（date）没有正文，没有收入；请连同全文或摘要导出。"
    line = "The id 'a; give the second its own' is given to two articles; give the second its own (one was made)."
    assert "'a; give the second its own'" in told(line).zh
    for line in ("KeyError: 'x'", "one as other", "", "{x}", "no pattern: {n} more", "x" * 100_000, "1 place is " * 5_000):
        assert told(line) == same(line)


BROKEN = {
    "empty.txt": (b"", ["文件是空的；请写入文字，或者删去它。"]),
    "page.xyz": (b"x", ["不能读取 .xyz 文件；请另存为以下格式之一：*。"]),
    "README.md": (b"x", ["README 视为文件夹的说明，不作为文章；要读取它，请改名。"]),
    "binary.txt": (bytes(range(32)) * 9, ["这是二进制文件，不是文本；请导出为 UTF-8 文本，或者移出文件夹。"]),
    "lines.jsonl": (
        b'{no json\n{"title": "t"}\n[1]\n{"text": 5}\n{"text": "A b c.", "date": "soon", "source": true}\n',
        [
            "第 1 行：不是 JSON（*）；请每行写一个对象，例如 {\"text\": \"…\"}。",
            "第 2 行：这个对象没有字段 `text`（它有 title）；请把文章的正文写进去。",
            "第 3 行：是一个列表，不是对象；一篇文章请写成 {\"text\": \"…\"}。",
            "第 4 行：字段 `text` 是一个数，不是字符串；请把文章的正文写进去。",
            "第 5 行：日期 'soon' 无法辨认，没有采用；请写成 2024-11-19 的样子。",
            "第 5 行：字段 source 应是文字，却是真假值，没有采用；请给它加上引号。",
        ],
    ),
    "rows.csv": (
        "正文,标题,其他\n甲乙丙。,一,x\n,二,y\n".encode(),
        [
            "采用的列：“正文”作正文，“标题”作标题；未采用：其他。若有不对，请在旁边的 columns.yaml 里说明。",
            "第 3 行：“正文”列里没有正文；请写上，或者删去这一行。",
        ],
    ),
    "wide.csv": ("甲,乙\n一,二\n".encode(), ["没有名为 text 或“正文”的列；现有的列是“甲”, “乙”。请在旁边的文件 columns.yaml 里*。"]),
    "front.md": (
        b"---\ntitle: a: b\n---\nText of it.\n",
        ["开头信息的第 2 行不是有效的 YAML（*）；含冒号的值请加上引号。"],
    ),
    "mojibake.txt": ("中文的文章在这里".encode().decode("latin-1").encode(), ["一篇文章是乱码（把 UTF-8 当作 Latin-1 打开）：*"]),
    "metadata.csv": (
        b"path,title\nnowhere.txt,T\n,T\n",
        ["这是你自己的文章信息表，不是文章。", "共 1 行，用上 0 行。", "第 3 行：既没有写路径，也没有写编号；请补上一项。",
         "第 2 行：没有哪篇文章符合文件 'nowhere.txt'；请改正，或者删去这一行。"],
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
        said = [told(message).zh for message in rows[name].messages]
        assert len(said) == len(expected), said
        for line, pattern in zip(said, expected, strict=True):
            assert re.fullmatch(re.escape(pattern).replace(r"\*", ".*"), line), line
    twice = [told(message).zh for message in rows["packed.zip/twice.txt"].messages]
    assert re.fullmatch(r"文章“The same.*”也在 packed\.zip/again\.txt 里，一字不差，只保留一份；请删去其中之一。", twice[0])
    removed = {what for row in rows.values() for what, _ in row.removed}
    assert removed and all(HAN.search(told(what).zh) for what in removed)


def test_any_other_line_is_shown_as_it_is():
    assert told("Something else, with {braces}.") == same("Something else, with {braces}.")


def test_facts_come_with_their_origins():
    head = ArticleHead(
        "a", title="T", date="--11-19", origins=(("title", "title line"), ("date", "opening day"), ("source", "<odd>"))
    )
    html = render_origins(head)
    assert "printed as the title" in html and "without a year" in html and "&lt;odd&gt;" in html
    assert html.count("nothing was filled in") == 3  # byline, language, address
    assert render_origins(ArticleHead("a")) == ""


def test_every_origin_of_the_documentation_has_words(request):
    table = (request.config.rootpath / "docs" / "formats.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`.*?) \|", table[table.index("| origin | the value was |") :].split("\n\n")[0], re.MULTILINE)
    named = {name.strip('"') for row in rows for name in re.findall(r"`([^`]*)`", row)} - {"not given"}
    assert named == set(WORDS)
