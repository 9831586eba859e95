"""With accounts: who asks is known by a token, a cookie or a named proxy's word, and whoever is not gets nothing of what is behind."""

from __future__ import annotations

import json
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from tests.helpers.accounts import HASH, written
from xunzhang.page.sign_in import sign_in_page
from xunzhang.service.accounts.letting_in import Accounts
from xunzhang.service.accounts.passwords import digest
from xunzhang.service.accounts.users_file import User
from xunzhang.service.guard.doorway import Doorway
from xunzhang.service.guard.guard import Guard
from xunzhang.service.guard.hosts import Hosts
from xunzhang.service.guard.journal import Journal
from xunzhang.service.guard.openings import Opening, Openings
from xunzhang.service.guard.proxies import Proxies
from xunzhang.service.guard.refusals import Refusing
from xunzhang.service.guard.rules import Rules

OPENINGS = (Opening("GET HEAD", "/"), Opening("GET", "/seen"), Opening("POST", "/ask", "asks"), Opening("POST", "/add", "streams"),
    Opening("GET", "/own", for_all=True))  # fmt: skip
GOOD = "correct horse battery"
HTML = {"Accept": "text/html"}


async def seen(request: Request) -> JSONResponse:
    return JSONResponse({"who": request.state.who, "headers": sorted(request.headers), "path": request.scope["path"]})


async def document(_request: Request) -> HTMLResponse:
    return HTMLResponse("<p>the collection</p>")


class Browser(TestClient):
    def sign_in(self, name: str = "Anna", password: str = GOOD, onward: str = "/", **headers: str):
        fields = {"name": name, "password": password}
        return self.post("/sign-in", params={"next": onward}, data=fields, headers=headers)


@pytest.fixture
def browser(tmp_path):
    users = written(tmp_path / "users.yaml", User("Anna", HASH, "", {"laptop": digest("xz_anna")}))
    routes = [
        Route("/", document),
        Route("/seen", seen),
        Route("/ask", seen, methods=["POST"]),
        Route("/add", seen, methods=["POST"]),
        Route("/own", document),
    ]

    def made(
        header: str = "", path=users, at: str = "http://127.0.0.1:7860", peer: str = "127.0.0.1", root: str = "", **others: object
    ) -> Browser:
        app = Starlette(routes=routes, middleware=[Middleware(Refusing)])
        doorway = Doorway(Accounts(path, header), *sign_in_page(), root)
        rules = Rules(Hosts("127.0.0.1"), Openings(OPENINGS), "script-src 'self'", root_path=root, doorway=doorway, **others)
        return Browser(Guard(app, rules), at, client=(peer, 5000), raise_server_exceptions=False, follow_redirects=False)

    return made


WITHOUT = [
    {},
    {"Authorization": "Bearer xz_wrong"},
    {"Authorization": "Bearer "},
    {"Authorization": "Bearer " + digest("xz_anna")},
    {"Authorization": "Basic QW5uYTpjb3JyZWN0IGhvcnNlIGJhdHRlcnk="},
    {"Cookie": "xunzhang-00000000=x"},
    {"Cookie": "=;;;\x01"},
    {"X-Forwarded-User": "Anna"},
    {"X-User": "Anna"},
    {"X-Forwarded-For": "127.0.0.1"},
]


@pytest.mark.parametrize("headers", WITHOUT)
def test_who_is_not_known_gets_nothing_whatever_the_route(headers, browser):
    strangers = browser()
    for method, path in (("GET", "/"), ("HEAD", "/"), ("GET", "/seen"), ("POST", "/ask"), ("POST", "/add")):
        answer = strangers.request(method, path, headers=headers)
        assert answer.status_code == 401 and answer.headers["www-authenticate"] == "Bearer", (method, path)
        assert method == "HEAD" or list(answer.json()) == ["error"]
        assert answer.headers["cache-control"] == "no-store"
    assert strangers.get("/closed").status_code == 404
    assert strangers.get("/health").json() == {"status": "ok"}
    assert strangers.get("/own").status_code == 200


def test_a_browser_is_led_to_the_page_and_back_to_where_it_wanted_to_go(browser):
    anna = browser()
    led = anna.get("/?q=%E8%B0%81%EF%BC%9F&view=explore", headers=HTML)
    assert led.status_code == 303 and led.headers["location"].startswith("/sign-in?next=")
    page = anna.get(led.headers["location"], headers={"Accept-Language": "zh-CN,zh;q=0.9,en;q=0.8"})
    assert page.status_code == 200 and '<html lang="zh-CN">' in page.text and "collection" not in page.text
    action = re.search(r'action="([^"]+)"', page.text)[1].replace("&amp;", "&")
    back = anna.post(f"/{action}", data={"name": "anna", "password": GOOD})
    assert (back.status_code, back.headers["location"]) == (303, "/?q=%E8%B0%81%EF%BC%9F&view=explore")
    assert anna.get("/").text == "<p>the collection</p>"
    assert anna.get("/sign-in").headers["location"] == "/"


