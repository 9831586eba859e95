"""Web pages: the article as the page shows it, and an account of everything around it."""

from __future__ import annotations

import json
import quopri
from pathlib import Path

import opencc
import pytest

from tests.helpers.dumps import BRIDGE_HANT, LIBRARY, ORCHARD, TIDE, Printed
from tests.helpers.pages import ADVERTISEMENT, COMMENT, FOOTER, NAVIGATION, OTHERS, STYLES, modern, tables
from tests.helpers.places import CORPUS
from tests.helpers.reading import EnglishRow, read_one, texts, written
from xunzhang.reading.lines.line import visible
from xunzhang.types import Article

ARTICLES = (LIBRARY, BRIDGE_HANT, ORCHARD, TIDE)
SHORT = {"zh": ("他笑了。", "“好。”", "（完）"), "en": ("He laughed.", "“No.”", "It is over.")}


def shown(article: Article) -> list[str]:
    return ["".join(text.split()) for _, text in texts(article)]


def printed(article: Printed) -> list[str]:
    return ["".join(text.split()) for _, text in article.paragraphs]


def check_account(row: EnglishRow, page: str) -> None:
    """Besides the sum, which `read_one` checks: what stood around the article is in the account by its own name."""
    removed = dict(row.removed)
    assert row.characters_in == visible(page)
    assert removed["advertisements"] == visible(ADVERTISEMENT)
    assert removed["readers' comments"] == visible(COMMENT) + visible("评论")
    assert removed["sidebars and links to other articles"] == visible("".join(OTHERS)) + visible("相关阅读")
    assert removed["navigation"] == visible("".join(NAVIGATION)) + visible("首页>社会")
    assert removed["page footer"] == visible(FOOTER) and removed["page header"] == visible("某某网")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda a: a.title)
def test_the_article_of_a_page_comes_back_and_nothing_else(tmp_path: Path, article: Printed) -> None:
    page = modern(article)
    row, (found,) = read_one(written(tmp_path, "a.html", page))
    assert texts(found) == list(article.paragraphs)
    assert (found.head.title, row.status, row.encoding) == (article.title, "read", "UTF-8")
    check_account(row, page)


@pytest.mark.parametrize("style", STYLES)
def test_the_article_of_a_page_of_any_make_comes_back(tmp_path: Path, style: str) -> None:
    """Short paragraphs among the others, too."""
    for article in ARTICLES:
        first, second, last = SHORT["en" if article.title.isascii() else "zh"]
        paragraphs = [*article.paragraphs, ("text", last)]
        paragraphs[1:1] = [("text", first), ("text", second)]
        article = Printed(article.title, article.source, tuple(paragraphs))
        row, (found,) = read_one(written(tmp_path, "a.html", STYLES[style](article)))
        assert shown(found) == printed(article)
        assert (found.head.title, row.status) == (article.title, "read")


def test_round_trip_of_the_sample_articles(tmp_path: Path) -> None:
    """At least 98 % of the paragraphs, on pages of every make, in simplified and traditional script and in English."""
    convert = opencc.OpenCC("s2t").convert
    wanted = kept = 0
    for path in sorted(CORPUS.glob("*.md"))[::2]:
        lines = [
            line
            for line in path.read_text("utf-8").split("---\n", 2)[2].split("\n\n")
            if line.strip() and not line.startswith("#")
        ]
        paragraphs = tuple(("text", " ".join(line.split())) for line in lines)
        for page in STYLES.values():
            for change in (str, convert):
                article = Printed(path.stem, "", tuple((kind, change(text)) for kind, text in paragraphs))
                _, (found,) = read_one(written(tmp_path, "a.html", page(article)))
                ours, theirs = shown(found), printed(article)
                wanted += len(theirs)
                kept += sum(text in ours for text in theirs)
                assert len(ours) <= len(theirs) + 1
    assert wanted > 1000 and kept >= 0.98 * wanted


