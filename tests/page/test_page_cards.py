"""Cards, marks and articles as HTML: verbatim to the character, escaped, with the marks where the spans are."""

from dataclasses import replace
from html.parser import HTMLParser
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest
from markupsafe import Markup

from xunzhang.explore.comparison import Column, Comparison, Said
from xunzhang.messages.table import TABLE
from xunzhang.messages.wording import say
from xunzhang.page.document import render_document
from xunzhang.page.parts.cards import render_card, render_results, render_status
from xunzhang.page.parts.marks import Layer, mark
from xunzhang.page.parts.reader import SHELF_LENGTH, render_article, render_shelf
from xunzhang.page.parts.view import View
from xunzhang.page.registry import all_handlers
from xunzhang.page.views.ask_view import render_examples
from xunzhang.page.views.compare import render_comparison
from xunzhang.question.grammar import parse_question
from xunzhang.search.narrowing import Choices, Demand
from xunzhang.types import (
    Article,
    ArticleHead,
    Copy,
    Difference,
    Filters,
    Hit,
    HitGroup,
    Paragraph,
    Passage,
    Results,
    Span,
    XunzhangError,
)
from xunzhang.types.message import Words, as_said

HEAD = ArticleHead(
    "a", title='"Roads" & <b>rails</b>', source="甲报", byline="记者 李四", date="--11-19", language="zh", path="a.md"
)
OTHER = ArticleHead("b", title="Railways", source="The B Times", date="2024-11-20", language="en")
TEXT = "投资 17.1 亿元。<script>alert(1)</script>\n第二行 & 其他 &amp; 引号\"'。"
HERE = Passage("a.1", HEAD, 3, 5, 5 + len(TEXT), TEXT, language="zh", paragraph=3, until=3)
THERE = Passage("b.1", OTHER, 1, 0, 28, "It cost 17.1 billion, <not> 9", language="en", paragraph=1, until=1)


class Links(HTMLParser):
    """Where the links lead that the browser script follows in place."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.feed(str(markup))

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "a" and "data-go" in given:
            self.links.append(given["href"])


class Reader(HTMLParser):
    """The text content of the elements of one class, and the tags met, as a browser would see them."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.texts: dict[str, list[str]] = {}
        self.tags: list[str] = []
        self._open: list[str] = []
        self.feed(str(markup))

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        if tag in ("input", "br"):
            return
        name = dict(attrs).get("class") or ""
        self._open.append(name)
        self.texts.setdefault(name, []).append("")

    def handle_endtag(self, tag):
        self._open.pop()

    def handle_data(self, data):
        for name in self._open:
            self.texts[name][-1] += data


def read(markup: str, name: str) -> list[str]:
    return Reader(markup).texts.get(name, [])


def test_marks_nest_and_leave_the_text_as_it_is():
    text = "abc<def>ghi"
    html = mark(text, [Layer("mark", "m", [Span(1, 6)]), Layer("i", "t", [Span(0, 2), Span(4, 8)])])
    assert html == '<i class="t">a</i><mark class="m"><i class="t">b</i>c&lt;<i class="t">de</i></mark><i class="t">f&gt;</i>ghi'


@pytest.mark.parametrize("spans", [[Span(-3, 2), Span(9, 99)], [Span(4, 4)], [Span(2, 6), Span(3, 8), Span(2, 3)], [Span(7, 3)]])
def test_odd_spans_lose_and_repeat_nothing(spans):
    text = "0123456789"
    assert "".join(read(f'<p class="p">{mark(text, [Layer("b", "x", spans)])}</p>', "p")) == text


def test_a_window_shows_only_its_part():
    assert mark("0123456789", [Layer("b", "x", [Span(0, 4)])], Span(2, 6)) == '<b class="x">23</b>45'


def card(**changes):
    hit = Hit(HERE, 0.9, "strong", answer=Span(0, 11), exact=(Span(3, 10),), terms=(Span(0, 2),))
    return render_card(HitGroup(hit, **changes), 1)


