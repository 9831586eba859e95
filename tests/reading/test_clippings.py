"""Exports of article databases, each layout in a file of invented articles: facts, bodies, and every character accounted for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.helpers.places import DATA
from tests.helpers.reading import EnglishRow, in_english, read_one, written
from xunzhang.reading.clippings import find_records
from xunzhang.reading.corpus import read_corpus
from xunzhang.types import Article

EXPORTS_FOLDER = DATA / "exports"
BRIDGE_EN = "The first bus of the morning crossed the old bridge at ten past six, with two blasts of its horn and eleven passengers on board."
COST = "The city council paid 4.1 million for the repair, said the engineer in charge."
FERRY_EN = (
    "The ferry company has asked the county for a timetable that ends at midnight. The county will answer by the first of June."
)
BRIDGE_ZH = "清晨的第一班公交车驶过桥面，司机按了两声喇叭。桥墩去年春天开裂，至今停用了一年有余。"
FERRY_ZH = "渡轮公司已向县里提出申请，希望末班船延后到午夜。"
HORN = "The first bus of the morning crossed the old bridge at ten past six, with two blasts of its horn."

Expected = tuple[tuple[str, str, str, str], list[str]]
EN, EN_2 = "Old bridge reopens to traffic", "Ferry company asks for a later timetable"
ZH, ZH_2 = "老桥今晨恢复通行", "渡轮公司申请延长末班时间"
POST, LAKE = "The Harbor Post", "The Lake Gazette"
# For each file: (title, source, byline, date) and the paragraphs of each of its articles.
EXPORTS: dict[str, list[Expected]] = {
    "nexis-old": [
        (
            ("Old bridge reopens to traffic after a year of repairs", POST, "Jane Doe, Staff Writer", "2024-11-19"),
            [
                f"{BRIDGE_EN} The crossing had been closed since a pier cracked in the spring of last year.",
                "The city council paid 4.1 million for the repair, Ruth Gale, the engineer in charge, said on Monday. "
                '"Every stone of the parapet is back in the place that it had," she added.',
                "Section by section, the deck was lifted out and laid again.",
            ],
        ),
        ((EN_2, LAKE, "JOHN ROE", "2023-05-02"), [FERRY_EN[:-1] + ", a spokesman said, and no sooner than that."]),
    ],
    "nexis-new": [
        (
            (EN, POST, "Jane Doe", "2024-11-19"),
            [
                "The crossing had been closed for a year.",
                BRIDGE_EN,
                "The city council paid 4.1 million for the repair, Ruth Gale, the engineer in charge, said on Monday. "
                "Subject: to the last bill, she added.",
            ],
        ),
        ((EN_2, LAKE, "", "2023-05-02"), [FERRY_EN]),
    ],
    "proquest": [
        ((EN, POST, "Doe, Jane", "2024-11-19"), [BRIDGE_EN, COST]),
        ((EN_2, LAKE, "Roe, John", "2023-05-02"), [FERRY_EN]),
    ],
    "factiva-codes": [
        ((EN, POST, "Jane Doe", "2024-11-19"), [BRIDGE_EN, COST, "IN the end, she said, every stone was back in its place."]),
        (
            (ZH_2, "湖东日报", "林岚", "2023-05-02"),
            [f"{FERRY_ZH}县里的答复要等到六月一日。", "一位负责人说，六月以前不会有任何变动。"],
        ),
    ],
    "factiva-plain": [
        ((EN, POST, "Jane Doe", "2024-11-19"), [BRIDGE_EN, COST]),
        ((ZH_2, "湖东日报", "", "2023-05-02"), [f"{FERRY_ZH}县里的答复要等到六月一日。"]),
    ],
    "wisenews": [
        (
            ("老橋今晨恢復通車", "江城日報", "孫立", "2024-11-19"),
            [
                "清晨的第一班公車駛過橋面，司機按了兩聲喇叭。橋墩去年春天開裂，至今停用了一年有餘。",
                "市政府為修繕花了四百一十萬元。負責的工程師說，護欄的石塊一塊也沒有少。",
            ],
        ),
        (
            ("渡輪公司申請延長末班時間", "湖東晚報", "", "2023-05-02"),
            ["渡輪公司已向縣府提出申請，希望末班船延後到午夜。縣府的答覆要等到六月一日。"],
        ),
    ],
    "cnki": [
        ((ZH, "江城日报", "孙立;何平", "2024-11-19"), [BRIDGE_ZH]),
        (
            ("渡轮末班时间与夜间出行", "湖东学刊", "林岚", "2023-05-15"),
            ["本文比较了三座湖滨城市的末班船时间，发现末班每延后一小时，夜间出行增加约一成。"],
        ),
    ],
    "noteexpress": [((ZH, "江城日报", "孙立, 何平", "2024-11-19"), [BRIDGE_ZH]), ((ZH_2, "湖东日报", "", "2023"), [FERRY_ZH])],
    "endnote": [((ZH, "江城日报", "孙立, 何平", "2024-11-19"), [BRIDGE_ZH]), ((ZH_2, "湖东日报", "", "2023"), [FERRY_ZH])],
    "refworks": [((ZH, "江城日报", "孙立;何平", "2024-11-19"), [BRIDGE_ZH]), ((ZH_2, "湖东日报", "", "2023"), [FERRY_ZH])],
    "ris": [
        ((EN, POST, "Doe, Jane", "2024-11-19"), [HORN]),
        ((EN_2, LAKE, "", "2023"), ["The ferry company has asked the county for a timetable that ends at midnight."]),
    ],
    "labelled-zh": [
        (
            (ZH, "江城日报", "孙立 何平", "2024-11-19"),
            [BRIDGE_ZH, "市里为修缮花了四百一十万元。注意：护栏的石块一块也没有少。"],
        ),
        ((ZH_2, "湖东日报", "", "2023-05-02"), [FERRY_ZH, "县里的答复要等到六月一日。"]),
    ],
    "labelled-en": [
        (
            (EN, POST, "Jane Doe", "2024-11-19"),
            [HORN, "Note: the footpath stays closed until the end of the week, said the engineer in charge."],
        ),
        ((EN_2, LAKE, "", "2023-05"), ["The ferry company has asked the county for a timetable that ends at midnight."]),
    ],
}  # fmt: skip


def read(path: Path) -> tuple[list[Article], EnglishRow]:
    *articles, event = read_corpus([path])
    row = in_english(event)
    assert row.characters_in - row.characters_kept == sum(count for _, count in row.removed), row
    assert all(count > 0 for _, count in row.removed), row
    return articles, row


def told(article: Article) -> Expected:
    head = article.head
    return (head.title, head.source, head.byline, head.date), [article.text[p.start : p.end] for p in article.paragraphs]


@pytest.mark.parametrize("name", EXPORTS)
def test_articles_of_an_export_come_back_with_their_facts(name: str) -> None:
    articles, row = read(EXPORTS_FOLDER / f"{name}.txt")
    assert [told(article) for article in articles] == EXPORTS[name]
    assert row.status == "read" and row.messages == ()
    for article in articles:
        assert set(dict(article.head.origins).values()) <= {"field", "the text itself"}


def test_every_layout_in_the_folder_is_expected() -> None:
    assert {path.stem for path in EXPORTS_FOLDER.glob("*.txt")} == set(EXPORTS)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_cut_short_keeps_its_account(name: str, tmp_path: Path) -> None:
    whole = (EXPORTS_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for length in range(20, len(whole), 61):
        path = tmp_path / "cut.txt"
        path.write_text(whole[:length], encoding="utf-8")
        read(path)


def test_boilerplate_is_named_in_the_audit() -> None:
    _, row = read(EXPORTS_FOLDER / "nexis-old.txt")
    removed = dict(row.removed)
    assert removed["copyright lines"] == len(
        "Copyright2024HarborPostCompanyAllRightsReservedCopyright2023TheLakeGazetteAllRightsReserved"
    )
    assert removed["marks between documents"] == len("1of2DOCUMENTS2of2DOCUMENTS")
    assert removed["photo captions"] == len("Photo,Thefirstbusonthebridge.,PETERLOW/HARBORPOST")


def test_a_record_without_a_text_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "cnki.txt"
    bare = "\n\nSrcDatabase-来源库: 报纸\nTitle-题名: 无摘要的报道\nSource-报纸名: 江城日报\nPubTime-发表时间: 昨日\n"
    path.write_text((EXPORTS_FOLDER / "cnki.txt").read_text(encoding="utf-8") + bare, encoding="utf-8")
    articles, row = read(path)
    assert len(articles) == 2
    assert row.status == "partly"
    assert list(row.messages) == [
        "Record 3: the date '昨日' is not recognised and was left out; write it as 2024-11-19.",
        "Record 3 (无摘要的报道) has no text and was left out; export it with its full text or abstract.",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Title: The old bridge\n\nIt reopened on a Tuesday, and nobody was there to see it but the driver of the first bus.",
        "标题：老桥\n作者：何平\n\n清晨的第一班公交车驶过桥面，司机按了两声喇叭。",
        "Bridge report\n\n1 of 3\n\nIt reopened.\n\nLength: 400 metres\n\nSection: east\n\nNobody was there to see it.",
        "Title-题名: 老桥\nTitle-题名: 新桥\nTitle-题名: 渡口",
        "HD is short for high definition.\nBY and large it is enough.\nWC is something else altogether.",
        "问：桥什么时候通车？\n答：今天早上。\n问：步道呢？\n答：还要等一周。",
        "Length: 96 words\n\nThis is a story about a story of ninety-six words, and no export of anything.",
    ],
)
def test_what_is_no_export_is_read_as_text(text: str) -> None:
    assert find_records(text) == []


def test_text_under_a_tag_that_holds_none_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    text = (
        "标题：老桥今晨恢复通行\n作者：孙立\n摘要：一座桥的一年。\n关键词：桥梁 修缮\n\n"
        + BRIDGE_ZH
        + "\n\n市里为修缮花了四百一十万元。\n"
    )
    path.write_text(text, encoding="utf-8")
    (article,), _ = read(path)
    assert told(article)[1] == ["一座桥的一年。", BRIDGE_ZH, "市里为修缮花了四百一十万元。"]


def test_a_line_of_text_that_begins_like_a_tag_is_text(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    inside = "来源：这块石头从哪里来，没有人说得清楚。"
    path.write_text(f"标题：老桥\n作者：孙立\n来源：江城日报\n正文：\n{BRIDGE_ZH}\n{inside}\n作者：何平\n", encoding="utf-8")
    (article,), _ = read(path)
    assert told(article) == (("老桥", "江城日报", "孙立", ""), [BRIDGE_ZH, inside, "作者：何平"])


def test_references_without_an_abstract_are_reported(tmp_path: Path) -> None:
    path = tmp_path / "a.ris"
    path.write_text(f"TY  - NEWS\nTI  - A\nER  - \n\nTY  - NEWS\nTI  - {EN}\nAB  - {HORN}\nER  - \n", encoding="utf-8")
    (article,), row = read(path)
    assert told(article) == ((EN, "", "", ""), [HORN])
    assert row.status == "partly" and row.messages[0].startswith("Record 1 (A) has no text")


def test_prose_about_copyright_stays_and_a_search_summary_is_no_article(tmp_path: Path) -> None:
    path = tmp_path / "factiva.txt"
    prose = "Copyright law is older than the bridge, the engineer said, and holds better."
    text = (EXPORTS_FOLDER / "factiva-plain.txt").read_text(encoding="utf-8").replace(COST, prose)
    path.write_text(f"{text}\nSearch Summary\nText: bridge and ferry\nDate: All Dates\n", encoding="utf-8")
    articles, row = read(path)
    assert [told(article)[0][0] for article in articles] == [EN, ZH_2]
    assert told(articles[0])[1] == [BRIDGE_EN, prose]
    assert dict(row.removed)["text before the first or after the last document"] == len(
        "SearchSummaryText:bridgeandferryDate:AllDates"
    )


def test_the_outlet_of_wisenews_on_a_line_of_its_own(tmp_path: Path) -> None:
    text = "山城晚報\nA03 | 要聞 | 記者 王小川 | 2024-11-19\n\n老橋今晨恢復通行\n\n橋上的燈昨夜亮了，住在兩岸的人都走出來看。\n\n"
    _, (found,) = read_one(written(tmp_path, "a.txt", text + "文章編號: 202411190010012\n"))
    head = found.head
    assert (head.title, head.source, head.date) == ("老橋今晨恢復通行", "山城晚報", "2024-11-19")
    assert (head.byline, found.text) == ("王小川", "橋上的燈昨夜亮了，住在兩岸的人都走出來看。")