@pytest.mark.parametrize(
    ("declared", "codec", "name"),
    [
        ("gb2312", "gbk", "GB18030 (declared)"),
        ("big5", "big5", "Big5 (declared)"),
        ("utf-16", "utf-16", "UTF-16"),
        ("iso-8859-1", "utf-8", "UTF-8"),  # as a server's default wrongly has it
        ("", "gb18030", "GB18030 (detected)"),
    ],
)
def test_encodings_of_pages(tmp_path: Path, declared: str, codec: str, name: str) -> None:
    article = BRIDGE_HANT if codec == "big5" else LIBRARY
    page = tables(article).replace("<HEAD>", f'<HEAD><META http-equiv="Content-Type" content="text/html; charset={declared}">')
    row, (found,) = read_one(written(tmp_path, "a.html", page.encode(codec, "xmlcharrefreplace")))
    assert (shown(found), row.encoding) == (printed(article), name)


def test_encoding_of_an_xml_prolog(tmp_path: Path) -> None:
    page = f'<?xml version="1.0" encoding="GB2312"?>\n<html xmlns="http://www.w3.org/1999/xhtml">{tables(LIBRARY)[6:]}'
    row, (found,) = read_one(written(tmp_path, "a.xhtml", page.encode("gbk", "ignore")))
    assert (shown(found), row.encoding) == (printed(LIBRARY), "GB18030 (declared)")


def test_a_page_of_wechat_as_it_was_sent(tmp_path: Path) -> None:
    """It hides its article until its script has run, and names the platform where the outlet is wanted."""
    head = '<meta property="og:site_name" content="微信公众平台"><meta name="author" content="小周">'
    line = (
        '<div id="meta_content" class="rich_media_meta_list"><span>原创</span><a id="js_name"> 江城图书馆 </a>'
        '<em id="publish_time">2024年11月19日 18:05</em><em>湖北</em></div>'
    )
    body = "".join(f'<section><span leaf="">{text}</span></section>' for _, text in LIBRARY.paragraphs)
    page = (
        f'<html><head>{head}</head><body><div id="img-content"><h1 class="rich_media_title">{LIBRARY.title}</h1>{line}'
        f'<div id="js_content" style="visibility: hidden; opacity: 0;">{body}</div></div></body></html>'
    )
    row, (found,) = read_one(written(tmp_path, "a.html", page))
    assert (shown(found), found.head.title) == (printed(LIBRARY), LIBRARY.title)
    assert (found.head.source, found.head.byline, found.head.date) == ("江城图书馆", "小周", "2024-11-19")
    assert dict(row.removed)["page header"] == visible("原创江城图书馆2024年11月19日18:05湖北")
    assert row.messages == ("Most of the page's text is hidden until its scripts run; it was read as if they had.",)


def test_less_hidden_text_than_is_shown_stays_hidden(tmp_path: Path) -> None:
    page = modern(LIBRARY).replace("<footer>", '<div style="display:none"><p>看不见的一段话，不是文章。</p></div><footer>')
    row, (found,) = read_one(written(tmp_path, "a.html", page))
    assert (shown(found), dict(row.removed)["hidden text"]) == (printed(LIBRARY), visible("看不见的一段话，不是文章。"))


def test_facts_that_only_line_breaks_set_apart_from_the_title(tmp_path: Path) -> None:
    body = "<br>".join(f"　　{text}<br>" for _, text in LIBRARY.paragraphs)
    head = f"<font size=5>{LIBRARY.title}</font><br>江城日报 2004-11-19"
    page = f"<html><head><title>{LIBRARY.title}</title></head><body><table><tr><td>{head}<br><br>{body}</td></tr></table></body></html>"
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert (found.head.title, found.head.source, found.head.date) == (LIBRARY.title, "江城日报", "2004-11-19")
    assert shown(found)[-len(LIBRARY.paragraphs) :] == printed(LIBRARY)