def test_the_passage_is_verbatim_and_marked():
    html = card()
    assert read(html, "passage") == [TEXT]
    assert read(html, "answer") == [TEXT[:11]] and read(html, "exact") == [TEXT[3:10]] and read(html, "term") == ["投资"]
    assert "script" not in Reader(html).tags and "b" not in Reader(html).tags


def test_a_weak_hit_holds_nothing_up_as_the_answer():
    html = render_card(HitGroup(Hit(HERE, 0.1, "weak", answer=Span(0, 11), exact=(Span(3, 10),))), 1)
    assert read(html, "nearest") == [TEXT[:11]] and read(html, "answer") == read(html, "exact") == []


def test_the_source_line_gives_outlet_date_and_paragraph_and_no_year():
    parts = read(card(), "part")
    assert parts[0] == "甲报" and parts[1] == "11月19日19 November" and parts[2] == "第 3 段paragraph 3"
    assert '"Roads" & <b>rails</b>' in "".join(Reader(card()).texts[""])


def test_what_is_not_given_is_left_out():
    bare = Passage("c.1", ArticleHead("c"), 1, 0, 1, "x", paragraph=1, until=1)
    parts = read(render_card(HitGroup(Hit(bare, 0.1, "weak")), 1), "part")
    assert parts == ["第 1 段paragraph 1"]


def test_copies_stand_with_their_differences_side_by_side():
    copy = Copy(THERE, (Difference("17.1 亿元", "17.1 billion", Span(3, 10), Span(8, 20)),))
    html = card(also_in=(copy,))
    assert read(html, "passage") == [TEXT, THERE.text]
    assert read(html, "differs") == ["17.1 billion"]
    assert "Also in 1 outlet" in html and "accounts differ" in html
    table = html[html.index("<table>") : html.index("</table>")]
    assert table.index("甲报") < table.index("The B Times") < table.index("17.1 亿元") < table.index("17.1 billion")


def test_copies_of_the_same_outlet_are_counted_as_articles_and_agreement_is_no_difference():
    same = Passage("d.1", ArticleHead("d", source="甲报"), 1, 0, 1, "x")
    html = card(also_in=(Copy(same),))
    assert "Also in 1 article<" in html and "accounts differ" not in html and "<table>" not in html


def results(groups=(), typed="q", verdict="answers"):
    return Results(replace(parse_question(typed), language="en"), verdict, 0.9, 123.4, groups)


def test_the_status_says_how_many_or_why_none():
    group, narrowed = HitGroup(Hit(HERE, 0.9, "strong")), Filters(sources=("甲报",))
    assert "1 likely answer · 0.12 s" in render_status(results((group,)), Filters())
    assert "Nothing found." in render_status(results(), Filters()) and render_results(results()) == ""
    assert "within what you chose" in render_status(results(), narrowed, left=3)
    assert "No article meets all of these" in render_status(results(), narrowed)


VERDICTS = {
    "answers": ("strength strong", "这里有段落回答了这个问题。", "A passage here answers this."),
    "may_answer": (
        "strength likely",
        "这里有段落可能回答了这个问题，请细读。",
        "A passage here may answer this; read it to check.",
    ),
    "related": (
        "notice",
        "下面的段落与此有关，但没有说到你问的内容。",
        "These passages are about the subject, but none of them answers what you asked.",
    ),
    "nothing": (
        "notice",
        "这些文章没有谈到这个问题。下面是意思最接近的段落：",
        "Nothing here is about this. The nearest passages:",
    ),
}


def found(verdict, **more):
    return replace(results((HitGroup(Hit(HERE, 0.9, "weak")),), verdict=verdict), **more)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_is_said_in_both_languages(verdict):
    kind, zh, en = VERDICTS[verdict]
    html = render_status(found(verdict), Filters())
    assert f'<p class="{kind}" data-verdict="{verdict}">' in html
    assert f'lang="zh-CN">{zh}</span>' in html and f'lang="en">{en}</span>' in html
    others = [other for name, words in VERDICTS.items() if name != verdict for other in words[1:]]
    assert not any(other in html for other in others)


