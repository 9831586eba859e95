"""A term in context, and the articles and files, as HTML: tables that are sorted, narrowed and paged by links."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from xunzhang.explore.concordance import Line, Order, concordance
from xunzhang.explore.explorer import Explorer
from xunzhang.explore.listing import ARTICLE_COLUMNS, FILE_COLUMNS, ListedArticle, list_articles, list_files
from xunzhang.messages.told import told
from xunzhang.messages.wording import language_name, words
from xunzhang.page.parts.date_words import date_words
from xunzhang.page.parts.links import Address, choices, filters_of, first, href, number, pages
from xunzhang.page.parts.sources import html_language, outlet_words, place_parts, title_words
from xunzhang.page.parts.wording import attribute, say, show
from xunzhang.page.views.explore.overview import period_words
from xunzhang.search.timeline import Unit
from xunzhang.types import AuditRow

LINES, ROWS = 50, 50  # of a page
SIDE = 60  # characters of context on either side
UNITS: dict[str, Unit] = {"day": "day", "month": "month", "year": "year", "decade": "decade"}
ORDERED: dict[str, Order] = {"place": "place", "left": "left", "right": "right"}
STATUSES = ("read", "partly", "skipped")
NUMBERS = frozenset({"passages", "characters", "articles", "characters_in", "characters_kept"})


def render_context(address: Address, explorer: Explorer) -> str:
    """The form, and the lines of the term that the address names."""
    term = first(address, "term")
    form = (
        f'<h2>{say("panel.context")}</h2><form class="seek" role="search"{attribute("aria-label", words("context.form"))}>'
        f'<label>{say("context.term")} <input name="term" value="{escape(term)}" autocomplete="off" spellcheck="false"></label>'
        f'<button type="submit">{say("context.button")}</button></form>'
    )
    if not term.strip():
        return f'{form}<p class="note">{say("context.note")}</p>'
    order = ORDERED.get(first(address, "order"), "place")
    start = number(address, "start")
    found = concordance(explorer.index, term, order, start, LINES, filters_of(address))
    if not found.total:
        return f'{form}<p class="notice">{say("context.nothing", term=term)}</p>'
    start = min(start, found.total - 1)
    count = say("context.count", n=found.total, passages=found.passages, articles=found.articles)
    unread = f'<p class="note">{say("context.unread", n=found.unread)}</p>' if found.unread else ""
    orders = choices("context.order", address, "order", [(name, f"context.{name}") for name in ORDERED], start=None)
    head = "".join(f'<th scope="col">{say(f"context.head_{name}")}</th>' for name in ("left", "term", "right", "source"))
    rows = "".join(map(_line, found.lines))
    return (
        f'{form}<p class="count">{count}</p>{unread}{orders}'
        f'<table class="kwic"><caption class="unseen">{say("context.caption", term=term)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{pages(address, 'start', start, LINES, found.total)}"
    )


def _line(line: Line) -> str:
    """An occurrence; what is left and right of it is the passage's text, cut at a distance and marked where it was."""
    passage, lang = line.passage, html_language(line.passage.language)
    left, right = line.left[-SIDE:], line.right[:SIDE]
    before = ("…" if len(line.left) > SIDE else "") + escape(left, quote=False)
    after = escape(right, quote=False) + ("…" if len(line.right) > SIDE else "")
    head = passage.article
    label = attribute("aria-label", words("context.open", term=line.keyword, n=passage.number, title=title_words(head)))
    where = f'{show(outlet_words(head.source))} <span class="number">{" · ".join(place_parts(passage))}</span>'
    keyword = escape(line.keyword, quote=False)
    button = f'<button type="button" data-passage="{escape(passage.id)}"{label}>{keyword}</button>'
    return (
        f'<tr><td class="left"{lang}><bdi>{before}</bdi></td><td class="key"{lang}>{button}</td>'
        f'<td class="right"{lang}><bdi>{after}</bdi></td><td class="where">{where}</td></tr>'
    )


def render_articles(address: Address, explorer: Explorer) -> str:
    """The articles, or the files with what became of each."""
    which = choices(
        "list.which",
        address,
        "list",
        [("articles", "panel.articles"), ("files", "list.files")],
        sort=None,
        down=None,
        start=None,
        status=None,
    )
    files = first(address, "list") == "files"
    listed = _files(address, explorer) if files else _articles(address, explorer)
    return f"<h2>{say('panel.articles')}</h2>{which}{_find(address)}{listed}"


def _find(address: Address) -> str:
    return (
        f'<form class="seek" role="search"{attribute("aria-label", words("list.find"))}><label>{say("list.find")} '
        f'<input name="find" value="{escape(first(address, "find"))}" autocomplete="off" spellcheck="false"></label>'
        f'<button type="submit">{say("list.button")}</button></form>'
    )


