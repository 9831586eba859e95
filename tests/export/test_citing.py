"""References to paste: the styles' order and punctuation, and nothing in them that the article does not say."""

from __future__ import annotations

from datetime import date

import pytest

from xunzhang.export.citing import apa, gb7714, read_authors
from xunzhang.language.dictionaries.syllables import syllables
from xunzhang.types import ArticleHead

TODAY = date(2026, 11, 23)
URL = "https://www.example.org/a/1.html"


def head(title: str = "", source: str = "", byline: str = "", date: str = "", language: str = "zh", url: str = "") -> ArticleHead:
    return ArticleHead("a", title, source, byline, date, language, "a.md", url)


@pytest.mark.parametrize(
    ("article", "reference"),
    [
        # A newspaper's article: 主要责任者. 题名[N]. 报纸名, 日期.
        (head("数字革命与竞争国际化", "中国青年报", "丁文详", "2000-11-20"), "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20."),
        (head("Rails", "The Times", "By Jane Smith and Ann Lee", "2024-11-19", "en"), "SMITH J, LEE A. Rails[N]. The Times, 2024-11-19."),
        # On the web: a newspaper's site keeps the newspaper, others are pages; both carry the day of citing and the address.
        (head("大风沙过后的思考", "北京青年报", "傅刚 赵承 李佳路", "2000-01-12", url=URL), f"傅刚, 赵承, 李佳路. 大风沙过后的思考[N/OL]. 北京青年报, 2000-01-12[2026-11-23]. {URL}."),
        (head("化解医患矛盾需釜底抽薪", "", "李强", "2012-05-03", url=URL), f"李强. 化解医患矛盾需釜底抽薪[EB/OL]. (2012-05-03)[2026-11-23]. {URL}."),
        (head("新馆动工", "上游新闻", "", "2024-11", url=URL), f"新馆动工[EB/OL]. 上游新闻, (2024-11)[2026-11-23]. {URL}."),
        (head("新馆动工", url=URL), f"新馆动工[EB/OL]. [2026-11-23]. {URL}."),
        # More than three authors; a date without a year; what is missing altogether.
        (head("T", "重庆日报", "本报记者 王小川 李 四 张三 赵六", "--11-19"), "王小川, 李四, 张三, 等. T[N]. 重庆日报, [年份不详]-11-19."),
        (head("T", "The Post", "A. Bee, C. Dee, E. Eff and G. Aitch", "", "en"), "BEE A, DEE C, EFF E, et al. T[N]. The Post."),
        (head("T", "The Post", "", "--11", "en"), "T[N]. The Post, [year unknown]-11."),
        (head("", "重庆日报"), "[无题名][N]. 重庆日报."),
        (head("题"), "题[Z]."),
        (head(language="en"), "[Untitled][Z]."),
    ],
)  # fmt: skip
def test_gb7714(article: ArticleHead, reference: str):
    assert gb7714(article, TODAY) == reference


@pytest.mark.parametrize(
    ("article", "reference"),
    [
        (head("Rails", "The Times", "By Jane Smith and Ann Lee", "2024-11-19", "en"), "Smith, J., & Lee, A. (2024, November 19). Rails. The Times."),
        (head("Rails", "The Times", "Mary-Ann J. O’Neill", "2024", "en", URL), f"O’Neill, M.-A. J. (2024). Rails. The Times. {URL}"),
        (head("Is it so?", "The Times", "", "2024-11", "en"), "Is it so? (2024, November). The Times."),
        (head("Rails", "", "", "--11-19", "en"), "Rails. (n.d., November 19)."),
        (head("新馆动工", "山城晚报", "记者 王小川、李四", "2024-11-19"), "王小川, 李四. (2024年11月19日). 新馆动工. 山城晚报."),
        (head("新馆何时动工？", "山城晚报", "", "--11-19"), "新馆何时动工？ (n.d., 11月19日). 山城晚报."),
        (head("新馆", "山城晚报", "", "2024"), "新馆. (2024). 山城晚报."),
        (head("", "", "", "", "en"), "[Untitled article]. (n.d.)."),
    ],
)  # fmt: skip
def test_apa(article: ArticleHead, reference: str):
    assert apa(article, TODAY) == reference


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("", []),
        ("文/图 王小川", ["王小川"]),
        ("本报记者王小川", ["王小川"]),
        ("新华社记者 刘 芳 欧阳娜娜", ["刘芳", "欧阳娜娜"]),
        ("阿诺德·施密特", ["阿诺德·施密特"]),
        ("记者 王小川 发自北京的长篇报道", ["记者 王小川 发自北京的长篇报道"]),
        ("Xinhua", ["Xinhua"]),
        ("The Education Desk", ["The Education Desk"]),
        ("Vincent van Gogh", ["Vincent van Gogh"]),
        ("本报讯", ["本报讯"]),
    ],
)
def test_a_byline_that_is_not_plainly_names_stays_as_printed(byline: str, names: list[str]):
    assert [author.printed for author in read_authors(byline)] == names


@pytest.mark.parametrize(
    ("byline", "family", "given"),
    [
        ("Liu Yanbing", "Liu", "Yanbing"),
        ("Yanbing Liu", "Liu", "Yanbing"),
        ("Jiang Nianyue (姜念月)", "Jiang", "Nianyue"),
        ("Li Na", "", ""),
        ("Jane Smith", "Smith", "Jane"),
    ],
)
def test_surname_and_given_name_are_told_apart_only_where_that_is_certain(byline: str, family: str, given: str):
    (author,) = read_authors(byline)
    assert (author.family, author.given) == (family, given)


def test_a_pinyin_name_keeps_its_given_name_whole_in_gb7714():
    article = head("T", "The Post", "Jiang Nianyue (姜念月)", "", "en")
    assert gb7714(article, TODAY) == "JIANG Nianyue. T[N]. The Post."
    assert apa(article, TODAY) == "Jiang, N. (n.d.). T. The Post."


def test_no_address_but_a_web_address_is_cited():
    for url in ("javascript:alert(1)", "file:///etc/passwd", "https://a b", "library/1"):
        assert gb7714(head("题", "重庆日报", url=url), TODAY) == "题[N]. 重庆日报."
        assert apa(head("题", "重庆日报", url=url), TODAY) == "题. (n.d.). 重庆日报."


def test_syllables_of_names():
    assert [syllables(word) for word in ("Liu", "Yanbing", "Xian", "Smith", "Jones", "")] == [1, 2, 1, 0, 0, 0]
