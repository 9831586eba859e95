"""Facts that stand beside the files: the record of what was fetched, and libraries exported by Zotero with their attachments."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from tests.helpers.dumps import LIBRARY, ORCHARD
from tests.helpers.reading import read
from xunzhang.building.builder import build_index
from xunzhang.building.staleness import index_is_stale
from xunzhang.index.opening import open_catalogue
from xunzhang.reading.beside.fetch_record import COLUMNS, RECORD
from xunzhang.types import ArticleHead

CHINESE, ENGLISH = LIBRARY.paragraphs[0][1], ORCHARD.paragraphs[0][1]
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/" xmlns:link="http://purl.org/rss/1.0/modules/link/" xmlns:bib="http://purl.org/net/biblio#"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:foaf="http://xmlns.com/foaf/0.1/">
<bib:Article rdf:about="https://example.org/orchard"><z:itemType>newspaperArticle</z:itemType>
 <dcterms:isPartOf><bib:Newspaper><dc:title>The Valley Courier</dc:title></bib:Newspaper></dcterms:isPartOf>
 <bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Smith</foaf:surname><foaf:givenName>Jane</foaf:givenName></foaf:Person></rdf:li>
  <rdf:li><foaf:Person><foaf:surname>王</foaf:surname><foaf:givenName>小明</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
 <link:link rdf:resource="#item_2"/><link:link rdf:resource="#item_9"/><dc:title>Orchards of the Valley</dc:title>
 <dc:date>November 19, 2024</dc:date><dcterms:dateSubmitted>2025-02-03 08:00:00</dcterms:dateSubmitted>
 <dc:identifier><dcterms:URI><rdf:value>https://example.org/orchard</rdf:value></dcterms:URI></dc:identifier></bib:Article>
<bib:Article rdf:about="urn:isbn:1"><z:itemType>journalArticle</z:itemType><dcterms:isPartOf rdf:resource="urn:issn:1"/>
 <link:link rdf:resource="#item_4"/><dc:title>图书馆研究</dc:title><dc:date>2023</dc:date></bib:Article>
<bib:Journal rdf:about="urn:issn:1"><dc:title>图书馆学刊</dc:title><dc:identifier>DOI 10.1234/lib.5</dc:identifier></bib:Journal>
<bib:Document rdf:about="#item_7"><z:itemType>report</z:itemType><dc:title>Nothing attached</dc:title></bib:Document>
<bib:Document rdf:about="#item_8"><z:itemType>report</z:itemType><link:link rdf:resource="#item_10"/><dc:title>Elsewhere</dc:title></bib:Document>
<z:Attachment rdf:about="#item_2"><rdf:resource rdf:resource="files/2/a%20b.html"/><dc:title>Snapshot</dc:title></z:Attachment>
<z:Attachment rdf:about="#item_4"><rdf:resource rdf:resource="files/4/图书馆.txt"/></z:Attachment>
<z:Attachment rdf:about="#item_9"><rdf:resource rdf:resource="files/9/gone.pdf"/></z:Attachment>
<z:Attachment rdf:about="#item_10"><rdf:resource rdf:resource="../../etc/passwd"/></z:Attachment>
</rdf:RDF>
"""


def page(title: str, body: str, *head: str) -> str:
    return f"<html><head><title>{title}</title>{''.join(head)}</head><body><article><h1>{title}</h1><p>{body}</p><p>{body[::-1]}</p></article></body></html>"


def record(folder: Path, *rows: dict[str, str]) -> None:
    with (folder / RECORD).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def heads(folder: Path) -> dict[str, ArticleHead]:
    return {path: articles[0].head for path, (_, articles) in read(folder).items() if articles}


def messages(folder: Path, name: str) -> tuple[str, ...]:
    return read(folder)[name][0].messages


