"""Dumps of paged documents back to articles: printed by `tests.helpers.dumps` in many ways, and the seed of real newspaper reports."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.helpers.dumps import BRIDGE, BRIDGE_HANT, HEADING, LIBRARY, ORCHARD, TIDE, Press, Printed, wrap_chinese
from tests.helpers.places import SEED
from xunzhang.reading.dumps.laying_out import LaidOut, as_it_stands, lay_out
from xunzhang.reading.lines.line import visible
from xunzhang.types.message import Message

CAPTION = "阅览室里的孩子们。记者 方一鸣 摄/江北晚报"

CHINESE = {
    "every line apart, indent lost": Press(62, indent=4),
    "wide": Press(76, indent=4),
    "narrow column": Press(40, indent=4),
    "no hanging marks": Press(56, indent=4, hanging=False),
    "typesetter's spaces": Press(70, indent=4, spaces=True),
    "pages, bare numbers": Press(62, indent=4, lines_a_page=7),
    "pages, 第 3 页 共 8 页": Press(70, indent=4, lines_a_page=6, page_number="第 {} 页 共 8 页"),
    "pages, 3/8 and a running head": Press(62, indent=4, lines_a_page=6, page_number="{}/8", running_head="江北晚报　文化版"),
    "pages, - 3 -, outlet on top": Press(70, indent=4, lines_a_page=6, page_number="- {} -", source="head"),
    "photograph in a paragraph": Press(62, indent=4, caption=CAPTION),
    "blank lines between paragraphs": Press(60, blanks="paragraphs"),
    "blank lines, pages": Press(60, blanks="paragraphs", lines_a_page=7, page_number="第 {} 页"),
    "no blank lines, indent kept": Press(64, indent=4, keeps_indent=True, blanks="none"),
    "no blank lines, indent kept, pages": Press(
        64, indent=4, keeps_indent=True, blanks="none", lines_a_page=8, page_number="- {} -"
    ),
    "no blank lines, indent lost": Press(64, indent=4, blanks="none"),
}
ENGLISH = {
    "72 columns, blank lines": Press(72, blanks="paragraphs", chinese=False),
    "narrow": Press(46, blanks="paragraphs", chinese=False),
    "every line apart, indent lost": Press(64, indent=4, chinese=False),
    "indent kept, no blank lines": Press(66, indent=4, keeps_indent=True, blanks="none", chinese=False),
    "pages": Press(72, blanks="paragraphs", lines_a_page=7, page_number="Page {} of 4", running_head="VALLEY COURIER", chinese=False),
    "outlet on top": Press(60, blanks="paragraphs", source="head", chinese=False),
    "photograph": Press(72, blanks="paragraphs", caption="The gate in spring. (Photo: Ann Lee/Courier)", chinese=False),
}  # fmt: skip


def paragraphs(article: LaidOut) -> list[tuple[str, str]]:
    return [(p.kind, article.text[p.start : p.end]) for p in article.paragraphs]


def laid_out(dump: str) -> list[LaidOut]:
    """The articles of a dump, every visible character of it accounted for."""
    removed: Counter[Message] = Counter()
    articles = lay_out(dump, removed)
    assert sum(visible(a.text) + a.printed for a in articles) + removed.total() == visible(dump), removed
    return articles


def check(dump: str, *printed: Printed) -> None:
    articles = laid_out(dump)
    assert [a.facts.title for a in articles] == [p.title for p in printed]
    assert [a.facts.source for a in articles] == [p.source for p in printed]
    for article, original in zip(articles, printed, strict=True):
        assert paragraphs(article) == list(original.paragraphs)


@pytest.mark.parametrize("press", CHINESE.values(), ids=CHINESE)
def test_chinese_dump_comes_back_paragraph_for_paragraph(press: Press) -> None:
    check(press.print(LIBRARY), LIBRARY)


@pytest.mark.parametrize("press", CHINESE.values(), ids=CHINESE)
def test_file_of_three_chinese_articles_is_divided(press: Press) -> None:
    check(press.print(BRIDGE, LIBRARY, BRIDGE_HANT), BRIDGE, LIBRARY, BRIDGE_HANT)


@pytest.mark.parametrize("press", ENGLISH.values(), ids=ENGLISH)
def test_english_dump_comes_back_paragraph_for_paragraph(press: Press) -> None:
    check(press.print(ORCHARD), ORCHARD)
    check(press.print(TIDE, ORCHARD), TIDE, ORCHARD)


@pytest.mark.parametrize("width", range(36, 84, 2))
def test_any_chinese_width(width: int) -> None:
    """No paragraph begins or ends in the middle of a sentence, at any width; two may be one where a line ends just full."""
    (article,) = laid_out(Press(width, indent=4, lines_a_page=9, caption=CAPTION).print(LIBRARY))
    whole = {text for _, text in LIBRARY.paragraphs}
    for _, text in paragraphs(article):
        assert text in whole or any(text == a + b for a in whole for b in whole), text


def test_each_article_has_a_width_of_its_own() -> None:
    dump = Press(76, indent=4).print(LIBRARY) + "\n" + Press(44, indent=4).print(BRIDGE)
    check(dump, LIBRARY, BRIDGE)


def test_articles_divided_by_rules_and_datelines() -> None:
    library, bridge = (Press(62, indent=4, source="none").print(a) for a in (LIBRARY, BRIDGE))
    articles = laid_out(f"{library}\n==========\n\n{bridge}")
    assert [a.facts.title for a in articles] == [LIBRARY.title, BRIDGE.title]

    reported = Printed(
        BRIDGE.title, "", (("text", "山城周刊讯（记者 杨帆）9月3日，" + BRIDGE.paragraphs[0][1]), *BRIDGE.paragraphs[1:])
    )
    articles = laid_out(library + "\n" + Press(62, indent=4, source="none").print(reported))
    assert [a.facts.title for a in articles] == [LIBRARY.title, BRIDGE.title]
    assert [(a.facts.source, a.facts.byline, a.facts.date) for a in articles] == [("", "", ""), ("山城周刊", "杨帆", "--09-03")]


def test_title_wrapped_in_two_lines_is_one() -> None:
    title = "多部门联合发布新一轮乡村阅读三年行动方案推动图书下沉到每一个村庄"
    long = Printed(title, LIBRARY.source, LIBRARY.paragraphs)
    articles = laid_out(Press(62, indent=4).print(BRIDGE, long))
    assert [a.facts.title for a in articles] == [BRIDGE.title, title]


def test_hyphens_at_line_ends_go_only_where_the_word_is_known() -> None:
    dump = (
        "The keeper had forbidden the climb so often that nobody listened any more\n"
        "and in the end he was the only man on the point who believed it was for-\n"
        "bidden. Nobody told the well-known story of the lamp, nor that less well-\n"
        "known one of the drowned bell, unless a stranger asked for it by its name\n"
        "and paid for the beer; and even then the old man would look at the inter-\n"
        "locutor for a while before he began.\n"
    )
    (article,) = laid_out(dump)
    assert "it was forbidden. Nobody" in article.text
    assert "less well-known one" in article.text
    assert "the inter-locutor for" in article.text  # not known elsewhere: the hyphen may be the word's own


UNTOUCHED = {
    "verse": "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。",
    "verse without marks": "轻轻的我走了\n正如我轻轻的来\n我轻轻的招手\n作别西天的云彩\n\n那河畔的金柳\n是夕阳中的新娘",
    "English verse": "the fog comes in\non quiet paws of wool\nit looks across the water\nand the city\nand sits there\nfor a while",
    "long lines of verse": "\n".join(["朝辞白帝彩云间　千里江陵一日还", "两岸猿声啼不住　轻舟已过万重山"] * 4),
    "list": "- 请携带证件\n- 请提前十分钟入场\n- 请关闭手机\n- 请勿拍照",
    "numbered list": "1. 开幕式\n2. 主旨报告\n3. 分组讨论\n4. 闭幕式",
    "dialogue": "“你来了？”\n“来了。”\n“路上还好吗？”\n“还好，就是雨大了些，耽搁了一会儿。”\n他把茶杯往前推了推。",
    "table": "区县\t学校\t学生\n渝中\t12\t3400\n江北\t15\t5600\n沙坪坝\t28\t9800",
    "rows of one width": "\n".join(
        f"2023-0{n}-11 08:00 node-{n} reported 30 requests and 200 replies in all" for n in range(1, 9)
    ),
    "code": "def area(r):\n    total = 3.14 * r * r\n    return total\n\nprint(area(2))",
    "page numbers of nothing": "壹\n\n1\n\n贰\n\n2",
}


@pytest.mark.parametrize("text", UNTOUCHED.values(), ids=UNTOUCHED)
def test_what_is_not_wrapped_is_left_alone(text: str) -> None:
    (article,) = laid_out(text + "\n")
    assert article.text == text
    assert [p for _, p in paragraphs(article)] == [line.strip() for line in text.split("\n") if line.strip()]
    assert article.facts.title == ""


def test_well_formed_article_keeps_its_text_and_has_its_headings_marked() -> None:
    body = "\n\n".join(text for _, text in LIBRARY.paragraphs)
    (article,) = laid_out(f"{LIBRARY.title}\n\n{body}\n")
    assert article.facts.title == LIBRARY.title
    assert article.text == body
    assert paragraphs(article) == list(LIBRARY.paragraphs)


def test_captions_and_numbers_stay_where_nothing_is_wrapped() -> None:
    text = f"{LIBRARY.paragraphs[0][1]}\n\n{CAPTION}\n\n3\n\n{LIBRARY.paragraphs[1][1]}"
    (article,) = laid_out(text)
    assert article.text == text


def test_table_inside_a_wrapped_text_keeps_its_rows() -> None:
    rows = [f"{year}年　　{year - 2000}所　　{year * 3}人" for year in range(2018, 2023)]
    dump = Press(62, indent=4, source="none").print(LIBRARY)
    (article,) = laid_out(
        dump + "\n" + "\n\n".join(rows) + "\n\n" + "\n\n".join(wrap_chinese(BRIDGE.paragraphs[0][1], 62, 4)) + "\n"
    )
    found = [text for _, text in paragraphs(article)]
    assert found[-6:] == [*rows, BRIDGE.paragraphs[0][1]]


def test_head_of_a_newspaper_page_is_no_text() -> None:
    lines = Press(62, indent=4, source="none").print(LIBRARY).split("\n\n")
    head = "江北晚报　　2024年9月4日　星期三　　A{} 版"
    dump = "\n\n".join([head.format(3), *lines[:5], head.format(4), *lines[5:]])
    (article,) = laid_out(dump)
    assert article.facts.title == LIBRARY.title
    assert paragraphs(article) == list(LIBRARY.paragraphs)


def test_caption_of_two_lines_goes_whole() -> None:
    caption = "孩子们在新开放的图书馆里看书，木匠师傅在一旁修理书架，馆长正给他们讲书的来历。记者 方一鸣 摄/江北晚报"
    lines = Press(62, indent=4, source="none").print(LIBRARY).strip().split("\n\n")
    (article,) = laid_out("\n\n".join([*lines[:4], *wrap_chinese(caption, 62), *lines[4:]]) + "\n")
    assert lines[3].endswith("木匠。")
    assert paragraphs(article) == list(LIBRARY.paragraphs)


def test_questions_of_a_reporter_are_text() -> None:
    text = f"图书馆的账本\n\n记者：{LIBRARY.paragraphs[0][1]}\n\n周知远：{LIBRARY.paragraphs[1][1]}"
    (article,) = laid_out(text)
    assert article.facts.byline == ""
    assert [t[:3] for _, t in paragraphs(article)] == ["记者：", "周知远"]


def test_verse_inside_a_wrapped_english_text_keeps_its_lines() -> None:
    verse = "    The wind is in the harbour,\n      The ships are out at sea,\n    And who will light the lantern\n      When nobody's left but me?"
    one, two = (
        Press(72, blanks="paragraphs", source="none", chinese=False).print(a).split("\n\n", 1)[1] for a in (ORCHARD, TIDE)
    )
    (article,) = laid_out(f"{one}\n{verse}\n\n{two}")
    assert verse.strip() in article.text
    assert TIDE.paragraphs[0][1] in article.text


def test_no_title_is_guessed() -> None:
    first, second = LIBRARY.paragraphs[0][1], LIBRARY.paragraphs[1][1]
    (article,) = laid_out(f"{first}\n\n{second}")
    assert article.facts.title == ""
    (article,) = laid_out("来源：江北晚报")
    assert (article.text, article.facts.source) == ("来源：江北晚报", "")  # a label of nothing is text


def test_year_is_neither_invented_nor_taken_from_the_past() -> None:
    (article,) = laid_out(f"一九四九\n\n1949年10月1日，礼炮响起的时候，{LIBRARY.paragraphs[3][1]}")
    assert article.facts.date == ""
    (article,) = laid_out(f"老桥通行\n来源：山城周刊\n\n9月3日，{BRIDGE.paragraphs[0][1]}\n\n{BRIDGE.paragraphs[1][1]}")
    assert article.facts.date == "--09-03"


def test_paragraphs_of_a_text_as_it_stands() -> None:
    text = "  One.\n\n\tTwo.  \r\nThree."
    assert [text[p.start : p.end] for p in as_it_stands(text)] == ["One.", "Two.", "Three."]


# The seed: five reports by three outlets, pasted from a PDF.


@pytest.fixture(scope="module")
def seed() -> list[LaidOut]:
    if not SEED.exists():
        pytest.skip("needs ../shared/seeds, which is not part of the repository")
    return laid_out(SEED.read_text(encoding="utf-8"))


@pytest.mark.bench
def test_seed_has_five_articles_with_their_facts(seed: list[LaidOut]) -> None:
    assert [(a.facts.source, a.facts.byline, a.facts.date) for a in seed] == [
        ("重庆日报", "", "--11-19"),
        ("上游新闻", "", "--11-19"),
        ("重庆日报", "", "--11-19"),
        ("重庆日报", "", "--11-19"),
        ("第1眼TV-华龙网", "姜念月", "--11-19"),
    ]


@pytest.mark.bench
def test_seed_titles_are_whole(seed: list[LaidOut]) -> None:
    titles = [a.facts.title for a in seed]
    assert titles[0].split() == ["袁家军在全市教育大会上强调", "加快建设新时代教育强市", *titles[0].split()[2:]]
    assert titles[0].endswith("胡衡华主持 王炯程丽华出席")
    assert titles[1] == "重庆教育发展总体水平进入全国中上行列"
    assert titles[2].startswith("重报深一度｜力争到2035年") and "教育现代化总体实现 积极培育" in titles[2]
    assert titles[3] == "催人奋进！全市教育大会引发热烈反响"
    assert titles[4].endswith("引发重庆各界人士热烈反响")


@pytest.mark.bench
def test_seed_paragraphs_are_whole(seed: list[LaidOut]) -> None:
    kinds = [Counter(kind for kind, _ in paragraphs(article)) for article in seed]
    assert [(k["text"], k["heading"]) for k in kinds] == [(10, 0), (15, 6), (16, 6), (21, 6), (9, 8)]
    for article in seed:
        for kind, text in paragraphs(article):
            if kind == "text":
                assert re.search(r"[。？！]”?$", text), text[-20:]
                assert not re.match(r"[，。、；：！？”’）%]", text), text[:20]
            assert "\n" not in text
    assert paragraphs(seed[0])[8][1].endswith("社会地位、职业地位。")
    assert paragraphs(seed[1])[0][1].startswith("学前教育毛入园率达93.1%、")
    assert paragraphs(seed[4])[-1][1].endswith("圆百姓“上好学”之梦。")


@pytest.mark.bench
def test_seed_headings_stay_and_furniture_goes(seed: list[LaidOut]) -> None:
    headings = [[text for kind, text in paragraphs(article) if kind == HEADING] for article in seed]
    assert headings[1][:2] == ["构建公平优质的基础教育体系", "让孩子们“上好学”"]
    assert headings[2][::2] == ["行动", "高校", "基础教育"]
    assert headings[4][0] == "重庆市科技局党委副书记许志鹏："
    whole = "\n".join(article.text for article in seed)
    assert not re.search(r"摄|来源：|^16$", whole, re.MULTILINE)
    assert "重庆市委教育工委书记、市教委主任刘宴兵" not in [text for a in seed for _, text in paragraphs(a)]
    assert not re.search(r"[\u3400-\u9fff] [0-9A-Za-z]|[0-9A-Za-z%] [\u3400-\u9fff]", whole)


@pytest.mark.bench
def test_seed_keeps_the_figures_that_two_outlets_give_differently(seed: list[LaidOut]) -> None:
    assert "经费17.1亿元" in seed[2].text and "经费17.1亿元" in seed[3].text
    assert "经费171亿元" in seed[4].text