def test_what_is_missing_is_named_where_that_tells_something():
    shown = {verdict: render_status(found(verdict, missing=("<薪水>", "住址")), Filters()) for verdict in VERDICTS}
    for verdict in ("may_answer", "related"):
        assert "没有说到“&lt;薪水&gt;”、“住址”。" in shown[verdict]
        assert "Nothing is said about “&lt;薪水&gt;”, “住址”." in shown[verdict]
    assert "薪水" not in shown["answers"] + shown["nothing"]


def test_a_look_up_is_told_how_many_passages_mention_it_and_cards_claim_nothing():
    holds, other = Hit(HERE, 0.9, "weak", terms=(Span(0, 2),)), Hit(THERE, 0.5, "weak")
    looked_up = replace(results((HitGroup(holds), HitGroup(other)), verdict="related"), mentions=12)
    html = render_status(looked_up, Filters())
    assert "12 段提到它。" in html and "12 passages mention it." in html and "not said" not in html
    html = render_results(looked_up)
    assert read(html, "strength weak") == ["提到Mentions it", "关联较弱Loosely related"]


def test_a_note_is_a_line_and_a_question_in_it_a_link_that_asks_it(monkeypatch):
    narrowed = Filters(sources=("甲报", "B & C"), languages=("zh",), after="2024")
    html = render_status(found("may_answer", notes=(say("asking.empty"),)), narrowed)
    assert read(html, "note") == ["问题是空的；请用中文或英文提问。The question is empty; type one, in Chinese or English."]
    monkeypatch.setitem(TABLE, "found.no_phrase", Words("没有“{phrase}”；要它：{ask}", "No “{phrase}”; demand it: {ask}"))
    note = say("found.no_phrase", phrase="<a>", ask='+"<a>" & b')
    html = render_status(found("may_answer", notes=(note,)), narrowed)
    shown = '+"<a>" & b'
    assert read(html, "note") == [f"没有“<a>”；要它：{shown}No “<a>”; demand it: {shown}"]
    (address,) = set(Links(html).links)
    asks = {"source": ["甲报", "B & C"], "language": ["zh"], "after": ["2024"], "q": [shown]}
    assert parse_qs(urlsplit(address).query) == asks


def compared(verdict, hits=(), **more):
    columns = tuple(Column(hit.passage.article.source, (Said(hit),)) for hit in hits)
    return render_comparison(Comparison(columns, (), judged=found(verdict, **more)), {"q": ["q"], "source": ["甲报"]})


@pytest.mark.parametrize("verdict", VERDICTS)
def test_a_comparison_says_the_verdict_in_both_languages(verdict):
    html = compared(verdict, [Hit(HERE, 0.9, "weak")], missing=("薪水",))
    assert all(read(html, "note")[0].count(words) == 1 for words in VERDICTS[verdict][1:])
    assert ("Nothing is said about “薪水”." in html) is (verdict in ("may_answer", "related"))


def test_where_no_outlet_answers_a_comparison_says_so_and_what_is_missing():
    html = compared("related", missing=("薪水",), notes=(say("asking.empty"),))
    assert read(html, "notice") == ["各家来源都没有谈到这个问题。No outlet answers this."]
    assert read(html, "note") == [
        "没有说到“薪水”。Nothing is said about “薪水”.",
        "问题是空的；请用中文或英文提问。The question is empty; type one, in Chinese or English.",
    ]
    assert read(render_comparison(Comparison((), ()), {"c": ["a.1"]}), "notice") == [
        "各家来源都没有与此足够接近的段落。No outlet covers this closely enough."
    ]


def test_what_was_understood_is_said():
    html = render_status(results(typed='"a <b>" rails'), Filters())
    assert "Read as a question in English" in html and "with the words “a &lt;b&gt;”" in html
    html = render_status(results(typed='+"a <b>" +must -not rails'), Filters())
    assert "with “a &lt;b&gt;”" in html and "with “must”" in html and "without “not”" in html
    html = render_status(results(typed='What did the mayor call "a <b>"?'), Filters())
    assert "先列有“a &lt;b&gt;”的" in html and "those with “a &lt;b&gt;” first" in html and "with the words" not in html


