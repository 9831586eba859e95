"""News of saved questions as text: lines to read, JSON, Markdown, and an Atom feed (RFC 4287). Passages are verbatim."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

from xunzhang.export.markdown_files import escape_markdown, markdown_quotation
from xunzhang.export.whereabouts import citation
from xunzhang.export.word import xml_text
from xunzhang.language.controls import as_json, in_one_line
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.service.saved.question_news import QuestionNews

ATOM = "http://www.w3.org/2005/Atom"
MOST_IN_FEED = 200  # entries
_TITLE = 80  # characters of a passage in an entry's title


def news_as_text(news: Sequence[QuestionNews], language: Spoken) -> str:
    """A line a question with how many are new, and below it each passage with where it stands."""
    lines = []
    for each in news:
        many = in_language(say("news.new", n=len(each.passages)), language)
        lines.append(in_one_line(f"{each.saved.name}: {many} ({' '.join(each.saved.question.split())})"))
        for passage in each.passages:
            lines += [in_one_line(f"  {citation(passage, language)}"), in_one_line(f"    {' '.join(passage.text.split())}")]
    return "\n".join(lines or [in_language(say("news.none"), language)]) + "\n"


def news_as_json(news: Sequence[QuestionNews], _language: Spoken) -> str:
    """One object a question, one a line: {"name", "question", "new": [{"found", "passage"}]}."""
    return "".join(as_json(each.as_dict()) + "\n" for each in news)


def news_as_markdown(news: Sequence[QuestionNews], language: Spoken) -> str:
    parts = []
    for each in news:
        parts += [f"## {escape_markdown(each.saved.name)}\n", f"{escape_markdown(' '.join(each.saved.question.split()))}\n"]
        for passage in each.passages:
            parts += [f"### {escape_markdown(citation(passage, language))}\n", markdown_quotation(passage.text, None)]
    return "\n".join(parts or [f"{in_language(say('news.none'), language)}\n"])


def news_as_atom(news: Sequence[QuestionNews], language: Spoken, base: str = "") -> str:
    """A feed with an entry a new passage, the latest first. `base` is the page's address, for links; "" for none."""
    feed = ElementTree.Element("feed", {"xmlns": ATOM, "xml:lang": language})
    _add(feed, "title", in_language(say("news.feed"), language))
    _add(feed, "id", base or "urn:xunzhang:news")
    entries = [(found, each, passage) for each in news for passage, found in zip(each.passages, each.found)]
    entries.sort(key=lambda entry: entry[0], reverse=True)
    _add(feed, "updated", entries[0][0] if entries else "1970-01-01T00:00:00+00:00")
    for found, each, passage in entries[:MOST_IN_FEED]:
        entry = ElementTree.SubElement(feed, "entry")
        _add(entry, "title", f"{each.saved.name}: {' '.join(passage.text.split())[:_TITLE]}")
        _add(entry, "id", f"urn:xunzhang:news:{quote(each.saved.name)}:{quote(passage.id)}")
        _add(entry, "updated", found)
        _add(ElementTree.SubElement(entry, "author"), "name", passage.article.source or passage.article.title or "Xunzhang")
        _add(entry, "summary", citation(passage, language))
        _add(entry, "content", passage.text).set("type", "text")
        if base:
            ElementTree.SubElement(entry, "link", {"href": f"{base}/?{urlencode({'q': each.saved.question, 'p': passage.id})}"})
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name)
    element.text = xml_text(text)
    return element


NEWS_FORMATS: Mapping[str, Callable[[Sequence[QuestionNews], Spoken], str]] = MappingProxyType(
    {"text": news_as_text, "json": news_as_json, "md": news_as_markdown, "atom": news_as_atom}
)
