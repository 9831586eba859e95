"""Pages, feeds and sitemaps fetched from a real server on this machine: saved as they are, once, politely, and in time."""

from __future__ import annotations

import csv
import gzip
import ipaddress
import json
import socket
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.helpers.local_web import Answer, LocalSite, local_site
from tests.helpers.reading import read
from xunzhang.intake import guarded_network
from xunzhang.intake.fetching import Fetched, Fetcher
from xunzhang.reading.beside.fetch_record import RECORD, record_rows
from xunzhang.reading.files import limits
from xunzhang.types import XunzhangError

TEXT = (
    "The ferry of 1931 crossed the river every morning, and the mayor counted the passengers until the bridge was opened in 1952."
)


def page(title: str, text: str = TEXT) -> bytes:
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{text}</p><p>{title}: {text}</p></article></body></html>".encode()


@pytest.fixture
def site() -> Iterator[LocalSite]:
    with local_site() as site:
        yield site


class Run:
    """A fetcher into a folder and what it told."""

    def __init__(self, folder: Path, **flags) -> None:
        self.folder, self.heard = folder, []
        self.fetcher = Fetcher(folder, self.heard.append, **{"allow_private": True, "pause_s": 0.0, "seconds": 5.0, **flags})

    def __call__(self, *addresses: str) -> list[Fetched]:
        self.heard.clear()
        for address in addresses:
            self.fetcher.fetch(address)
        return list(self.heard)

    def one(self, address: str) -> Fetched:
        (fetched,) = self(address)
        assert "\n" not in fetched.told.text and fetched.told.text
        return fetched

    def files(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file() and not path.name.startswith(".") and path.name != RECORD)  # fmt: skip

    def rows(self) -> list[dict[str, str]]:
        with (self.folder / RECORD).open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    run = Run(tmp_path / "corpus")
    yield run
    run.fetcher.close()


def test_a_page_is_saved_byte_for_byte_with_its_address_and_time(site: LocalSite, run: Run):
    body = page("渡口").replace(b"<html>", b"\xef\xbb\xbf<html>\r\n")
    site.pages["/news/%E6%B8%A1%E5%8F%A3.html?id=7"] = Answer(gzip.compress(body), headers={"Content-Encoding": "gzip"})
    fetched = run.one(f"{site.address}/news/渡口.html?id=7#top")
    assert fetched.outcome == "saved" and fetched.path.endswith(".html") and "/渡口-" in fetched.path
    assert (run.folder / fetched.path).read_bytes() == body
    (row,) = run.rows()
    assert row["url"] == f"{site.address}/news/%E6%B8%A1%E5%8F%A3.html?id=7" and row["path"] == fetched.path
    (_, articles) = read(run.folder)[fetched.path]
    assert (articles[0].head.url, articles[0].head.retrieved) == (row["url"], row["retrieved"])
    assert site.asked[-1][1]["user-agent"].startswith("xunzhang/")


def test_an_address_is_saved_once_and_written_again_only_where_it_changed(site: LocalSite, run: Run):
    site.pages["/a"] = Answer(page("One"), headers={"ETag": '"1"'})
    site.pages["/old"] = Answer(status=301, headers={"Location": "/a"})
    first = run.one(f"{site.address}/a")
    saved = (run.folder / first.path).stat().st_mtime_ns
    assert run.one(f"HTTP://127.0.0.1:{site.address.rpartition(':')[2]}/a#x").outcome == "unchanged"  # by its ETag
    assert site.asked[-1][1]["if-none-match"] == '"1"'
    assert run.one(f"{site.address}/old").outcome == "unchanged"  # another way to it
    site.pages["/a"] = Answer(page("One"))
    assert run.one(f"{site.address}/a").outcome == "unchanged"  # by its bytes
    assert (run.folder / first.path).stat().st_mtime_ns == saved and len(run.files()) == 1
    site.pages["/a"] = Answer(page("Two"))
    assert run.one(f"{site.address}/a").outcome == "changed"
    assert run.files() == [first.path] and (run.folder / first.path).read_bytes() == page("Two")
    again = Run(run.folder)
    assert again.one(f"{site.address}/a").outcome == "unchanged"
    again.fetcher.close()