def test_a_demand_that_no_passage_meets_is_named():
    html = render_status(results(), Filters(), [Demand("phrase", "<none>", 0), Demand("must", "some", 4)])
    assert "None of the passages searched contains “&lt;none&gt;”." in html and "some" not in html
    html = render_status(results(), Filters(), [Demand("must_not", "all", 0)])
    assert "Every passage searched contains “all”" in html
    html = render_status(results(), Filters(), [Demand("phrase", "here", 1), Demand("must_not", "there", 4)])
    assert "but none for all of them" in html and "“here”: 1 passage<" in html and "without “there”: 4 passages" in html


def test_an_article_is_whole_with_the_passage_marked():
    text = "导语。\n\n小标题\n\n第一段。第二句。\n\n第二段。"
    paragraphs = (Paragraph(0, 3), Paragraph(5, 8, "heading"), Paragraph(10, 18), Paragraph(20, 24))
    article = Article(HEAD, text, paragraphs)
    passage = Passage("a.2", HEAD, 2, 14, 18, "第二句。", paragraph=2, until=2)
    html = render_article(article, passage)
    assert read(html, "body") == ["导语。小标题第一段。第二句。第二段。"]
    assert read(html, "here") == ["第二句。"]
    assert "<h3>小标题</h3>" in html and "记者 李四" in html and "a.md" in html


@pytest.mark.parametrize(("url", "linked"), [("https://example.org/?a=1&b=2", True), ("javascript:alert(1)", False), ("", False)])
def test_only_web_addresses_become_links(url, linked):
    head = ArticleHead("a", title="t", url=url)
    assert ("<a " in render_article(Article(head, "x", (Paragraph(0, 1),)), None)) is linked


def test_the_shelf_lists_the_first_articles_and_counts_the_rest():
    heads = [ArticleHead(f"id{n}", title=f"T{n}") for n in range(SHELF_LENGTH)]
    html = render_shelf(heads, SHELF_LENGTH + 2, 99)
    assert html.count("<li>") == SHELF_LENGTH and "2 more are not listed" in html and "32 articles, 99 passages" in html


class Sample:
    """As much of a searcher as the document looks at."""

    generation = "one"

    def __init__(self, *heads):
        self._heads = list(heads)
        self.manifest = SimpleNamespace(articles=len(heads), passages=9)
        sources, languages = ({getattr(head, name): 1 for head in heads} for name in ("source", "language"))
        choices = Choices(len(heads), tuple(sources.items()), tuple(languages.items()), (), len(heads), heads)
        self.narrowing = SimpleNamespace(choices=lambda question, filters: choices)

    def first_heads(self, most):
        return self._heads[:most]


PLAIN = View("plain", "view.ask", lambda searcher: Markup("<p>here</p>"))


def test_the_document_offers_a_choice_only_where_there_is_one():
    html = render_document([PLAIN], Sample(HEAD, OTHER))
    assert 'name="source" value="甲报"' in html and 'name="language" value="en"' in html
    assert "data-facet" not in render_document([PLAIN], Sample(HEAD))
    assert 'data-view="plain"' in html and "<p>here</p>" in html and 'href="?view=plain"' in html


def test_examples_are_buttons_of_plain_text():
    assert "&lt;Who&gt;?" in render_examples([("en", "<Who>?")]) and "data-example" not in render_examples([])


def test_without_a_collection_the_document_says_what_to_do_and_why():
    html = render_document([PLAIN], None, as_said("No article <here>."))
    assert "There is nothing to search yet" in html and "corpus/" in html and "No article &lt;here&gt;." in html


def test_two_handlers_of_one_name_are_refused():
    def ask(request):
        return {}

    twice = View("plain", "view.ask", lambda searcher: Markup(), handlers=lambda collection: [ask])
    with pytest.raises(ValueError, match="ask"):
        all_handlers([twice, twice], lambda: None)


def test_what_a_user_can_mend_comes_back_as_a_line():
    def ask(request):
        raise XunzhangError(as_said("Shorten <it>."))

    (handler,) = all_handlers(
        [View("plain", "view.ask", lambda searcher: Markup(), handlers=lambda collection: [ask])], lambda: None
    )
    assert "Shorten &lt;it&gt;." in handler({})["notice"]