def test_what_was_fetched_has_its_address_and_day_and_what_the_feed_said(tmp_path: Path):
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.html").write_text(page("The orchard", ENGLISH), encoding="utf-8")
    own = '<link rel="canonical" href="https://example.org/b"><meta property="article:published_time" content="2024-05-06">'
    (tmp_path / "news" / "b.html").write_text(page("The bridge", ENGLISH + " Again.", own), encoding="utf-8")
    false = '<link rel="canonical" href="https://famous.example/x">'
    (tmp_path / "news" / "c.html").write_text(page("A copy", ENGLISH + " Of it.", false), encoding="utf-8")
    feed = {
        "title": "Feed title",
        "source": "The Valley Courier",
        "byline": "Jane Smith",
        "date": "Tue, 19 Nov 2024 08:00:00 GMT",
    }
    record(
        tmp_path,
        {"path": "", "url": "https://example.org/feed", "retrieved": "2026-01-01T00:00:00Z"},
        *(
            {"path": f"news/{n}.html", "url": f"https://example.org/{n}?from=feed", "retrieved": "2026-11-28T08:00:00Z", **feed}
            for n in "abc"
        ),
    )
    found = heads(tmp_path)
    a, b, c = (found[f"news/{n}.html"] for n in "abc")
    assert (a.title, a.source, a.byline, a.date) == ("The orchard", "The Valley Courier", "Jane Smith", "2024-11-19")
    assert (a.url, a.retrieved) == ("https://example.org/a?from=feed", "2026-11-28T08:00:00Z")
    assert dict(a.origins) | {"url": "fetched", "date": "feed", "title": "markup"} == dict(a.origins)
    assert (b.url, b.date, b.retrieved[:10]) == ("https://example.org/b", "2024-05-06", "2026-11-28")  # its own, on the same host
    assert c.url == "https://example.org/c?from=feed"  # no page is another site's because it says so
    assert messages(tmp_path, RECORD)[1:] == ("Files fetched: 3; 3 of them hold articles.",)
    (tmp_path / "metadata.csv").write_text("path,url,source\nnews/a.html,https://archive.example/a,Mine\n", encoding="utf-8")
    assert (heads(tmp_path)["news/a.html"].url, heads(tmp_path)["news/a.html"].source) == ("https://archive.example/a", "Mine")


def test_a_record_that_is_cut_off_or_none_keeps_nobody_out(tmp_path: Path):
    (tmp_path / "a.txt").write_text(ENGLISH, encoding="utf-8")
    record(tmp_path, {"path": "a.txt", "url": "https://example.org/a", "retrieved": "2026-11-28T08:00:00Z"})
    with (tmp_path / RECORD).open("a", encoding="utf-8") as file:
        file.write("a.txt,https://exam")
    assert heads(tmp_path)["a.txt"].url == "https://example.org/a"
    for content in (b"", b"\xff\xfe\x00", b"name,size\nx,1\n", b"path,url\n" + b"x" * 10):
        (tmp_path / RECORD).write_bytes(content)
        assert heads(tmp_path)["a.txt"].url == ""
        assert len(messages(tmp_path, RECORD)) == 2


@pytest.fixture
def library(tmp_path: Path) -> Path:
    for place, content in (("files/2/a b.html", page("Snapshot title", ENGLISH)), ("files/4/图书馆.txt", CHINESE)):
        (tmp_path / place).parent.mkdir(parents=True)
        (tmp_path / place).write_text(content, encoding="utf-8")
    return tmp_path


def test_a_zotero_library_says_what_its_attachments_are(library: Path):
    (library / "My Library.rdf").write_text(RDF, encoding="utf-8")
    found = heads(library)
    orchard, study = found["files/2/a b.html"], found["files/4/图书馆.txt"]
    assert (orchard.title, orchard.source, orchard.byline, orchard.date, orchard.url, orchard.retrieved) == (
        "Orchards of the Valley", "The Valley Courier", "Jane Smith, 王小明", "2024-11-19", "https://example.org/orchard", "2025-02-03",
    )  # fmt: skip
    assert (study.title, study.source, study.date, study.url) == (
        "图书馆研究",
        "图书馆学刊",
        "2023",
        "https://doi.org/10.1234/lib.5",
    )
    assert set(dict(study.origins).values()) == {"Zotero library", "the text itself"}
    assert messages(library, "My Library.rdf") == (
        "This is a library exported by Zotero, not an article; what is known of its attachments comes from it.",
        "Items: 4, with 2 attachments; the facts of 2 attachments come from here.",
        "The attachment 'files/9/gone.pdf' of 'Orchards of the Valley' is not there; export again with files, and put the folder files beside this one.",
        "The item 'Nothing attached' has no attachment, so there is no text of it; add one in Zotero, and export with files.",
        "The attachment '../../etc/passwd' of 'Elsewhere' is outside of the exported folder and was not used; export with files.",
    )