def test_how_characters_are_read_stands_beside_the_text_and_not_in_it(tmp_path: Path) -> None:
    said = "青石河的水位昨天退到了十二米，沿岸的学校今天重新开课，渡船也在中午开航了。"
    ruby = said.replace("青石河", "<ruby>青<rp>(</rp><rt>qīng</rt><rp>)</rp>石<rt>shí</rt></ruby>河")
    page = f"<html><body><article><h1>水位</h1><p>{ruby}</p><p>{ORCHARD.title}。{said}</p></article></body></html>"
    row, (article,) = read_one(written(tmp_path, "a.html", page))
    assert said in shown(article)
    assert dict(row.removed)["phonetic guides"] == len("(qīng)shí")


def test_the_number_of_a_writers_account_is_no_name(tmp_path: Path) -> None:
    page = modern(LIBRARY, head='<meta name="author" content="100001">', facts="<p>本报记者　王小川　李若水</p>")
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert found.head.byline == "王小川　李若水"
    _, (found,) = read_one(written(tmp_path, "a.html", modern(LIBRARY, head='<meta name="author" content="100001">')))
    assert found.head.byline == ""


# What the page says of itself


def test_facts_in_the_markup(tmp_path: Path) -> None:
    head = """<meta property="og:site_name" content="江北新闻网"><meta property="article:published_time" content="2024-11-19T23:40:00+08:00">
<meta name="author" content="作者：王小川"><link rel="canonical" href="https://example.org/a/1"><meta property="og:title" content="别的题目">"""
    _, (found,) = read_one(written(tmp_path, "a.html", modern(LIBRARY, head)))
    facts = found.head
    assert (facts.title, facts.source, facts.date, facts.byline) == (LIBRARY.title, "江北新闻网", "2024-11-19", "王小川")
    assert facts.url == "https://example.org/a/1"
    assert set(dict(facts.origins).values()) == {"markup", "the text itself"}


def test_facts_in_linked_data(tmp_path: Path) -> None:
    data = {"@graph": [{"@type": "WebSite", "name": "x"}, {
        "@type": ["NewsArticle"], "headline": ORCHARD.title, "datePublished": "2024-11", "dateModified": "2025-01-02",
        "author": [{"@type": "Person", "name": "Ann Lee"}, {"name": "Bo Ek"}], "publisher": {"name": "Valley Courier"}}]}  # fmt: skip
    head = f'<script type="application/ld+json">{json.dumps(data)}</script><script type="application/ld+json">{{</script>'
    _, (found,) = read_one(written(tmp_path, "a.html", modern(ORCHARD, head)))
    facts = found.head
    assert (facts.source, facts.byline, facts.date) == ("Valley Courier", "Ann Lee, Bo Ek", "2024-11")


def test_facts_that_the_page_shows(tmp_path: Path) -> None:
    facts = '<div class="info"><span>2024年11月19日 08:30</span> <span>来源：新华社</span> <span>作者：王小川</span></div>'
    row, (found,) = read_one(
        written(tmp_path, "a.html", modern(LIBRARY, '<meta property="og:site_name" content="某某网">', facts))
    )
    assert (found.head.source, found.head.date, found.head.byline) == ("新华社", "2024-11-19", "王小川")
    assert texts(found) == list(LIBRARY.paragraphs)
    assert dict(row.removed)["labels of outlet, byline and date"] >= visible("来源：作者：")


def test_facts_in_the_dateline(tmp_path: Path) -> None:
    first = f"新华社北京11月19日电（记者王小川）{LIBRARY.paragraphs[0][1]}"
    article = Printed(LIBRARY.title, "", (("text", first), *LIBRARY.paragraphs[1:]))
    _, (found,) = read_one(written(tmp_path, "a.html", modern(article)))
    assert (found.head.source, found.head.date, found.head.byline) == ("新华社", "--11-19", "王小川")
    assert dict(found.head.origins)["date"] == "dateline" and texts(found)[0] == ("text", first)


