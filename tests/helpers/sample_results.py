"""Results made by hand for the tests of what leaves the program: exports and the command line's texts."""

from __future__ import annotations

from xunzhang.question.grammar import plain_question
from xunzhang.search.verdict import held_to
from xunzhang.types import ArticleHead, Copy, Difference, Hit, HitGroup, Passage, Results, Span, Verdict

AWKWARD = 'Costs {rose} by 5% & "6%" to $7_000 \\ ~1 #2 ^3 <b>so</b> *they* [said](x) `now` | 他们说：“涨了。”不止如此。'


def passage(text: str, **head: str) -> Passage:
    """The third passage of an article; `head` changes what is known of the article."""
    given = {
        "id": "a1",
        "title": "两江四岸的新图书馆",
        "source": "山城晚报",
        "date": "2024-11-19",
        "language": "zh",
        "path": "library.md",
    }
    article = ArticleHead(**(given | head))
    return Passage(f"{article.id}.0", article, 3, 40, 40 + len(text), text, language=article.language, paragraph=3, until=3)


def differing(a: Passage, b: Passage, here: str, there: str) -> Difference:
    at, other = a.text.index(here), b.text.index(there)
    return Difference(here, there, Span(at, at + len(here)), Span(other, other + len(there)))


def results(question: str = "图书馆投资多少？", *, verdict: Verdict = "answers") -> Results:
    """Two groups under a verdict, and no stronger than it: a Chinese hit with a disagreeing copy and a marked answer, and an English hit without a marked answer."""
    text = "新馆在江北动工。总投资17.1亿元，明年开馆。"
    best = passage(text)
    other = ArticleHead("b2", "江北动工", "巴渝日报", "本报记者 王小川 and others", "--11-19", "zh", "b/two.md")
    copied = Passage("b2.0", other, 1, 0, 18, "新馆在江北动工。总投资171亿元。", language="zh", paragraph=1, until=1)
    start = text.index("总投资")
    hit = Hit(best, 0.91, "strong", Span(start, len(text)), (Span(start + 3, start + 9),))
    head = ArticleHead("c3", language="en", path="c.txt")
    english = Passage("c3.0", head, 1, 0, len(AWKWARD), AWKWARD, language="en", paragraph=1, until=1)
    groups = (
        HitGroup(hit, (Copy(copied, (differing(best, copied, "17.1亿元", "171亿元"),)),)),
        HitGroup(Hit(english, 0.4, "weak")),
    )
    return Results(plain_question(question, "zh"), verdict, 0.87, 12.34, held_to(verdict, groups))