CSL = [
    {"id": "1", "type": "article-newspaper", "title": "Orchards of the Valley: a history", "container-title": "The Valley Courier",
     "author": [{"family": "Smith", "given": "Jane"}], "issued": {"date-parts": [["2024", 11, 19]]}, "URL": "https://example.org/orchard",
     "accessed": {"date-parts": [[2025, 2, 3]]}},
    {"id": "2", "type": "article-journal", "title": "图书馆研究", "DOI": "10.1234/lib.5", "issued": {"date-parts": [[2023]]}},
    {"id": "3", "type": "report", "title": "Reports"}, {"id": "4", "type": "report", "title": "Reports", "author": []},
]  # fmt: skip
BETTER = {"items": [{"itemType": "newspaperArticle", "title": "Orchards of the Valley", "publicationTitle": "The Valley Courier",
    "creators": [{"firstName": "Jane", "lastName": "Smith", "creatorType": "author"}, {"name": "Ed", "creatorType": "editor"}], "date": "2024-11-19",
    "attachments": [{"path": "files/2/a b.html"}]}]}  # fmt: skip


def test_csl_json_finds_its_attachments_by_the_names_that_zotero_gives(library: Path):
    (library / "files/2/a b.html").rename(library / "files/2/Smith - 2024 - Orchards of the Valley a history.html")
    (library / "files/4/图书馆.txt").rename(library / "files/4/王 - 2023 - 图书馆研究.txt")
    (library / "files/4/X - Reports.txt").write_text(CHINESE + ENGLISH, encoding="utf-8")
    (library / "library.json").write_text(json.dumps(CSL), encoding="utf-8")
    found = heads(library)
    orchard = found["files/2/Smith - 2024 - Orchards of the Valley a history.html"]
    assert (orchard.title, orchard.byline, orchard.date, orchard.retrieved) == (
        "Orchards of the Valley: a history", "Jane Smith", "2024-11-19", "2025-02-03",
    )  # fmt: skip
    assert found["files/4/王 - 2023 - 图书馆研究.txt"].url == "https://doi.org/10.1234/lib.5"
    assert found["files/4/X - Reports.txt"].title != "Reports"
    said = messages(library, "library.json")
    assert any("fits 2 items, and none is used" in line for line in said)
    assert sum("has no attachment" in line for line in said) == 2


def test_better_bibtex_json_names_them(library: Path):
    (library / "library.json").write_text(json.dumps(BETTER), encoding="utf-8")
    head = heads(library)["files/2/a b.html"]
    assert (head.title, head.byline, head.source) == ("Orchards of the Valley", "Jane Smith", "The Valley Courier")


def test_csl_json_without_a_folder_of_attachments_is_articles_as_before(tmp_path: Path):
    (tmp_path / "library.json").write_text(json.dumps([{**CSL[0], "abstract": ENGLISH}]), encoding="utf-8")
    assert heads(tmp_path)["library.json"].title == "Orchards of the Valley: a history"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("x.rdf", RDF[:900], "not valid XML"),
        ("x.rdf", '<!DOCTYPE r [<!ENTITY a "x">]><rdf:RDF xmlns:rdf="http://www.zotero.org/namespaces/export#">&a;' * 2, "not valid XML"),
        ("library.json", json.dumps(CSL)[:-20], "cannot be read"),
    ],
)  # fmt: skip
def test_a_broken_library_is_one_line_and_keeps_nobody_out(library: Path, name: str, content: str, says: str):
    (library / name).write_text(content, encoding="utf-8")
    assert len(heads(library)) == 2
    said = messages(library, name)
    assert len(said) == 2 and says in said[1] and "\n" not in said[1]


def test_a_change_of_the_record_reaches_the_index_without_encoding(tmp_path: Path, bilingual):
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    corpus.mkdir()
    (corpus / "a.txt").write_text(ENGLISH, encoding="utf-8")
    build_index([corpus], index, encoder=bilingual)
    record(corpus, {"path": "a.txt", "url": "https://example.org/a", "retrieved": "2026-11-28T08:00:00Z"})
    assert index_is_stale([corpus], index)
    report = build_index([corpus], index, encoder=bilingual)
    assert report.passages_encoded == 0
    (head,) = open_catalogue(index).heads()
    assert (head.url, head.retrieved) == ("https://example.org/a", "2026-11-28T08:00:00Z")
