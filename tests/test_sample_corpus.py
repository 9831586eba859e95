"""The sample collection: its front matter and shape, and, where the reports it retells are at hand, its honesty.

Honesty is three things: the wording is ours (no long run of Han characters is shared with a report), every figure in a digest
stands in its report, and where the reports disagree each digest says what its own report says.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.helpers.places import CORPUS, SEED

FIGURES = Path(__file__).resolve().parent / "data" / "sample_corpus_figures.csv"

SHARED_RUN_LIMIT = 20  # Han characters in a row, whatever stands between them
OUTLETS = {1: "重庆日报", 2: "上游新闻", 3: "重庆日报", 4: "重庆日报", 5: "第1眼TV-华龙网"}
DIGEST_SAYS = {"zh": "这是为本项目撰写的摘要", "en": "This is a digest, written for this project"}


@dataclass(frozen=True)
class Digest:
    """A file of the collection. `report` is the number in its name: which of the five reports it retells."""

    name: str
    text: str
    front: dict[str, Any]
    blocks: tuple[str, ...]

    @property
    def report(self) -> int:
        return int(self.name.split("-")[1])

    @property
    def paragraphs(self) -> list[str]:
        return [block for block in self.blocks if not block.startswith("#")]

    @property
    def body(self) -> str:
        return "\n".join(self.blocks)


def read_digest(path: Path) -> Digest:
    text = path.read_text(encoding="utf-8")
    _, front, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    return Digest(path.name, text, yaml.safe_load(front), tuple(body.strip().split("\n\n")))


DIGESTS = {path.name: read_digest(path) for path in sorted(CORPUS.glob("[ez][nh]-[1-5]-*.md"))}
CHINESE = [name for name, digest in DIGESTS.items() if digest.front["language"] == "zh"]
ENGLISH = [name for name, digest in DIGESTS.items() if digest.front["language"] == "en"]


@pytest.fixture(scope="module")
def reports() -> dict[int, str]:
    """The five reports by number, as printed but for white space. The first four end with the line that names their outlet."""
    if not SEED.exists():
        pytest.skip(f"needs the reports that the sample collection retells, and {SEED} does not exist")
    parts = re.split(r"来源：\S+", SEED.read_text(encoding="utf-8"))
    assert len(parts) == 5
    return {number: re.sub(r"\s", "", part) for number, part in enumerate(parts, start=1)}


# Shape


def test_five_chinese_and_three_english_digests() -> None:
    assert [DIGESTS[name].report for name in CHINESE] == [1, 2, 3, 4, 5]
    assert [DIGESTS[name].report for name in ENGLISH] == [2, 4, 5]
    assert len(DIGESTS) == 8


@pytest.mark.parametrize("name", DIGESTS)
def test_front_matter_names_the_outlet_and_says_it_is_a_digest(name: str) -> None:
    front = DIGESTS[name].front
    report, language = DIGESTS[name].report, front["language"]
    assert set(front) - {"byline"} == {"title", "source", "date", "language", "note"}
    assert name.startswith(f"{language}-{report}-")
    assert front["source"] == OUTLETS[report]
    assert front["date"] == "--11-19"  # a string, and no year: none is printed
    assert ("姜念月" in front.get("byline", "")) == (report == 5)  # the only reporter named
    assert front["note"].startswith(DIGEST_SAYS[language])
    assert front["source"] in front["note"]


def test_titles_differ() -> None:
    assert len({digest.front["title"] for digest in DIGESTS.values()}) == len(DIGESTS)


@pytest.mark.parametrize("name", DIGESTS)
def test_paragraphs_are_few_and_quotable(name: str) -> None:
    digest = DIGESTS[name]
    assert 6 <= len(digest.paragraphs) <= 14
    for paragraph in digest.paragraphs:
        assert "\n" not in paragraph
        assert paragraph[-1] in "。."
        size = len(paragraph.split()) if digest.front["language"] == "en" else len(paragraph)
        low, high = (35, 150) if digest.front["language"] == "en" else (55, 250)
        assert low <= size <= high, paragraph


# Our own wording


def han_only(text: str) -> str:
    return "".join(re.findall(r"[\u3400-\u9fff]", text))


def shared_runs(text: str, other: str, length: int = SHARED_RUN_LIMIT) -> list[str]:
    """Each run of `length` Han characters of `text` that `other` has too. All else is taken out of both first, so that a
    comma, a figure or a line break does not hide a run."""
    ours, theirs = han_only(text), han_only(other)
    runs = (ours[start : start + length] for start in range(len(ours) - length + 1))
    return [run for run in runs if run in theirs]


def test_shared_runs_are_seen_through_punctuation_figures_and_line_breaks() -> None:
    text = "山上有12棵老树，树下有3口古井"
    assert shared_runs(text, "那山上有 12 棵\n老树。树下有 3 口井", length=8) == [
        "山上有棵老树树下",
        "上有棵老树树下有",
        "有棵老树树下有口",
    ]
    assert shared_runs(text, "山下有老树，树上有古井", length=8) == []


@pytest.mark.bench
@pytest.mark.parametrize("name", DIGESTS)
def test_no_long_run_is_shared_with_the_reports(name: str, reports: dict[int, str]) -> None:
    assert shared_runs(DIGESTS[name].text, "".join(reports.values())) == []


# Figures in the Chinese digests

DIGITS = r"\d+(?:\.\d+)?"
CHINESE_FIGURE = re.compile(
    rf"第?(?<![\d.]){DIGITS}[万亿]?余?(?:%|[\u3400-\u9fff])?"
    r"|[百千万]分之一|首[批例家届]|第?[二三四五六七八九十]+[大项所个支位次级年]"
)


def figures_missing(text: str, report: str) -> list[str]:
    """The figures of `text`, each with the sign or measure word after it, that `report` does not print like that."""
    figures = {match.group() for match in CHINESE_FIGURE.finditer(text)}
    return sorted(figure for figure in figures if not re.search(rf"(?<![\d.]){re.escape(figure)}", report))


def test_a_figure_with_another_value_or_unit_is_missing() -> None:
    report = "经费17.1亿元，项目271项，覆盖率94.6%、全国第6，三大工程"
    assert figures_missing("经费是17.1亿元，271项，94.6%，第6，三大", report) == []
    wrong = "经费171亿元，经费7.1亿元，71项，94.6个，第16，四大"
    assert figures_missing(wrong, report) == ["171亿元", "7.1亿元", "71项", "94.6个", "四大", "第16"]


@pytest.mark.bench
@pytest.mark.parametrize("name", CHINESE)
def test_every_figure_of_a_chinese_digest_is_in_its_report(name: str, reports: dict[int, str]) -> None:
    digest = DIGESTS[name]
    text = digest.front["title"] + "\n" + digest.body
    assert figures_missing(text, reports[digest.report]) == []


# Figures in the English digests: each, with the words it stands in, and what the report prints for it


def read_table() -> dict[str, dict[str, str]]:
    tables: dict[str, dict[str, str]] = {name: {} for name in ENGLISH}
    with FIGURES.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            tables[row["digest"]][row["in the digest"]] = row["in the report"]
    return tables


ENGLISH_FIGURES = read_table()
ENGLISH_NUMBER_WORDS = "two three four five six seven eight nine ten eleven twelve second third fourth fifth sixth hundred dozen"
ENGLISH_FIGURE = re.compile(
    r"\d+(?:,\d{3})*(?:\.\d+)?(?: (?:million|billion|trillion))?"
    rf"|\b(?:{'|'.join(ENGLISH_NUMBER_WORDS.split())})\b",
    re.IGNORECASE,
)
POWERS = {"million": 10**6, "billion": 10**9, "万": 10**4, "亿": 10**8}


def uncovered_figures(text: str, phrases: list[str]) -> list[str]:
    """The figures of `text`, with what stands around them, that lie in no occurrence of a phrase."""
    covered = [match.span() for phrase in phrases for match in re.finditer(rf"(?<![\d.]){re.escape(phrase)}", text)]
    return [
        text[max(0, match.start() - 20) : match.end() + 20]
        for match in ENGLISH_FIGURE.finditer(text)
        if not any(start <= match.start() and match.end() <= end for start, end in covered)
    ]


def number(text: str) -> float | None:
    """The first number written in digits, with its power of ten: 1.71 billion and 17.1亿 are equal. None without digits."""
    match = re.search(r"(\d+(?:,\d{3})*(?:\.\d+)?) ?(million|billion|万|亿)?", text)
    if not match:
        return None
    return round(float(match[1].replace(",", "")) * POWERS.get(match[2], 1), 4)


def test_numbers_compare_across_languages() -> None:
    assert number("1.71 billion yuan") == number("17.1亿元") == 1.71e9
    assert number("17.1 billion yuan") == number("171亿元") != number("17.1亿元")
    assert number("37.67 million") == number("3767万人次")
    assert number("38,000") == number("3.8万个")
    assert number("三位一体") is None


def test_a_figure_outside_the_table_is_uncovered() -> None:
    assert uncovered_figures("It built 15 schools in two years.", ["15 schools"]) == ["built 15 schools in two years."]


@pytest.mark.parametrize("name", ENGLISH)
def test_every_figure_of_an_english_digest_is_in_the_table(name: str) -> None:
    text = DIGESTS[name].front["title"] + "\n" + DIGESTS[name].body
    table = ENGLISH_FIGURES[name]
    assert uncovered_figures(text, list(table)) == []
    assert [phrase for phrase in table if phrase not in text] == []


@pytest.mark.parametrize("name", ENGLISH)
def test_the_table_converts_figures_rightly(name: str) -> None:
    for english, chinese in ENGLISH_FIGURES[name].items():
        if number(english) is not None and number(chinese) is not None:
            assert number(english) == number(chinese), (english, chinese)


@pytest.mark.bench
@pytest.mark.parametrize("name", ENGLISH)
def test_every_figure_of_an_english_digest_is_in_its_report(name: str, reports: dict[int, str]) -> None:
    report = reports[DIGESTS[name].report]
    assert [chinese for chinese in ENGLISH_FIGURES[name].values() if chinese not in report] == []


# Names, and where the reports differ

PEOPLE = {
    "袁家军": "Yuan Jiajun",
    "怀进鹏": "Huai Jinpeng",
    "胡衡华": "Hu Henghua",
    "王炯": "Wang Jiong",
    "程丽华": "Cheng Lihua",
    "王光彦": "Wang Guangyan",
    "李明清": "Li Mingqing",
    "刘宴兵": "Liu Yanbing",
    "许志鹏": "Xu Zhipeng",
    "赖薪郦": "Lai Xinli",
    "卢义玉": "Lu Yiyu",
    "张卫国": "Zhang Weiguo",
    "康骞": "Kang Qian",
    "周建军": "Zhou Jianjun",
    "聂强": "Nie Qiang",
    "邹晓波": "Zou Xiaobo",
    "黄可欣": "Huang Kexin",
    "刘雪梅": "Liu Xuemei",
    "代海门": "Dai Haimen",
    "唐宏宇": "Tang Hongyu",
    "张婕": "Zhang Jie",
    "曾祥敏": "Zeng Xiangmin",
}


@pytest.mark.bench
@pytest.mark.parametrize("name", DIGESTS)
def test_people_named_are_in_the_report(name: str, reports: dict[int, str]) -> None:
    digest = DIGESTS[name]
    named = [han for han, pinyin in PEOPLE.items() if han in digest.body or pinyin in digest.body]
    assert len(named) >= 1
    assert [han for han in named if han not in reports[digest.report]] == []


# As one report prints it, as another does; the digests of each must say it that way and not the other.
DISAGREEMENTS = [
    ("17.1亿元", [3, 4], "171亿元", [5]),
    ("1.71 billion yuan", [4], "17.1 billion yuan", [5]),
    ("三位一体地融合", [4], "四位一体地融合", [5]),
    ("three things: teaching", [4], "four things: teaching", [5]),
    ("党委书记周建军", [4], "党委书记、校长", [5]),
    ("渝北区委教育工委书记、区教委主任", [3], "渝北区区委教育工委书记、教委主任", [4]),
    ("丰都县委教育工委书记", [3], "丰都县教育工委书记", [4]),
    ("科研平台43个", [2], "46个", [3, 4, 5]),
    ("成渝两地", [4], "成渝地区双城经济圈", [5]),
]


@pytest.mark.parametrize(("one", "in_one", "other", "in_other"), DISAGREEMENTS)
def test_where_reports_differ_each_digest_keeps_to_its_own(one: str, in_one: list[int], other: str, in_other: list[int]) -> None:
    language = "en" if one.isascii() else "zh"
    bodies = {digest.report: digest.body for digest in DIGESTS.values() if digest.front["language"] == language}
    assert [report for report, body in bodies.items() if re.search(rf"(?<![\d.]){re.escape(one)}", body)] == in_one
    assert [report for report, body in bodies.items() if re.search(rf"(?<![\d.]){re.escape(other)}", body)] == in_other
