"""Passages: verbatim, complete, within the limit, and the same whatever stands around them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.helpers.dumps import LIBRARY, ORCHARD
from xunzhang.reading.chunking import MOST_HAN, MOST_WORDS, chunk, size
from xunzhang.reading.dumps.laying_out import as_it_stands
from xunzhang.reading.lines.headings import mark_headings
from xunzhang.types import Article, ArticleHead, Paragraph, Passage

SENTENCES = [f"第{n}个箱子昨天送到了河对岸的村子里，孩子们围着它看了一个下午。" for n in range(40)]


def article(text: str, paragraphs: tuple[Paragraph, ...] | None = None, language: str = "zh") -> Article:
    return Article(ArticleHead("a1", language=language), text, as_it_stands(text) if paragraphs is None else paragraphs)


def checked(whole: Article) -> list[Passage]:
    """The passages, after what holds of all: they are verbatim, in order, and with the headings they cover each character once."""
    passages = chunk(whole)
    covered = [0] * len(whole.text)
    for passage in passages:
        assert passage.text == whole.text[passage.start : passage.end] == passage.text.strip()
        for at in range(passage.start, passage.end):
            covered[at] += 1
    for paragraph in mark_headings(whole.text, whole.paragraphs):
        if paragraph.kind == "heading" and not covered[paragraph.start]:
            covered[paragraph.start : paragraph.end] = [1] * (paragraph.end - paragraph.start)
    assert all(count == 1 for count, character in zip(covered, whole.text, strict=True) if not character.isspace())
    assert [p.number for p in passages] == list(range(1, len(passages) + 1))
    assert all(a.end <= b.start for a, b in pairwise(passages))
    return passages


def test_paragraph_is_a_passage_and_heading_its_context() -> None:
    body = "\n\n".join(text for _, text in LIBRARY.paragraphs)
    passages = checked(article(body))
    assert [p.text for p in passages] == [text for kind, text in LIBRARY.paragraphs if kind == "text"]
    assert [p.heading for p in passages] == ["", "", "书箱进村", "书箱进村", "钱从哪里来"]
    assert {p.language for p in passages} == {"zh"}


def test_two_headings_in_a_row_are_both_context() -> None:
    text = f"钱从哪里来\n\n区里的80万元\n\n{LIBRARY.paragraphs[0][1]}"
    (passage,) = checked(article(text))
    assert passage.heading == "钱从哪里来 / 区里的80万元"


BODY = "渡船从清晨五点开到夜里十一点，去年一年运送旅客六十八万人次，比前年多一成。"


@pytest.mark.parametrize(
    "caption",
    [
        "The new bridge at dawn (Photo: Ann Lee)", "Children cross the river (AP Photo/John Doe)", "The old pier. Photo: Harwell Museum",
        "Photo by Ann Lee", "A view of the lake / Xinhua", "File photo shows the old pier", "图为新落成的大桥", "大桥合龙现场 张伟 摄",
        "张伟/摄", "孩子们在新校园里（新华社发）", "新校园一角（资料图）", "渡船码头（张伟摄）", "图片来源：山城晚报", "▲ 新馆外景",
    ],
)  # fmt: skip
def test_a_caption_is_a_passage_and_no_heading(caption: str) -> None:
    text = f"{caption}\n\n{BODY}"
    assert [(p.text, p.heading) for p in checked(article(text))] == [(caption, ""), (BODY, "")]


@pytest.mark.parametrize(
    "heading",
    ["为什么图书馆要搬家", "摄影的历史", "图书馆", "图们江的春天", "新华社发文", "Photo finish at the river race", "Credit where it is due",
     "Picture this: a city without cars", "How AP and Reuters began"],
)  # fmt: skip
def test_a_heading_about_pictures_stays_one(heading: str) -> None:
    assert [(p.text, p.heading) for p in checked(article(f"{heading}\n\n{BODY}"))] == [(BODY, heading)]


def test_headings_marked_by_the_reader_hold_whatever_they_look_like() -> None:
    text = "区教委主任方明：\n\n慢一点也好。\n\n好。"
    paragraphs = (Paragraph(0, 8, "heading"), Paragraph(10, 16), Paragraph(18, 20))
    passages = checked(article(text, paragraphs))
    assert [(p.heading, p.text) for p in passages] == [("区教委主任方明：", "慢一点也好。"), ("区教委主任方明：", "好。")]


def test_long_paragraph_is_cut_at_sentence_ends_into_even_pieces() -> None:
    text = "".join(SENTENCES)
    passages = checked(article(text))
    assert len(passages) == -(-len(text) // MOST_HAN) or len(passages) == -(-len(text) // MOST_HAN) + 1
    assert all(p.text.endswith("。") and len(p.text) <= MOST_HAN * 1.02 for p in passages)
    assert max(len(p.text) for p in passages) - min(len(p.text) for p in passages) <= 2 * len(SENTENCES[0])


def test_long_english_paragraph() -> None:
    text = " ".join(f"On day {n} the keeper, Mr. Harrow, wrote 3.5 lines about the wind and went to bed." for n in range(40))
    passages = checked(article(text, language="en"))
    assert len(passages) > 1
    assert all(p.text.endswith("bed.") and len(p.text.split()) <= MOST_WORDS for p in passages)
    assert {p.language for p in passages} == {"en"}


def test_sentence_over_the_limit_is_cut_at_clauses_then_anywhere_but_inside_a_word_or_number() -> None:
    clauses = "，".join(f"第{n}个箱子送到了河对岸的村子里" for n in range(40)) + "。"
    assert all(p.text.endswith(("，", "。")) for p in checked(article(clauses)))

    solid = "河" * 700 + "WordsWithoutEnd" + "1234567.89" + "岸" * 700
    passages = checked(article(solid))
    assert all(size(p.text) <= 1 for p in passages)
    assert any("WordsWithoutEnd" in p.text for p in passages) and any("1234567.89" in p.text for p in passages)

    marks = "e\u0301" * 2000 + "👨\u200d👩\u200d👧" * 400
    for passage in checked(article(marks, language="en")):
        assert not passage.text.startswith(("\u0301", "\u200d")) and not passage.text.endswith("\u200d")


def test_runs_of_short_lines_are_taken_together() -> None:
    verse = "床前明月光，\n疑是地上霜。\n举头望明月，\n低头思故乡。"
    (passage,) = checked(article(verse))
    assert passage.text == verse
    listed = "\n".join(f"- 第{n}件要带的东西" for n in range(120))
    passages = checked(article(listed))
    assert len(passages) > 1
    assert all(p.text.startswith("- ") and size(p.text) <= 1 for p in passages)


def test_nothing_but_headings_still_makes_a_passage() -> None:
    (passage,) = checked(article("标题", (Paragraph(0, 2, "heading"),)))
    assert passage.text == "标题"
    text = f"{LIBRARY.paragraphs[0][1]}\n\n相关阅读"
    paragraphs = (Paragraph(0, len(text) - 6), Paragraph(len(text) - 4, len(text), "heading"))
    assert [p.text for p in checked(article(text, paragraphs))][-1] == "相关阅读"


def test_rule_between_paragraphs_is_no_passage_of_its_own() -> None:
    text = f"{ORCHARD.paragraphs[0][1]}\n\n* * *\n\n{ORCHARD.paragraphs[1][1]}"
    passages = checked(article(text, language="en"))
    assert len(passages) == 2
    assert passages[0].text.endswith("* * *")


def test_ids_are_of_the_text_and_not_of_the_place() -> None:
    one, two, three = SENTENCES[:3]
    before = {p.text: p.id for p in chunk(article("\n\n".join([one, two, three])))}
    after = {
        p.text: p.id for p in chunk(article("\n\n".join([one, "又添了一段话，说的是另一件事情，同别的都没有关系。", three])))
    }
    assert before[one] == after[one] and before[three] == after[three]
    assert before[one].startswith("a1.") and len(before[one]) == len("a1.") + 8
    ids = [p.id for p in chunk(article(f"{one}\n\n{one}"))]
    assert ids == [before[one], f"{before[one]}-2"]


def test_language_of_a_passage_may_differ_from_the_article() -> None:
    text = f"{LIBRARY.paragraphs[0][1]}\n\n{ORCHARD.paragraphs[0][1]}\n\n3.14159 26535 89793 23846"
    assert [p.language for p in checked(article(text))] == ["zh", "en", "zh"]


@pytest.mark.parametrize("text", ["", "   \n\n  "])
def test_article_without_text_has_no_passages(text: str) -> None:
    assert chunk(article(text)) == []


def test_a_passage_is_placed_by_the_paragraph_as_printed() -> None:
    """A cut paragraph stays one paragraph, short lines are several, and headings are none."""
    long = "".join(SENTENCES)
    text = f"河边的箱子\n\n{long}\n\n{SENTENCES[0]}\n\n松树\n柳树\n杨树\n\n{SENTENCES[1]}"
    places = [(p.number, p.paragraph, p.until, p.piece) for p in checked(article(text))]
    cut = places[:-3]
    assert len(cut) > 2 and cut == [(n, 1, 1, n) for n in range(1, len(cut) + 1)]
    assert [place[1:] for place in places[-3:]] == [(2, 2, 0), (3, 5, 0), (6, 6, 0)]


def test_short_lines_that_are_cut_between_lines_are_whole_paragraphs() -> None:
    lines = [f"第{n}行写的是河边第{n}棵树的名字和年纪" for n in range(1, 41)]
    passages = checked(article("\n".join(lines)))
    assert len(passages) > 1 and [p.piece for p in passages] == [0] * len(passages)
    assert [(p.paragraph, p.until) for p in passages] == [
        (lines.index(p.text.split("\n")[0]) + 1, lines.index(p.text.split("\n")[-1]) + 1) for p in passages
    ]


def test_a_heading_that_stands_alone_is_no_paragraph() -> None:
    text = f"{SENTENCES[0]}\n\n附录"
    made = article(text, (Paragraph(0, len(SENTENCES[0])), Paragraph(len(SENTENCES[0]) + 2, len(text), "heading")))
    assert [(p.paragraph, p.until, p.piece, "paragraph" in p.as_dict()) for p in checked(made)] == [
        (1, 1, 0, True),
        (0, 0, 0, False),
    ]