def test_a_page_of_a_title_alone(tmp_path: Path) -> None:
    _, (found,) = read_one(written(tmp_path, "a.html", "<title>题目</title><h1>题目</h1><h1>题目</h1>"))
    assert found.text.startswith("题目") and found.head.title == "题目"


@pytest.mark.parametrize(
    "head",
    [
        "",
        '<meta property="article:modified_time" content="2024-11-20T08:00:00Z">',
        '<link rel="canonical" href="https://example.org/2024/11/19/library.html">',
        '<meta name="date" content="5/6/2024">',
        "<!-- Saved on Tue Nov 19 2024 -->",
    ],
)
def test_no_date_is_invented(tmp_path: Path, head: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.html", modern(LIBRARY, head)))
    assert found.head.date == ""


@pytest.mark.parametrize(
    ("given", "date"), [("2024", "2024"), ("2024-11", "2024-11"), ("Nov 2024", "2024-11"), ("11月19日", "--11-19")]
)
def test_a_date_has_the_parts_that_are_given(tmp_path: Path, given: str, date: str) -> None:
    _, (found,) = read_one(written(tmp_path, "a.html", modern(LIBRARY, f'<meta name="pubdate" content="{given}">')))
    assert found.head.date == date


@pytest.mark.parametrize(
    ("before", "url"),
    [
        ("<!-- saved from url=(0028)https://example.org/news/1.html -->\n", "https://example.org/news/1.html"),
        (
            "<!--\n Page saved with SingleFile \n url: https://example.org/n?x=1 \n saved date: Tue Nov 19 2024\n-->",
            "https://example.org/n?x=1",
        ),
    ],
)
def test_address_in_a_saved_page(tmp_path: Path, before: str, url: str) -> None:
    page = modern(LIBRARY).replace("<html>", f"{before}<html>")
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert (found.head.url, found.head.date) == (url, "")


def test_the_sites_name_is_no_part_of_the_title(tmp_path: Path) -> None:
    page = (
        modern(TIDE, '<meta property="og:site_name" content="The Pilot">').replace("- 某某网", "| The Pilot").replace("h1>", "b>")
    )
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert found.head.title == TIDE.title


# Blocks


def test_blocks_are_as_the_page_shows_them(tmp_path: Path) -> None:
    body = """<p>第一行在这里
    换行，中文之间没有空格；<b>粗体</b>、<a href=x>链接</a>和&amp;都在。</p><p>An English
      line   break is&nbsp;a space, &eacute;t&eacute; &#8212; so.</p><p>诗行一<br>诗行二</p><ul><li>一只石狮子</li><li>两只石狮子</li></ul>
    <pre>x = 1\n  y\t= 2</pre><table><tr><th>区</th><th>数</th></tr><tr><td>甲</td><td>3</td></tr></table>
    <figure><img src=a.jpg alt="图"><figcaption>图注在这里</figcaption></figure><p hidden>看不见的</p><p style="display: none">也看不见</p>
    <p>最后一段要长一些，这样程序才知道它是正文的一部分，而不是别的什么东西，例如网页的页脚。</p>"""
    page = f"<html><body><article><h1>题目</h1>{body}{''.join(f'<p>{text}</p>' for _, text in LIBRARY.paragraphs)}</article></body></html>"
    row, (found,) = read_one(written(tmp_path, "a.html", page))
    assert [text for _, text in texts(found)][:9] == [
        "第一行在这里换行，中文之间没有空格；粗体、链接和&都在。",
        "An English line break is\u00a0a space, été — so.",
        "诗行一\n诗行二",
        "一只石狮子",
        "两只石狮子",
        "x = 1\ny\t= 2",
        "区\t数\n甲\t3",
        "最后一段要长一些，这样程序才知道它是正文的一部分，而不是别的什么东西，例如网页的页脚。",
        LIBRARY.paragraphs[0][1],
    ]
    assert dict(row.removed)["photo captions"] == 5 and dict(row.removed)["hidden text"] == 8


def test_links_in_one_paragraph_do_not_make_links_of_the_others(tmp_path: Path) -> None:
    """Where line breaks are all that parts them."""
    link = "".join(f"<a href=/{i}>{word}</a> " for i, word in enumerate(["The", "longest", "link", "of", "all"] * 30))
    for at in (0, 1, len(ORCHARD.paragraphs)):
        paragraphs = [*ORCHARD.paragraphs[:at], ("text", f"{link}here it is."), *ORCHARD.paragraphs[at:]]
        _, (found,) = read_one(written(tmp_path, "a.html", STYLES["breaks"](Printed(ORCHARD.title, "", tuple(paragraphs)))))
        wanted = [text for _, text in ORCHARD.paragraphs]
        wanted.insert(at, "The longest link of all " * 30 + "here it is.")
        assert [text for _, text in texts(found)] == wanted


def test_facts_in_the_head_of_a_page(tmp_path: Path) -> None:
    head = f'<header><h1>{TIDE.title}</h1><p class="byline">By Ann Lee</p><span>Nov. 19, 2024</span></header>'
    body = "".join(f"<section><p>{text}</p></section>" for _, text in TIDE.paragraphs)
    _, (found,) = read_one(written(tmp_path, "a.html", f"<html><body><div>{head}{body}</div></body></html>"))
    assert (found.head.byline, found.head.date, texts(found)) == ("Ann Lee", "2024-11-19", list(TIDE.paragraphs))


def test_where_no_main_text_is_found_all_is_kept_and_said(tmp_path: Path) -> None:
    row, (found,) = read_one(written(tmp_path, "a.html", "<html><body><nav>首页</nav><p>一句短话。</p><p>Two.</p></body></html>"))
    assert [text for _, text in texts(found)] == ["一句短话。", "Two."]
    assert dict(row.removed)["navigation"] == 2


def test_a_page_saved_as_one_file(tmp_path: Path) -> None:
    page = modern(LIBRARY).encode()
    content = (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://example.org/n/1\r\nDate: Tue, 19 Nov 2024 08:00:00 -0000\r\n"
        b'MIME-Version: 1.0\r\nContent-Type: multipart/related; type="text/html"; boundary="--x"\r\n\r\n----x\r\n'
        b"Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: https://example.org/n/1\r\n\r\n"
        + quopri.encodestring(page)
        + b"\r\n----x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x--\r\n"
    )
    row, (found,) = read_one(written(tmp_path, "a.mhtml", content))
    assert texts(found) == list(LIBRARY.paragraphs)
    assert (found.head.url, found.head.date, row.characters_in) == ("https://example.org/n/1", "", visible(page.decode()))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        ("<div>" * 100_000 + "text", "nested more deeply"),
        ("<html><body><script>document.write('x')</script></body></html>", "no text"),
        ("<html></html>", "no text"),
        ("<!-- -->", "no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "binary"),
    ],
)
def test_pages_that_cannot_be_read_get_one_line(tmp_path: Path, content: str | bytes, word: str) -> None:
    row, found = read_one(written(tmp_path, "a.html", content))
    assert not found and len(row.messages) == 1 and word in row.messages[0], row
    row, found = read_one(written(tmp_path, "a.mht", content))
    assert not found and len(row.messages) == 1, row


