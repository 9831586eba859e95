"""Folding keeps places, terms meet where readers would say they are the same, sentences end where they end."""

from __future__ import annotations

import pytest

from xunzhang.language.codes import family
from xunzhang.language.folding import fold
from xunzhang.language.scripts import detect_language
from xunzhang.language.sentences import sentence_spans
from xunzhang.language.terms import exact_terms, find_terms, lexical_terms
from xunzhang.types import Span


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("頭髮與發展", "头发与发展"),
        ("乾隆皇后後來乾淨", "乾隆皇后后来干净"),
        ("Ｃ９１９　９４．６％", "c919 94.6%"),
        ("Café Łódź", "cafe lodz"),
        ("China’s", "china's"),
        ("İstanbul ½ ﬁ ㎞", "istanbul ½ ﬁ ㎞"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded
    assert len(fold(text)) == len(text)


def test_radicals_of_pdf_files_are_found_as_the_characters_they_look_like() -> None:
    """Kangxi radicals and those of the supplement, which NFKC leaves as they are."""
    assert fold("⼈⺠⽇报说，⻓江⻛⼤，⻥⻦⻢⻋不⻅，⻔前⻩⻰") == "人民日报说,长江风大,鱼鸟马车不见,门前黄龙"


def test_fold_keeps_every_characters_place() -> None:
    everything = "".join(chr(code) for code in (*range(0x20, 0xD800), *range(0xE000, 0x11000), *range(0x20000, 0x20400)))
    assert len(fold(everything)) == len(everything)
    outside_han = everything.translate(dict.fromkeys(range(0x2E80, 0xA000)))
    assert fold(fold(outside_han)) == fold(outside_han)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("重庆的教育大会是什么时候开的？", "zh"),
        ("重慶的教育大會是什麼時候開的？", "zh-hant"),
        ("你好", "zh"),
        ("When was the conference held?", "en"),
        ("iPhone 15 Pro Max 多少钱", "zh"),
        ("What is 中国女足", "en"),
        ("Liu Yanbing (刘宴兵) spoke to reporters.", "en"),
        ("Où est la gare de Lyon ?", "fr"),
        ("Qui est le maire ?", "fr"),
        ("¿Cuántos habitantes tiene?", "es"),
        ("Wer hat gewonnen?", "de"),
        ("Wo ist der Bahnhof", "de"),
        ("東京は日本の首都です", "ja"),
        ("한국의 수도", "ko"),
        ("столица России", "ru"),
        ("столиця України", "uk"),
        ("94.6% —", "und"),
        ("", "und"),
    ],
)
def test_detect_language(text: str, language: str) -> None:
    assert detect_language(text) == language


def test_family_is_one_for_both_scripts() -> None:
    assert family("zh-hant") == family("zh") == "zh"
    assert family("en") == "en"


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("华为", ["华为"]),
        ("党", ["党"]),
        ("重慶市", ["重庆", "庆市"]),
        ("华为C919 达17.1 亿元", ["华为", "c919", "达", "17.1", "亿元", "1710000000"]),
        ("GB/T 7714, e5-small", ["gb", "t", "7714", "e5", "small"]),
        ("The schools’ running commissions", ["the", "school", "run", "commiss"]),
        ("U.S. cafés", ["us", "cafe"]),
        ("https://example.com/a me@x.org", ["https", "exampl", "com", "a", "me", "x", "org"]),
        ("東京タワー", ["东京", "京タ", "タワ", "ワー"]),
        ("столица", ["столица"]),
        ("version 3.2.1, 5G, 2.5GHz", ["version", "3.2.1", "5g", "2.5", "ghz"]),
        ("！？…", []),
    ],
)
def test_lexical_terms(text: str, terms: list[str]) -> None:
    assert lexical_terms(text) == terms