def test_the_cookie_is_for_no_script_and_no_other_site_and_the_application_never_sees_it(browser):
    anna = browser()
    (cookie,) = anna.sign_in().headers.get_list("set-cookie")
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and "Path=/" in cookie and "Secure" not in cookie
    assert anna.get("/seen").json()["who"] == "Anna" and "cookie" not in anna.get("/seen").json()["headers"]
    token = browser().get("/seen", headers={"Authorization": "Bearer xz_anna"}).json()
    assert token["who"] == "Anna" and "authorization" not in token["headers"]
    behind = browser(proxies=Proxies(["127.0.0.1"]), at="http://127.0.0.1:7860")
    (secure,) = behind.sign_in(**{"X-Forwarded-Proto": "https", "Origin": "https://127.0.0.1:7860"}).headers.get_list(
        "set-cookie"
    )
    assert secure.startswith("__Secure-") and "; Secure" in secure


def test_signing_out_ends_the_session_and_not_only_the_cookie(browser):
    anna = browser()
    cookie = anna.sign_in().headers["set-cookie"].split(";")[0]
    assert anna.post("/sign-out").headers["location"] == "/sign-in"
    assert anna.get("/seen").status_code == 401
    assert anna.get("/seen", headers={"Cookie": cookie}).status_code == 401
    assert anna.get("/sign-out").status_code == 404


def test_a_page_of_another_site_signs_nobody_in_or_out(browser):
    anna = browser()
    for origin in ("https://evil.example", "http://127.0.0.1:1", "null"):
        assert anna.sign_in(Origin=origin).status_code == 403
        assert anna.post("/sign-out", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize(
    "onward",
    ["https://evil.example", "//evil.example", "/\\evil.example", "\\\\evil.example", "javascript:alert(1)", "/\n//evil.example", "/a b",
     "/sign-out", "/" + "x" * 20_000, "", "?q=x"],
)  # fmt: skip
def test_nobody_is_led_elsewhere(onward, browser):
    assert browser().sign_in(onward=onward).headers["location"] == "/"


def test_what_is_wrong_is_said_once_and_what_was_typed_stays_text(browser):
    page = browser().sign_in("<script>alert(1)</script>", "wrong")
    assert page.status_code == 403 and "not right" in page.text and "<script" not in page.text and "wrong" not in page.text
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy and "script-src" not in policy and "frame-ancestors 'none'" in policy
    for fields in ({}, {"name": "Anna"}, {"password": GOOD}, {"name": "Anna", "password": "x" * 10_000}):
        assert browser().post("/sign-in", data=fields).status_code == 403
    assert browser().post("/sign-in", content=b"\xff\x00&=&;%zz").status_code == 403
    assert browser().post("/sign-in", content=b"x" * 20_000).status_code == 413
    assert browser().post("/sign-in", data={f"a{n}": "" for n in range(50)}).status_code == 403


def test_who_goes_on_failing_is_told_to_wait_and_is_not_let_in_meanwhile(browser):
    mallory = browser()
    answers = [mallory.sign_in(password=f"wrong{n}") for n in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1 and "Too many failed" in answers[-1].text
    assert mallory.sign_in().status_code == 429
    assert mallory.get("/seen", headers={"Authorization": "Bearer xz_anna"}).status_code == 200


def test_a_named_proxy_says_who_asks_and_nobody_else_may(browser):
    proxy = {"proxies": Proxies(["10.0.0.1"])}
    named = browser("X-User", peer="10.0.0.1", **proxy)
    seen = named.get("/seen", headers={"X-User": "anna", "X-Forwarded-User": "x"}).json()
    assert seen["who"] == "Anna" and "x-user" not in seen["headers"]
    for value in ("mallory", "", "Anna, mallory"):
        assert named.get("/seen", headers={"X-User": value}).status_code == 401
    assert named.get("/seen", headers=[("X-User", "Anna"), ("X-User", "Anna")]).status_code == 401
    stranger = browser("X-User", peer="10.0.0.2", **proxy)
    assert stranger.get("/seen", headers={"X-User": "Anna", "X-Forwarded-For": "10.0.0.1"}).status_code == 401
    alone = browser("X-User", path=None, peer="10.0.0.1", **proxy)
    assert alone.get("/seen", headers={"X-User": "李雷@example.org".encode()}).json()["who"] == "李雷@example.org"
    assert alone.get("/sign-in").status_code == 404 and alone.get("/", headers=HTML).status_code == 401


def test_below_the_path_of_a_proxy_the_page_leads_there(browser):
    anna = browser(root="/news")
    assert anna.get("/news/?q=x", headers=HTML).headers["location"] == "/news/sign-in?next=/%3Fq%3Dx"
    assert anna.get("/?q=x", headers=HTML).headers["location"] == "/news/sign-in?next=/%3Fq%3Dx"
    answer = anna.post("/news/sign-in?next=/%3Fq%3Dx", data={"name": "Anna", "password": GOOD})
    assert answer.headers["location"] == "/news/?q=x" and "Path=/news/" in answer.headers["set-cookie"]
    assert anna.get("/news/sign-in").headers["location"] == "/news/"


def test_the_log_of_requests_has_the_account(browser, tmp_path):
    browser(journal=Journal(str(tmp_path / "log"))).get("/seen", headers={"Authorization": "Bearer xz_anna"})
    assert json.loads((tmp_path / "log").read_text(encoding="utf-8"))["who"] == "Anna"