def test_entities_and_unclosed_elements_do_no_harm(tmp_path: Path) -> None:
    laughs = (
        "<!DOCTYPE x [<!ENTITY a 'ha'>"
        + "".join(f"<!ENTITY {c} '&{p};&{p};&{p};&{p};'>" for p, c in zip("abcdefgh", "bcdefghi"))
        + "]>"
    )
    page = f"{laughs}<html><body><p>&i;{LIBRARY.paragraphs[0][1]}<p>{'<b><i>' * 50}{LIBRARY.paragraphs[1][1]}"
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert len(found.text) < len(page)
    assert LIBRARY.paragraphs[1][1] in found.text


@pytest.mark.parametrize("page", ["<h1>{}</h1>", "</a></nav><article><h1>{}</", "<title>{0}</title><h1>{0}</h1>"])
def test_a_page_that_is_a_title_alone_counts_it_once(tmp_path: Path, page: str) -> None:
    title = "重庆教改：全国首创、西部第一方阵"
    row, (article,) = read_one(written(tmp_path, "a.html", page.format(title)))
    assert article.text.removesuffix("</") == title
    assert row.characters_kept == visible(article.text)


WECHAT = (
    '<html><head><title></title><meta property="og:title" content="渡口的早晨"><meta name="author" content="{writer}"></head><body>'
    '<div id="img-content"><h1 id="activity-name">渡口的早晨</h1><div id="meta_content" class="rich_media_meta_list">{line}</div>'
    '<div id="js_content" style="visibility: hidden"><p>清早五点，第一班渡船离岸，船上坐着十几个挑菜的人。</p>'
    "<p>船老大说，桥通车以后他们还会再开三年，票价不变，仍是两元。</p></div></div></body></html>"
)
LINES = {
    "a line each": '<span>原创</span>\n<span>\n{w}\n</span>\n<span><a id="js_name">\n{o}   </a></span>\n<em id="publish_time">{d}</em>',
    "nothing between": '<span>原创</span><span>{w}</span><a id="js_name">{o}</a><em id="publish_time">{d}</em>',
    "the account first": '<a id="js_name">{o}</a> <span>{w}</span> <em id="publish_time">{d}</em>',
    "no date": '<span>原创</span> <span>{w}</span> <a id="js_name">{o}</a>',
}