def test_robots_are_honoured_and_so_is_their_pause(site: LocalSite, run: Run):
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /private/*.html$\nCrawl-delay: 0.3\n", "text/plain")
    site.pages |= {"/a": Answer(page("A")), "/b": Answer(page("B")), "/private/x.html": Answer(page("X")), "/to": Answer(status=302, headers={"Location": "/private/x.html"})}  # fmt: skip
    begun = time.monotonic()
    assert [each.outcome for each in run(f"{site.address}/a", f"{site.address}/b")] == ["saved", "saved"]
    assert time.monotonic() - begun > 0.28
    for path in ("/private/x.html", "/to"):
        refused = run.one(f"{site.address}{path}")
        assert refused.outcome == "refused" and "robots.txt does not let programs have" in refused.told.text
    assert "/private/x.html" not in site.paths()


@pytest.mark.parametrize(("status", "outcome"), [(404, "saved"), (500, "refused")])
def test_a_host_without_robots_allows_all_and_one_in_trouble_nothing(site: LocalSite, run: Run, status: int, outcome: str):
    site.pages |= {"/robots.txt": Answer(b"x", status=status), "/a": Answer(page("A"))}
    assert run.one(f"{site.address}/a").outcome == outcome


def test_a_host_that_asks_for_an_hour_gives_one_page_a_run(site: LocalSite, run: Run):
    site.pages |= {"/robots.txt": Answer(b"User-agent: xunzhang\nCrawl-delay: 3600\n", "text/plain")}
    site.pages |= {"/a": Answer(page("A")), "/b": Answer(page("B"))}
    one, other = run(f"{site.address}/a", f"{site.address}/b")
    assert (one.outcome, other.outcome) == ("saved", "refused") and "3,600 seconds" in other.told.text


def test_private_hosts_are_refused_by_whatever_name(site: LocalSite, tmp_path: Path):
    careful = Run(tmp_path / "corpus", allow_private=False)
    port = site.address.rpartition(":")[2]
    names = (
        "127.0.0.1",
        "localhost",
        "[::1]",
        "0x7f.1",
        "2130706433",
        "[::ffff:127.0.0.1]",
        "10.0.0.1",
        "169.254.169.254",
        "0.0.0.0",
    )
    for name in names:
        refused = careful.one(f"http://{name}:{port}/a")
        assert "of this machine or a private network" in refused.told.text, name
    assert site.asked == []
    careful.fetcher.close()


def test_private_hosts_are_refused_where_a_public_one_sends_there(site: LocalSite, tmp_path: Path, monkeypatch):
    careful = Run(tmp_path / "corpus", allow_private=False)
    port = site.address.rpartition(":")[2]
    # A public host that sends on to one's own: only what the redirect names is private.
    site.pages["/a"] = Answer(status=302, headers={"Location": f"http://localhost:{port}/secret"})
    monkeypatch.setattr(guarded_network, "is_public", lambda address: str(address) == "127.0.0.1")
    site.pages["/secret"] = Answer(page("Secret"))
    monkeypatch.setattr(
        "socket.getaddrinfo", lambda host, port, *_, **__: [(2, 1, 6, "", ("10.9.9.9" if host == "localhost" else host, port))]
    )
    assert "private network (10.9.9.9)" in careful.one(f"{site.address}/a").told.text
    assert "/secret" not in site.paths() and careful.files() == []
    careful.fetcher.close()


def test_a_name_is_looked_up_once_and_the_connection_goes_where_was_looked(site: LocalSite, tmp_path: Path, monkeypatch):
    """A name that is public when looked at and private a moment later (rebinding) gains nothing."""
    asked = []

    def rebinding(host, port, *_, **__):
        if host != "rebinding.example":
            return [(2, 1, 6, "", (host, port))]
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) % 2 else "10.0.0.1", port))]

    connected = []
    real = guarded_network.httpcore.SyncBackend.connect_tcp
    monkeypatch.setattr(guarded_network, "is_public", lambda address: str(address) == "127.0.0.1")
    monkeypatch.setattr("socket.getaddrinfo", rebinding)
    monkeypatch.setattr(guarded_network.httpcore.SyncBackend, "connect_tcp", lambda self, host, *rest: connected.append(host) or real(self, host, *rest))  # fmt: skip
    careful = Run(tmp_path / "corpus", allow_private=False)
    site.pages["/a"] = Answer(page("A"))
    careful(f"http://rebinding.example:{site.address.rpartition(':')[2]}/a")
    careful.fetcher.close()
    assert connected and set(connected) == {"127.0.0.1"}  # never the name, which would be looked up again


@pytest.mark.parametrize("private", ["127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::"])  # fmt: skip
def test_which_addresses_are_private(private: str):
    assert not guarded_network.is_public(ipaddress.ip_address(private))
    assert guarded_network.is_public(ipaddress.ip_address("93.184.216.34")) and guarded_network.is_public(
        ipaddress.ip_address("2606:2800:220:1::1")
    )


def never_ends(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    try:
        for _ in range(400):
            handler.wfile.write(b"x" * 65536)
    except OSError:
        pass


def drips(handler) -> None:
    try:
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 10_000:
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.05)
    except OSError:
        pass


def hangs_up(handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<html>half")


def speaks_nonsense(handler) -> None:
    handler.wfile.write(b"SSH-2.0-OpenSSH_9.6\r\n")


BROKEN_GZIP = gzip.compress(page("x") * 50)[:-30]
BOMB = zlib.compress(b"x")  # never reached: packed by a kind that is not asked for


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (Answer(status=403), "was answered with the status 403"),
        (Answer(status=429, headers={"Retry-After": "120"}), "try again in 120 seconds"),
        (Answer(status=302, headers={"Location": "/x"}), "was redirected 1 time and leads to no page"),
        (Answer(status=302, headers={"Location": "ftp://example.org/x"}), "is neither http nor https"),
        (Answer(status=302, headers={"Location": "http://[bad"}), "is no address"),
        (Answer(b"\x89PNG", "image/png"), "is of the type image/png and was not saved"),
        (Answer(b"MZ", ""), "was not saved"),
        (Answer(b""), "is empty"),
        (Answer(page("x"), headers={"Content-Length": str(10 << 30)}), "is too large; the limit is 1,000,000 bytes"),
        (Answer(does=never_ends), "is too large; the limit is 1,000,000 bytes"),
        (Answer(does=drips), "did not finish within 1 seconds"),
        (Answer(does=hangs_up), "did not arrive whole"),
        (Answer(does=speaks_nonsense), "did not arrive whole"),
        (Answer(BROKEN_GZIP, headers={"Content-Encoding": "gzip"}), "did not arrive whole"),
        (Answer(b"no gzip at all", headers={"Content-Encoding": "gzip"}), "did not arrive whole"),
        (Answer(gzip.compress(b"0" * 5_000_000), headers={"Content-Encoding": "gzip"}), "is too large"),
        (Answer(BOMB, headers={"Content-Encoding": "br"}), "is packed as 'br'"),
        (Answer(b"<rss><channel><item></rss>", "application/rss+xml"), "not valid XML at line 1"),
        (Answer(b'{"version": "https://jsonfeed.org/version/1", "items": ', "application/json"), "is not valid JSON"),
        (Answer(b'{"version": "https://jsonfeed.org/version/1", "items": 3}', "application/json"), "has no items"),
    ],
)
def test_what_cannot_be_had_is_one_line_and_leaves_nothing(site: LocalSite, tmp_path: Path, answer: Answer, says: str):
    site.pages["/x"] = answer
    limits.use(limits.Limits(fetched_bytes=1_000_000))
    run = Run(tmp_path / "corpus", seconds=1.0)
    try:
        begun = time.monotonic()
        refused = [each for each in run(f"{site.address}/x") if each.outcome == "refused"]
        assert len(refused) == 1 and says in refused[0].told.text and "\n" not in refused[0].told.text
        assert time.monotonic() - begun < 4
        assert [path.name for path in run.folder.iterdir()] == []
    finally:
        run.fetcher.close()
        limits.use(None)


@pytest.mark.parametrize("given", ["", "news", "https://", "http://a b/", "javascript:alert(1)", "file:///etc/passwd", "https://u:p@example.org/", "http://[::1", "http://example.org:99999/", "http://x\x00y/", "https://" + "a" * 3000])  # fmt: skip
def test_what_is_no_address_is_one_line(run: Run, given: str):
    refused = run.one(given)
    assert refused.outcome == "refused" and len(refused.told.text) < 300


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>The Valley Courier</title><link>{site}/</link>
<item><title>The &lt;b&gt;ferry&lt;/b&gt;</title><link>{site}/1</link><pubDate>Tue, 19 Nov 2024 08:00:00 +0800</pubDate><dc:creator>Jane Smith</dc:creator></item>
<item><title>Barred</title><link>/barred/2</link><content:encoded><![CDATA[<p>{text}</p><p>{text}</p>]]></content:encoded></item>
<item><title>Only here</title><guid isPermaLink="false">n-3</guid><content:encoded><![CDATA[<p>{text} Only here.</p>]]></content:encoded></item>
<item><title>Nothing</title><guid isPermaLink="false">n-4</guid></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Atom</title><entry><title>One</title><link rel="self" href="/no"/><link href="1"/>
<published>2024-11-19T08:00:00Z</published><author><name>张三</name></author></entry></feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>R</title></channel>
<item rdf:about="x"><title>One</title><link>{site}/1</link></item></rdf:RDF>"""
JSON_FEED = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{"id": "1", "url": "/1", "title": "One", "date_published": "2024-11-19", "authors": [{"name": "Jane Smith"}]}, 5]}  # fmt: skip


def test_a_feed_gives_what_is_new_and_its_text_where_there_is_no_page(site: LocalSite, run: Run):
    site.pages["/robots.txt"] = Answer(b"User-agent: *\nDisallow: /barred/\n", "text/plain")
    site.pages["/feed"] = Answer(
        RSS.format(site=site.address, text=TEXT).encode(), "application/rss+xml", headers={"ETag": '"f"'}
    )
    site.pages["/1"] = Answer(page("The ferry"))
    found = {each.address.rpartition("/")[2]: each for each in run(f"{site.address}/feed")}
    assert "lists 4, of which 4 are new" in found["feed"].told.text
    assert (found["1"].outcome, found["2"].outcome, found["feed#n-3"].outcome, found["feed#n-4"].outcome) == (
        "saved",
        "saved",
        "saved",
        "refused",
    )
    assert "robots.txt" in found["2"].told.text and "text that the feed has" in found["2"].told.text
    heads = {path: articles[0].head for path, (_, articles) in read(run.folder).items() if articles}
    ferry = heads[found["1"].path]
    assert (ferry.title, ferry.source, ferry.byline, ferry.date) == (
        "The ferry",
        "The Valley Courier",
        "Jane Smith",
        "2024-11-19",
    )
    only = heads[found["feed#n-3"].path]
    assert (only.title, only.url, only.source, dict(only.origins)["title"]) == ("Only here", "", "The Valley Courier", "feed")
    assert (run.folder / found["feed#n-3"].path).read_text(encoding="utf-8") == f"<p>{TEXT} Only here.</p>"
    site.paths()
    site.pages["/feed"] = Answer(
        RSS.format(site=site.address, text=TEXT + " ").encode(), "application/rss+xml", headers={"ETag": '"f"'}
    )
    assert run.one(f"{site.address}/feed").outcome == "unchanged"  # nothing is new, and what was refused is not asked again
    site.pages["/feed"] = Answer(RSS.format(site=site.address, text=TEXT + " ").encode(), "application/rss+xml")
    assert "of which 0 are new" in run.one(f"{site.address}/feed").told.text
    assert site.paths() == ["/feed", "/feed"] and len(run.files()) == 3


@pytest.mark.parametrize(("body", "kind"), [(ATOM, "application/atom+xml"), (RDF, "text/xml"), (json.dumps(JSON_FEED), "application/feed+json"), (ATOM, "text/html")])  # fmt: skip
def test_every_kind_of_feed(site: LocalSite, run: Run, body: str, kind: str):
    site.pages["/feed"] = Answer(body.replace("{site}", site.address).encode(), kind)
    site.pages["/1"] = Answer(page("One"))
    assert [each.outcome for each in run(f"{site.address}/feed")] == ["listed", "saved"]
    assert site.paths() == ["/feed", "/1"]
    title = next(row for row in run.rows() if row["path"])["title"]
    assert title == "One"


def test_of_a_feed_that_breaks_off_what_came_before_is_taken_and_that_is_told(site: LocalSite, run: Run):
    site.pages["/feed"] = Answer((RSS.format(site=site.address, text=TEXT)[:520]).encode(), "application/rss+xml")
    site.pages["/1"] = Answer(page("One"))
    told, *rest = run(f"{site.address}/feed")
    assert "is not valid XML at line" in told.told.text and "saved" in [each.outcome for each in rest]


def test_a_run_takes_so_many_and_the_next_one_the_others(site: LocalSite, tmp_path: Path):
    links = "".join(f"<item><link>{site.address}/{n}</link></item>" for n in range(5))
    site.pages["/feed"] = Answer(f"<rss><channel>{links}</channel></rss>".encode(), "text/xml", headers={"ETag": '"f"'})
    site.pages |= {f"/{n}": Answer(page(f"Page {n}")) for n in range(5)}
    run = Run(tmp_path / "corpus", most=3)
    assert "2 more of" in run(f"{site.address}/feed")[-1].told.text
    assert len(run.files()) == 3
    run(f"{site.address}/feed")
    assert len(run.files()) == 5 and run.one(f"{site.address}/feed").outcome == "unchanged"
    run.fetcher.close()


def test_what_may_be_over_soon_is_tried_again_and_what_lasts_is_not(site: LocalSite, run: Run):
    links = "".join(f"<item><link>{site.address}/{name}</link></item>" for name in ("busy", "gone", "picture"))
    site.pages["/feed"] = Answer(f"<rss><channel>{links}</channel></rss>".encode(), "text/xml", headers={"ETag": '"f"'})
    site.pages |= {"/busy": Answer(status=503), "/picture": Answer(b"GIF89a", "image/gif")}
    assert [each.outcome for each in run(f"{site.address}/feed")] == ["listed", "refused", "refused", "refused"]
    site.paths()
    site.pages["/busy"] = Answer(page("Not busy"))
    assert [each.outcome for each in run(f"{site.address}/feed")] == ["listed", "saved"]
    assert site.paths() == ["/feed", "/busy"]
    assert run.one(f"{site.address}/feed").outcome == "unchanged"


def test_what_a_feed_says_runs_in_no_spreadsheet_and_is_read_as_it_was(site: LocalSite, run: Run):
    titles = ("=HYPERLINK(1)", "'quoted'", "'=2", "@x", "plain")
    items = "".join(f"<item><title>{title}</title><link>/{n}</link></item>" for n, title in enumerate(titles))
    site.pages["/feed"] = Answer(f"<rss><channel>{items}</channel></rss>".encode(), "text/xml")
    site.pages |= {f"/{n}": Answer(f"{TEXT} {n}".encode(), "text/plain") for n in range(len(titles))}
    run(f"{site.address}/feed")
    written = [row["title"] for row in run.rows() if row["path"]]
    assert written == ["'=HYPERLINK(1)", "'quoted'", "''=2", "'@x", "plain"]
    assert [row["title"] for row in record_rows(run.folder / RECORD) if row["path"]] == list(titles)


def test_a_host_that_cannot_be_reached_is_one_line(site: LocalSite, run: Run, monkeypatch):
    assert "127.0.0.1:9 cannot be reached" in run.one("http://127.0.0.1:9/").told.text
    assert "cannot be reached (" in run.one(f"https://{site.address.partition('//')[2]}/").told.text  # speaks no TLS

    def unknown(*_, **__):
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr("socket.getaddrinfo", unknown)
    assert run.one("http://nowhere.example/").told.text.startswith(
        "nowhere.example cannot be reached (Name or service not known)"
    )


def test_sitemaps_their_indexes_and_packed_ones(site: LocalSite, run: Run):
    names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    places = "".join(
        f"<sitemap><loc>{site.address}/{name}</loc></sitemap>" for name in ("a.xml.gz", "b.xml", "index.xml", "gone.xml")
    )
    site.pages["/index.xml"] = Answer(f"<sitemapindex {names}>{places}</sitemapindex>".encode(), "application/xml")
    site.pages["/a.xml.gz"] = Answer(
        gzip.compress(f"<urlset {names}><url><loc>{site.address}/1</loc></url></urlset>".encode()), "application/gzip"
    )
    site.pages["/b.xml"] = Answer(
        f"<urlset {names}><url><loc>{site.address}/2</loc></url><url><loc>mailto:x@y</loc></url></urlset>".encode(), "text/xml"
    )
    site.pages |= {"/1": Answer(page("One")), "/2": Answer(b"%PDF-1.4 no such thing", "application/pdf")}
    outcomes = [each.outcome for each in run(f"{site.address}/index.xml")]
    assert outcomes.count("saved") == 2 and outcomes.count("refused") == 1  # gone.xml; the map that names itself is passed over
    assert sorted(Path(name).suffix for name in run.files()) == [".html", ".pdf"]
    site.paths()
    run(f"{site.address}/index.xml")
    assert not {"/1", "/2"} & set(site.paths())


def test_what_a_killed_run_left_is_no_hindrance(site: LocalSite, run: Run):
    site.pages |= {"/a": Answer(page("A")), "/b": Answer(page("B"))}
    run(f"{site.address}/a")
    with (run.folder / RECORD).open("a", encoding="utf-8") as file:
        file.write("half a row,https://exa")
    (run.folder / ".fetching-123").write_bytes(b"half")
    again = Run(run.folder)
    assert again.one(f"{site.address}/b").outcome == "saved" and again.one(f"{site.address}/a").outcome == "unchanged"
    again.fetcher.close()
    assert len(read(run.folder)) == 3  # two pages and the record


def test_two_programs_keep_one_record(site: LocalSite, run: Run):
    site.pages |= {f"/{n}": Answer(page(f"Page {n}")) for n in range(6)}
    other = Run(run.folder)
    for n in range(6):
        (run if n % 2 else other)(f"{site.address}/{n}")
    assert [row["url"].rpartition("/")[2] for row in run.rows()] == list("012345")
    assert {each.outcome for each in run(*(f"{site.address}/{n}" for n in range(6)))} == {"unchanged"}
    other.fetcher.close()


def test_a_record_that_is_something_else_is_not_written_over(tmp_path: Path):
    (tmp_path / RECORD).write_text("name,size\nx,1\n", encoding="utf-8")
    with pytest.raises(XunzhangError, match="is no record of xunzhang fetch"):
        Run(tmp_path)
    assert (tmp_path / RECORD).read_text(encoding="utf-8") == "name,size\nx,1\n"
