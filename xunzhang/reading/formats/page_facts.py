"""What a web page says of itself in its markup: title, outlet, byline, date and address, each from a field that is named so.

Nothing is inferred: a date is taken from a field for the day of publication, with the parts that are printed there, and never
from an address, a copyright line or the day of saving. What the page shows its readers as lines of facts is `heads.py`'s.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from xunzhang.language.printed_dates import find_date, parse_date
from xunzhang.reading.facts.heads import is_dated_line
from xunzhang.reading.facts.metadata import MARKUP, Facts, may_be_name
from xunzhang.reading.facts.outlet_names import clean_source, names_an_outlet
from xunzhang.reading.lines.line import visible

# Names of <meta name=... | property=... | itemprop=...>, the surest first.
_META = {
    "title": ("og:title", "citation_title", "dc.title", "dcterms.title", "articletitle", "twitter:title"),
    "source": (
        "source", "contentsource", "og:site_name", "citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher",
        "application-name",
    ),
    "byline": ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "citation_author", "sailthru.author",
               "parsely-author"),
    "date": (
        "article:published_time", "og:published_time", "datepublished", "article:create_at", "publishdate", "publish-date",
        "publish_date", "pubdate", "publication_date", "published_time", "citation_publication_date", "citation_date",
        "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date", "dcterms.date", "parsely-pub-date", "sailthru.date",
        "date",
    ),
    "url": ("og:url",),
}  # fmt: skip
_LINKED_DATA = {"title": "headline", "source": "publisher", "byline": "author", "date": "datePublished"}
_ARTICLE_TYPES = re.compile(r"Article|Posting|Report|Review|WebPage")
_SAVED_FROM = re.compile(r"saved from url=\(\d+\)\s*(https?://\S+)|^[^\S\n]*url:\s*(https?://\S+)", re.IGNORECASE | re.MULTILINE)
_WECHAT = {"source": "js_name", "date": "publish_time"}
_LABEL_BEFORE = re.compile(r"^(?:文章)?(?:来源|來源|作者|记者|记者名|Source|By|Author)\s*[:：]\s*", re.IGNORECASE)
_JOINTS = re.compile(r"(?<!\s)\s*(?:[-–—_|｜·]+|::|»)\s*")
_OUTLET_NAMES = re.compile(
    r"(?:^|[\s_-])(?:(?:media|outlet|account|publisher|publication|wechat)[_-]?name|(?:article|news|post|pub)[_-]?(?:source|media|laiyuan)"
    r"|source[_-]?name|media[_-]?source|laiyuan|sourceOrganization)(?:$|[\s_-])|(?:^|\s)(?:source|media)(?:$|\s)",
    re.IGNORECASE,
)
LONGEST_OUTLET = 30  # characters
DEEPEST = 6  # levels of linked data in which an article is looked for


@dataclass(slots=True)
class PageFacts:
    """Facts from the markup, and the visible characters of each as it is written there."""

    facts: Facts = field(default_factory=Facts)
    printed: dict[str, int] = field(default_factory=dict)
    names_outlet: bool = False  # an element of the page says itself that it holds the outlet's name

    def offer(self, name: str, value: str) -> None:
        """Take `value` for a fact that is not known yet, if it can be one."""
        value = " ".join(value.split())
        if not value or getattr(self.facts, name):
            return
        if name in ("source", "byline"):
            value = _LABEL_BEFORE.sub("", value)
        known = {
            "date": lambda: parse_date(value),
            "url": lambda: value if value.startswith(("http://", "https://")) else "",
            "byline": lambda: value if may_be_name(value) and not value.startswith(("http://", "https://", "@")) else "",
            "source": lambda: clean_source(value),
        }.get(name, lambda: value)()
        if known:
            self.facts.put(name, known, MARKUP)
            self.printed[name] = visible(value if name == "date" else known)


def read_facts(tree: Any, url: str) -> PageFacts:
    """The facts in the markup of a page. `url` is its address where the file around it says so."""
    found = PageFacts()
    metas = _metas(tree)
    linked = _linked_data(tree)
    if tree.xpath("//*[@id='js_content']"):
        for name, value in _public_account(tree):
            found.offer(name, value)
            found.printed.pop(name, None)  # it stands in the page's text, and is counted there
        found.names_outlet = bool(found.facts.source)
    elif outlet := _named_outlet(tree):
        found.offer("source", outlet)
        found.printed.pop("source", None)
        found.names_outlet = bool(found.facts.source)
    for name, keys in _META.items():
        if name in _LINKED_DATA and linked and name != "title":
            found.offer(name, _named(linked.get(_LINKED_DATA[name])))
        for key in keys:
            for value in metas.get(key, ()):
                found.offer(name, value)
        if name in _LINKED_DATA and linked:
            found.offer(name, _named(linked.get(_LINKED_DATA[name])))
    times = [time for time in tree.iter("time") if time.get("itemprop") == "datePublished" or time.get("pubdate") is not None]
    for time in times or [time for time in tree.iter("time") if _is_of_the_article(time)][:1]:
        found.offer("date", time.get("datetime") or "".join(time.itertext()))
    _find_url(found, tree, url)
    return found


def _named_outlet(tree: Any) -> str:
    """The outlet as one element on the page names it that says so by its class or id (media_name, article-source ...).

    Of several the first one above the text; "" where there is none, or it holds more than a name.
    """
    for element in tree.iter("span", "a", "em", "strong", "b", "i", "p", "div", "cite"):
        names = f"{element.get('class') or ''} {element.get('id') or ''} {element.get('itemprop') or ''}"
        if _OUTLET_NAMES.search(names):
            text = _LABEL_BEFORE.sub("", " ".join("".join(element.itertext()).split()))
            if (
                1 < len(text) <= LONGEST_OUTLET
                and not find_date(text)[2]
                and clean_source(text) == text
                and names_an_outlet(text)
            ):
                return text
    return ""


def _public_account(tree: Any) -> Iterator[tuple[str, str]]:
    """-> (fact, value) as pages of WeChat name them by id: their markup has the platform where the outlet is wanted."""
    for name, id_ in _WECHAT.items():
        for element in tree.xpath("//*[@id=$id]", id=id_)[:1]:
            yield name, "".join(element.itertext())


def page_title(tree: Any, headings: list[str], found: PageFacts) -> None:
    """The article's title: the heading that the page's own title repeats, else the title given in the markup, else that heading
    of the first level which is the only one; else the page's title without the site's name behind it.
    """
    headings = [heading for heading in headings if not is_dated_line(heading)]
    if is_dated_line(found.facts.title):
        found.facts.put("title", "")
        found.printed.pop("title", None)
    given = found.facts.title
    element = tree.find(".//title")
    whole = " ".join("".join(element.itertext()).split()) if element is not None else ""
    for heading in headings:
        if heading and any(_same(heading, other) or _opens(heading, other) for other in (given, whole) if other):
            found.facts.put("title", heading, MARKUP)
            found.printed["title"] = visible(heading)
            return
    if given:
        return
    if len(headings) == 1:
        found.offer("title", headings[0])
        return
    parts = _JOINTS.split(whole)
    site = found.facts.source
    if len(parts) > 1 and site and _same(parts[-1], site):
        whole = whole[: whole.rindex(parts[-1])].rstrip(" -–—_|｜·:»\t")
    if not is_dated_line(whole):
        found.offer("title", whole)


def _same(one: str, other: str) -> bool:
    return "".join(one.split()).casefold() == "".join(other.split()).casefold()


def _opens(heading: str, title: str) -> bool:
    """Does the page's title begin with the heading, the site's name after it?"""
    return title.casefold().startswith(heading.casefold()) and bool(_JOINTS.match(title[len(heading) :]))


def _metas(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name", "itemprop"):
            if (key := meta.get(attribute)) and (value := meta.get("content")):
                found.setdefault(key.strip().lower(), []).append(value)
    return found


def _is_of_the_article(time: Any) -> bool:
    """A <time> in the head of an article, and not in a list of others or in a comment."""
    above = [element.tag for element in time.iterancestors()]
    return ("article" in above or "main" in above) and not {"aside", "nav", "footer", "li"} & set(above)


def _find_url(found: PageFacts, tree: Any, url: str) -> None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical":
            found.offer("url", link.get("href") or "")
    for comment in _comments(tree):
        if match := _SAVED_FROM.search(comment):
            found.offer("url", match[1] or match[2])
    if url and not found.facts.url and url.startswith(("http://", "https://")):
        found.facts.put("url", url, MARKUP)  # stands outside of the page, so it counts for none of its characters


def _comments(tree: Any) -> Iterator[str]:
    """The comments before the page's first element and in its head, where programs that save pages write."""
    root = tree.getroottree().getroot()
    before = root.getprevious()
    while before is not None:
        yield before.text or ""
        before = before.getprevious()
    head = root.find("head")
    for element in (*root, *(head if head is not None else ())):
        if not isinstance(element.tag, str):
            yield element.text or ""


def _linked_data(tree: Any) -> dict[str, Any]:
    """The first article among the page's JSON-LD."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads("".join(script.itertext()).strip())
        except (ValueError, RecursionError):
            continue  # the page is read without it, as by a browser
        if article := _article_in(data, DEEPEST):
            return article
    return {}


def _article_in(data: Any, levels: int) -> dict[str, Any] | None:
    if isinstance(data, dict):
        kinds = data.get("@type")
        named = " ".join(map(str, kinds)) if isinstance(kinds, list) else str(kinds or "")
        if _ARTICLE_TYPES.search(named) and ("headline" in data or "datePublished" in data):
            return data
    inner = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    found = (_article_in(value, levels - 1) for value in inner if levels and isinstance(value, (dict, list)))
    return next((article for article in found if article), None)


def _named(value: Any) -> str:
    """A value of linked data as text: a name, the `name` of an object, or several of either."""
    if isinstance(value, list):
        return ", ".join(name for name in map(_named, value) if name)
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else ""