@pytest.mark.parametrize("outlet", ["江岸观察", "老渡口", "港区晚报", "River Notes"])
@pytest.mark.parametrize("line", LINES)
def test_the_account_of_a_page_of_wechat_is_the_outlet_and_no_writer_with_it(tmp_path: Path, line: str, outlet: str) -> None:
    shown = LINES[line].format(w="李大桥", o=outlet, d="2023年3月2日 07:15")
    _, (found,) = read_one(written(tmp_path, "a.html", WECHAT.format(writer="李大桥", line=shown)))
    date = "" if line == "no date" else "2023-03-02"
    assert (found.head.source, found.head.byline, found.head.date) == (outlet, "李大桥", date)
    assert found.text.startswith("清早五点") and len(found.paragraphs) == 2


def test_an_element_that_names_the_outlet_wins_over_a_line_that_is_guessed_apart(tmp_path: Path) -> None:
    head = "<div><span>李大桥</span><span class='media-name'>港区晚报</span> <span>2023-03-02 07:15</span></div>"
    text = "<p>清早五点，第一班渡船离岸，船上坐着十几个挑菜的人。</p><p>船老大说，桥通车以后他们还会再开三年，票价不变，仍是两元。</p>"
    page = f"<html><head><title>渡口的早晨</title></head><body><article><h1>渡口的早晨</h1>{head}{text}</article></body></html>"
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert found.head.source == "港区晚报"


def test_a_label_on_the_page_wins_over_markup(tmp_path: Path) -> None:
    head = "<div><span class='media-name'>某某网</span> <span>2023-03-02 来源：港区晚报</span></div>"
    text = "<p>清早五点，第一班渡船离岸，船上坐着十几个挑菜的人。</p><p>船老大说，桥通车以后他们还会再开三年，票价不变，仍是两元。</p>"
    page = f"<html><head><title>渡口的早晨</title></head><body><article><h1>渡口的早晨</h1>{head}{text}</article></body></html>"
    _, (found,) = read_one(written(tmp_path, "a.html", page))
    assert (found.head.source, found.head.date) == ("港区晚报", "2023-03-02")
