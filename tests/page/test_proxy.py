"""The page below a path of a real nginx, which passes the path on or leaves it out: questions, files added, and the HTTP interface."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.helpers.places import ROOT
from tests.helpers.serving import free_port, served

pytestmark = pytest.mark.page
NGINX = os.environ.get("NGINX") or shutil.which("nginx")
HEADERS = "proxy_set_header Host $http_host; proxy_set_header X-Forwarded-Proto $scheme; proxy_buffering off;"
CONFIGURATION = """daemon off; pid {folder}/pid; error_log {folder}/errors; events {{ }}
http {{
  access_log off; client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxied; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  server {{ listen 127.0.0.1:{stripped}; location / {{ return 204; }} location /news/ {{ proxy_pass {app}/; {headers} }} }}
  server {{ listen 127.0.0.1:{kept}; location / {{ return 204; }} location /news/ {{ proxy_pass {app}; {headers} }} }}
}}
"""


@pytest.fixture(scope="module")
def proxied(tmp_path_factory) -> Iterator[dict[str, str]]:
    """The addresses of the page behind nginx, by what becomes of the path."""
    if NGINX is None:
        pytest.skip("there is no nginx: install one, or name it in NGINX")
    folder: Path = tmp_path_factory.mktemp("proxied")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "weir.md").write_text("# The weir\n\nThe weir at Redford cost nine million pounds.\n", encoding="utf-8")
    shutil.copy(ROOT / "app.py", folder)
    with served(folder / "app.py", folder / "index", folder / "log", "--root-path", "news/", "--allow-adding") as app:
        ports = {"stripped": free_port(), "kept": free_port()}
        configuration = folder / "nginx.conf"
        configuration.write_text(CONFIGURATION.format(folder=folder, app=app, headers=HEADERS, **ports), encoding="utf-8")
        nginx = subprocess.Popen([NGINX, "-e", str(folder / "errors"), "-c", str(configuration)])
        yield {name: f"http://127.0.0.1:{port}/news" for name, port in ports.items()}
        nginx.terminate()
        nginx.wait(timeout=30)


def got(address: str) -> bytes:
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(20):  # nginx may be a moment later
        try:
            return bytes(direct.open(address, timeout=30).read())
        except ConnectionError:
            time.sleep(0.2)
        except urllib.error.URLError as error:
            if not isinstance(error.reason, ConnectionError):
                raise
            time.sleep(0.2)
    raise AssertionError(f"{address} does not answer")


@pytest.mark.parametrize("path", ["stripped", "kept"])
def test_questions_files_and_programs_get_through(proxied, visit, path):
    address = proxied[path]
    page = visit("/?q=What did the weir at Redford cost?", at=address)
    expect(page.locator(".card .answer")).to_have_text("The weir at Redford cost nine million pounds.")
    page.locator("nav [data-view-link=add]").click()
    page.locator("input[type=file]").set_input_files(
        {
            "name": f"{path}.md",
            "mimeType": "text/markdown",
            "buffer": f"# Ferry\n\nThe {path} ferry runs every ten minutes.".encode(),
        }
    )
    expect(page.locator(".added > li").first).to_contain_text(f"{path}.md")
    assert json.loads(got(f"{address}/api/status"))["ready"]
    documented = got(f"{address}/api/").decode()
    assert (
        f"{address}/api/ask" in documented
        and f"{address}/api/add?name=report.pdf" in documented
        and "--data-binary" in documented
    )
    assert "/add" in json.loads(got(f"{address}/openapi.json"))["paths"]