@pytest.mark.parametrize(
    ("term", "texts"),
    [
        ("94.6%", ["94.6%", "94.6 %", "９４．６％", "百分之九十四点六", "94.6 percent", "94.6 per cent"]),
        ("50%", ["百分之五十", "50％"]),
        ("1710000000", ["17.1亿元", "17.1 亿元", "$1.71 billion", "1.71bn", "1,710,000,000"]),
        ("1200000", ["120万", "一百二十万", "1.2 million", "1200000", "120多万"]),
        ("37670000", ["3767万", "三千七百六十七万", "37.67 million"]),
        ("120000000", ["1亿2000万", "1.2亿", "120 million"]),
        ("3200000000000", ["3.2万亿", "3.2 trillion"]),
        ("第6", ["第6", "第六", "第 6", "sixth", "6th"]),
        ("第21", ["第二十一条", "21st century", "the twenty-first century"]),
        ("3", ["三大", "three", "3", "三个"]),
        ("250000", ["two hundred and fifty thousand", "二十五万", "25万"]),
        ("2035", ["2035年", "二〇三五年", "by 2035"]),
        ("1943", ["1,943", "1943", "一千九百四十三"]),
        ("11月19日", ["11月19日", "十一月十九日", "November 19", "19 November 2024", "Nov. 19, 2024", "the 19th of November"]),
        ("11月", ["11月", "November", "Nov. 2024", "十一月"]),
        ("1970", ["the 1970s", "1970年代"]),
    ],
)
def test_figures_meet(term: str, texts: list[str]) -> None:
    for text in texts:
        assert term in lexical_terms(text), text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("17.1亿", "171亿"),
        ("17.1亿", "17.1万"),
        ("1.2 million", "12 million"),
        ("94.6%", "94.5%"),
        ("第六", "第十六"),
        ("11月1日", "11月19日"),
    ],
)
def test_other_figures_do_not_meet(one: str, other: str) -> None:
    canonical = lexical_terms(one)[-1]
    assert canonical not in lexical_terms(other)


@pytest.mark.parametrize("text", ["十分重要", "三四个", "万一", "四川三星", "十四五规划", "It may march on", "one of them"])
def test_what_is_no_figure(text: str) -> None:
    assert not any(c.isdigit() for term in lexical_terms(text) for c in term)


def test_exact_terms_of_a_phrase_are_consecutive_wherever_it_stands() -> None:
    text = exact_terms("到2035年建成教育强国，覆盖率达94.6%。")
    for phrase in ("2035年", "年建成", "育强", "94.6", "教育强国，覆盖"):
        terms = exact_terms(phrase)
        assert any(text[i : i + len(terms)] == terms for i in range(len(text))), phrase
    assert exact_terms("Running schools") == ["running", "schools"]


@pytest.mark.parametrize(
    "sentences",
    [
        ["教育大会开了。", "谁参加了？", "很多人！"],
        ["他说：“好。”", "会议结束了。"],
        ["费用为3.5亿元；人数为94.6%。"],
        ["Mr. Smith paid $3.5 million.", "He left on Nov. 19.", "It was late."],
        ["It lives in the U.S. army base, e.g. there.", "The U.S. is large."],
        ['She said "Stop!" and left.', '"Why?" he asked.', "Nobody knew."],
        ["It ended in 1990.[3]", "Then came more.[citation needed]", "So wrote J. A. Hobson."],
        ["He was “here to . . . submit” to it.", "So it was. ...", "The rest is known."],
        ["他走了。[需要引证]", "后来又来了。"],
        ["See example.com for No. 5 and Fig. 2.", "Done."],
        ["真的吗？！", "是的……他说。"],
        ["The first line\ngoes on here.", "A second."],
        ["床前明月光", "疑是地上霜"],
        ["1. Open it.", "2. Close it."],
    ],
)
def test_sentence_spans(sentences: list[str]) -> None:
    chinese = any("\u4e00" <= c <= "\u9fff" for c in sentences[0])
    text = ("\n" if sentences[0].startswith("床") else "" if chinese else " ").join(sentences)
    assert [span.of(text) for span in sentence_spans(text)] == sentences


@pytest.mark.parametrize("text", ["  。。 a.b \n\n”“ 。x", "...", "没有结尾", " \n ", "A.\r\nB! c?d 1.2.3. (e.) f"])
def test_sentences_cover_every_character_once(text: str) -> None:
    spans = sentence_spans(text)
    covered = [i for span in spans for i in range(span.start, span.end)]
    assert covered == sorted(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)


def test_find_terms_marks_what_the_reader_would() -> None:
    text = "重慶的教育大會投入17.1 億元，The school ran."
    spans = find_terms(text, lexical_terms("重庆教育大会 1.71 billion the schools"))
    assert [span.of(text) for span in spans] == ["重慶", "教育大會", "17.1 億", "school"]
    assert find_terms(text, []) == []
    assert all(isinstance(span, Span) for span in spans)