def _articles(address: Address, explorer: Explorer) -> str:
    column = first(address, "sort") if first(address, "sort") in ARTICLE_COLUMNS else ""
    unit, period = UNITS.get(first(address, "unit")), first(address, "period")
    listed = list_articles(
        explorer.articles,
        column,
        bool(first(address, "down")),
        first(address, "find"),
        (unit, period) if unit and period else None,
        number(address, "start"),
        ROWS,
    )
    narrowed = ""
    if unit and period:
        off = href(address, unit=None, period=None, start=None)
        label = attribute("aria-label", words("list.clear_named", what=period_words(period)))
        narrowed = (
            f'<p class="chosen-period">{show(period_words(period))} <a data-go href="{off}"{label}>{say("list.clear")}</a></p>'
        )
    rows = "".join(map(_article, listed.rows))
    columns = [(name, f"articles.{name}") for name in ARTICLE_COLUMNS]
    count = say("list.count", n=listed.matching, total=listed.total)
    return f'{narrowed}<p class="count">{count}</p>{_table(address, "list.articles_table", columns, rows)}' + pages(
        address, "start", listed.first, ROWS, listed.matching
    )


def _article(row: ListedArticle) -> str:
    head = row.head
    shown = title_words(head)
    name = f"<bdi{html_language(head.language)}>{show(shown)}</bdi>"
    return (
        f'<tr><th scope="row"><button type="button" data-article="{escape(head.id)}">{name}</button>'
        f"<code>{escape(head.path, quote=False)}</code></th>"
        f"<td><bdi>{escape(head.source, quote=False)}</bdi></td><td>{show(date_words(head.date))}</td>"
        f"<td>{show(language_name(head.language))}</td>"
        f'<td class="number">{row.passages:,}</td><td class="number">{row.characters:,}</td></tr>'
    )


def _files(address: Address, explorer: Explorer) -> str:
    column = first(address, "sort") if first(address, "sort") in FILE_COLUMNS else ""
    status = first(address, "status") if first(address, "status") in STATUSES else ""
    wanted, start, down = first(address, "find"), number(address, "start"), bool(first(address, "down"))
    listed = list_files(explorer.audit, column, down, wanted, status, start, ROWS, str if wanted.isascii() else _in_chinese)
    options = [("", "list.all"), *((name, f"status.{name}") for name in STATUSES)]
    rows = "".join(map(_file, listed.rows))
    columns = [(name, f"files.{name}") for name in FILE_COLUMNS]
    count = say("list.count_files", n=listed.matching, total=listed.total)
    return (
        f'{choices("list.status", address, "status", options, start=None)}<p class="count">{count}</p>'
        f"{_table(address, 'list.files_table', columns, rows)}{pages(address, 'start', listed.first, ROWS, listed.matching)}"
    )


def _in_chinese(line: str) -> str:
    return told(line).zh


def _file(row: AuditRow) -> str:
    removed = "".join(f"<li>{say('files.left_out', what=told(what), n=count)}</li>" for what, count in row.removed)
    messages = "".join(f"<li>{show(told(message))}</li>" for message in row.messages)
    return (
        f'<tr><th scope="row"><code>{escape(row.path, quote=False)}</code></th>'
        f'<td class="status-{row.status}">{say(f"status.{row.status}")}</td>'
        f'<td>{show(told(row.encoding))}</td><td class="number">{row.articles:,}</td>'
        f'<td class="number">{row.characters_in:,}</td><td class="number">{row.characters_kept:,}</td>'
        f"<td>{f'<ul>{removed}</ul>' if removed else ''}</td><td>{f'<ul>{messages}</ul>' if messages else ''}</td></tr>"
    )


def _table(address: Address, label: str, columns: Sequence[tuple[str, str]], rows: str) -> str:
    """A table whose column heads are links that sort by them, once up and once down; `columns` are (name, key of the words)."""
    sort, down = first(address, "sort"), bool(first(address, "down"))
    heads = []
    for column, key in columns:
        chosen = column == sort
        ordered = f' aria-sort="{"descending" if down else "ascending"}"' if chosen else ""
        to = href(address, sort=column, down="1" if chosen and not down else None, start=None)
        kind = ' class="number"' if column in NUMBERS else ""
        heads.append(f'<th scope="col"{kind}{ordered}><a data-go href="{to}">{say(key)}</a></th>')
    return (
        f'<div class="scroll" tabindex="0" role="region"{attribute("aria-label", words(label))}><table class="list">'
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{rows}</tbody></table></div>"
    )
