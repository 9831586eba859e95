"""Web pages of many makes around our own articles: how news sites have been written from the 2000s till now."""

from __future__ import annotations

import html
from collections.abc import Callable

from tests.helpers.dumps import HEADING, Printed

NAVIGATION = ["首页", "要闻", "时政 评论", "World", "Sign in"]
ADVERTISEMENT = "限时优惠！新房九折起，电话 400-100-2000。Buy two mattresses, get a third one free, this week only."
COMMENT = "写得真好，我们那里的老人也常常说起这件事情，希望多报道一些。— A reader who has been there twice, and would go again."
OTHERS = ["另一条新闻的标题写在这里，点开来看全文", "Ten things that you did not know about tides", "明天有雨，气温下降六到八度"]
FOOTER = "© 2019 某某网 版权所有 京ICP备10000000号"
LINKS = "".join(f'<li><a href="/n/{i}">{text}</a></li>' for i, text in enumerate(OTHERS))
MENU = "".join(f'<li><a href="/{i}">{name}</a></li>' for i, name in enumerate(NAVIGATION))


def modern(article: Printed, head: str = "", facts: str = "") -> str:
    """A page as news sites write them today, with every kind of furniture."""
    body = "".join(
        f"<h2>{html.escape(text)}</h2>" if kind == HEADING else f"<p>{html.escape(text)}</p>\n"
        for kind, text in article.paragraphs
    )
    return f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>{html.escape(article.title)} - 某某网</title>{head}
<style>p {{ color: red }}</style><script>var a = "<p>not text</p>";</script></head><body>
<header class="site-header"><div class="logo">某某网</div><nav><ul>{MENU}</ul></nav></header>
<main><div class="breadcrumb"><a href="/">首页</a> &gt; <a href="/x">社会</a></div><article><h1>{html.escape(article.title)}</h1>{facts}
<div class="article-body">{body}<div class="ad-slot">{ADVERTISEMENT}</div></div></article>
<aside class="sidebar"><h3>相关阅读</h3><ul>{LINKS}</ul></aside>
<section id="comments"><h3>评论</h3><p>{COMMENT}</p></section></main><footer>{FOOTER}</footer></body></html>"""


def tables(article: Printed) -> str:
    """A page of the 2000s: laid out with tables, line breaks for paragraphs."""
    body = "<br>\r\n<br>".join(f"&nbsp;&nbsp;&nbsp;&nbsp;{html.escape(text)}" for _, text in article.paragraphs)
    links = "".join(f"<tr><td><a href=x{i}.htm>·{text}</a></td></tr>" for i, text in enumerate(OTHERS))
    cells = "".join(f"<td><a href=/{i}>{n}</a></td>" for i, n in enumerate(NAVIGATION))
    return f"""<HTML><HEAD><TITLE>{article.title}</TITLE></HEAD><BODY><TABLE width=780><TR>{cells}</TR></TABLE>
<TABLE width=780><TR><TD width=580 valign=top><TABLE><TR><TD align=center><H1>{article.title}</H1></TD></TR>
<TR><TD class=content><FONT size=3>{body}</FONT></TD></TR></TABLE></TD><TD width=200><TABLE>{links}</TABLE></TD></TR></TABLE>
<CENTER>{FOOTER}</CENTER></BODY></HTML>"""


def _page(article: Printed, body: str) -> str:
    return f"""<!DOCTYPE html><html><head><title>{article.title} - S</title></head><body><div class=top><ul>{MENU}</ul></div>{body}
<div class=foot>{FOOTER}</div></body></html>"""


def _each(article: Printed, before: str, after: str, between: str = "") -> str:
    return between.join(f"{before}{text}{after}" for _, text in article.paragraphs)


def _story(article: Printed, before: str, after: str, between: str = "") -> str:
    return _page(article, f"<div class=story><h1>{article.title}</h1>{_each(article, before, after, between)}</div>")


STYLES: dict[str, Callable[[Printed], str]] = {
    "modern": modern,
    "tables": tables,
    "a div for each paragraph": lambda a: _story(a, '<div class="css-1"><p class="css-2">', "</p></div>"),
    "divs alone": lambda a: _story(a, "<div>", "</div>"),
    "nested sections": lambda a: _story(a, "<section><section><span>", "</span></section></section>"),
    "indented lines": lambda a: _story(a, "　　", "", "<br>\n"),
    "breaks": lambda a: _story(a, "", "", "<br/><br/>"),
    "fonts in a table": lambda a: _page(
        a,
        f"<table><tr><td><h1>{a.title}</h1></td></tr><tr><td>{_each(a, '<p><font>　　', '</font></p>')}</td>"
        f"<td><ul>{LINKS}</ul></td></tr></table>",
    ),
    "bold headings": lambda a: _story(a, "<p><strong>", "</strong></p>"),
    "advertisements between paragraphs": lambda a: _page(
        a,
        f"<div class=story-body><h1>{a.title}</h1>{_each(a, '<p>', '</p>', f'<div class=advertisement>{ADVERTISEMENT}</div>')}"
        f'<div class="related-stories"><h3>Related</h3>{LINKS}</div></div><div class="comment-list"><p>{COMMENT}</p></div>',
    ),
    "unclosed": lambda a: f"<html><title>{a.title}</title><body><h1>{a.title}</h1>{_each(a, '<p>', '')}<hr>",
}
