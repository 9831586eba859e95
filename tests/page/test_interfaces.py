"""gradio_client, plain HTTP and the MCP client get the same answer as the command line, from the real app.py; errors are one line."""

from __future__ import annotations

import asyncio
import json
import re
import shlex
import shutil
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import jsonschema
import pytest
from gradio.route_utils import API_PREFIX
from gradio_client import Client
from gradio_client.exceptions import AppError
from mcp.client import Client as McpClient
from openapi_spec_validator import OpenAPIV31SpecValidator, validate
from pydantic import TypeAdapter

from tests.helpers.places import ROOT
from xunzhang.page.gradio_adapter import DOCUMENTS
from xunzhang.service.agents import PATH as MCP_PATH
from xunzhang.service.http import PATH
from xunzhang.service.interfaces import MOST_RESULTS
from xunzhang.types import contract

pytestmark = [pytest.mark.model, pytest.mark.page]

ZH = "普惠性幼儿园的覆盖率是多少？"
EN = "What is the coverage rate of affordable public-interest kindergartens?"
HOSTILE = """<script>alert(1)</script> "quoted" 大会 & 'so' \\ %00 ${x} {{y}}"""
QUESTIONS = [ZH, EN, HOSTILE]
VALID = {
    "ask": {"question": ZH},
    "brief": {"question": ZH},
    "news": {},
    "similar": {"passage_id": "x"},
    "passage": {"passage_id": "x"},
    "article": {"article_id": "x"},
}
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@pytest.fixture(scope="module")
def server(address) -> str:
    return address


@pytest.fixture(scope="module")
def client(server) -> Client:
    return Client(server, verbose=False)


@pytest.fixture(scope="module")
def told(sample_index, tmp_path_factory) -> dict[str, Any]:
    """What the command line says to each question."""
    file = tmp_path_factory.mktemp("questions") / "questions.txt"
    file.write_text("\n".join(QUESTIONS), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "xunzhang",
        "ask",
        "--questions",
        str(file),
        "--index",
        str(sample_index),
        "--format",
        "json",
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return {answer["question"]: timeless(answer) for answer in map(json.loads, done.stdout.decode().splitlines())}


def timeless(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in answer.items() if name != "elapsed_ms"}


def get(address: str, body: object = None, **query: object) -> tuple[int, Any]:
    """-> the status and the JSON of a GET, or of a POST where there is a body."""
    url = f"{address}?{urllib.parse.urlencode(query, doseq=True)}" if query else address
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"} if data else {})
    try:
        with DIRECT.open(request, timeout=60) as reply:
            return reply.status, json.loads(reply.read())
    except urllib.error.HTTPError as error:
        return error.code, json.loads(error.read())


def gradio_call(server: str, name: str, data: list[Any]) -> str:
    """What Gradio's own HTTP route answers: POST, then the stream of events of that call."""
    _, begun = get(f"{server}{API_PREFIX}/call/{name}", {"data": data})
    with DIRECT.open(f"{server}{API_PREFIX}/call/{name}/{begun['event_id']}", timeout=60) as stream:
        return stream.read().decode()


def mcp(server: str, name: str, path: str = MCP_PATH, **arguments: object) -> Any:
    async def call() -> Any:
        async with McpClient(f"{server}{path}") as client:
            return await client.call_tool(name, arguments)

    return apart(call)


def apart(work: Callable[[], Coroutine[Any, Any, Any]]) -> Any:
    """The result of a coroutine, run in a thread of its own: the browser's tests keep a loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(work())).result()


# --- the same answer everywhere ---


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_python_client_gets_the_answer_of_the_command_line(client, told, question: str):
    assert timeless(client.predict(question, api_name="/ask")) == told[question]


@pytest.mark.parametrize("question", QUESTIONS)
def test_plain_http_gets_the_answer_of_the_command_line(server, told, question: str):
    for status, answer in (get(f"{server}/api/ask", question=question), get(f"{server}/api/ask", {"question": question})):
        assert (status, timeless(answer)) == (200, told[question])


@pytest.mark.parametrize("question", QUESTIONS)
def test_curl_gets_the_answer_of_the_command_line(server, told, question: str):
    curl = shutil.which("curl") or pytest.skip("there is no curl on this machine")
    command = [curl, "-sS", "--noproxy", "*", "--get", f"{server}/api/ask", "--data-urlencode", f"question={question}"]
    assert timeless(json.loads(subprocess.run(command, capture_output=True, check=True).stdout)) == told[question]


@pytest.mark.parametrize("question", QUESTIONS)
def test_gradios_own_routes_take_a_question_alone(server, told, question: str):
    *_, event, data = gradio_call(server, "ask", [question]).strip().splitlines()
    assert event == "event: complete"
    assert timeless(json.loads(data.removeprefix("data: "))[0]) == told[question]
    status, answer = get(f"{server}{API_PREFIX}/run/ask", {"data": [question]})
    assert (status, timeless(answer["data"][0])) == (200, told[question])


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_agent_gets_the_answer_of_the_command_line(server, told, question: str):
    result = mcp(server, "ask", question=question)
    assert timeless(result.structured_content) == timeless(json.loads(result.content[0].text)) == told[question]


def test_every_argument_reaches_the_search_alike(server, client):
    given = {"k": 3, "source": ["重庆日报"], "language": ["zh"], "mode": "keyword"}
    _, expected = get(f"{server}/api/ask", question="学校", **given)
    assert len(expected["results"]) == 3
    assert {each["passage"]["article"]["source"] for each in expected["results"]} == {"重庆日报"}
    assert timeless(client.predict("学校", **given, api_name="/ask")) == timeless(expected)
    assert timeless(mcp(server, "ask", question="学校", **given).structured_content) == timeless(expected)
    assert get(f"{server}/api/ask", question=ZH, after="2024")[1]["results"] == []  # the sample's articles name no year


def test_a_single_outlet_may_be_given_without_a_list(server, client):
    _, expected = get(f"{server}/api/ask", question=ZH, source="重庆日报")
    assert timeless(client.predict(ZH, source="重庆日报", api_name="/ask")) == timeless(expected)
    assert timeless(get(f"{server}/api/ask", {"question": ZH, "source": "重庆日报"})[1]) == timeless(expected)


@pytest.mark.parametrize("name", ["passage", "article", "similar", "status"])
def test_the_other_requests_answer_alike_and_as_documented(server, client, told, name: str):
    found = told[ZH]["results"][0]["passage"]
    arguments = {"article": {"article_id": found["article"]["id"]}, "status": {}}.get(name, {"passage_id": found["id"]})
    types = {
        "passage": contract.FoundPassageJson,
        "article": contract.FoundArticleJson,
        "similar": contract.SimilarJson,
        "status": contract.StatusJson,
    }
    status, answer = get(f"{server}/api/{name}", **arguments)
    assert status == 200
    TypeAdapter(types[name]).validate_python(answer, strict=True, extra="forbid")
    assert timeless(client.predict(**arguments, api_name=f"/{name}")) == timeless(answer)
    assert timeless(mcp(server, name, **arguments).structured_content) == timeless(answer)


def test_a_brief_is_of_the_contract_and_of_the_question_as_narrowed(server):
    status, answer = get(f"{server}/api/brief", question=ZH, order="newest", language="zh")
    assert status == 200 and answer["verdict"] == "answers" and answer["claims"]
    TypeAdapter(contract.BriefJson).validate_python(answer, strict=True, extra="forbid")
    said = [each for claim in answer["claims"] for each in claim["statements"]]
    assert all(
        each["passage"]["text"][each["sentence"]["start"] : each["sentence"]["end"]] == each["sentence"]["text"] for each in said
    )
    assert all(each["passage"]["article"]["language"] == "zh" for each in said)
    assert get(f"{server}/api/brief", question=ZH, order="best")[0] == 400


def test_answers_are_of_the_contract(told):
    for answer in told.values():
        TypeAdapter(contract.AnswersJson).validate_python(answer | {"elapsed_ms": 1.0}, strict=True, extra="forbid")


def test_a_passage_comes_with_its_neighbours_and_its_article(server, told):
    found = told[ZH]["results"][0]["passage"]
    _, one = get(f"{server}/api/passage", passage_id=found["id"])
    _, article = get(f"{server}/api/article", article_id=found["article"]["id"])
    assert one["passage"] == found
    assert article["text"][found["start"] : found["end"]] == found["text"]
    ids = [place["id"] for place in article["passages"]]
    at = ids.index(found["id"])
    assert [one["previous"], one["next"]] == [ids[at - 1] if at else "", ids[at + 1] if at + 1 < len(ids) else ""]
    assert found["article"]["title"] in one["citation"]["gb7714"]
    assert "[年份不详]-11-19" in one["citation"]["gb7714"]


def test_similar_can_show_the_other_language(server, told):
    found = told[ZH]["results"][0]["passage"]
    _, answer = get(f"{server}/api/similar", passage_id=found["id"], language="en", k=5)
    assert answer["results"]
    assert {each["passage"]["article"]["language"] for each in answer["results"]} == {"en"}


def test_status_counts_what_the_collection_has(server):
    _, status = get(f"{server}/api/status")
    assert (status["ready"], status["trouble"], status["articles"]) == (True, "", 8)
    assert {"name": "en", "articles": 3} in status["languages"]
    assert sum(each["articles"] for each in status["sources"]) == 8


def test_twenty_at_once_are_answered_right(server, told):
    def ask(question: str) -> tuple[int, Any]:
        return get(f"{server}/api/ask", question=question)

    asked = (QUESTIONS * 7)[:20]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(ask, asked))
    assert [(status, timeless(answer)) for status, answer in answers] == [(200, told[question]) for question in asked]


# --- errors ---

WRONG = [
    ({}, "question is missing"),
    ({"question": "  "}, "The question is empty"),
    ({"question": "长" * 4001}, "The question has 4,001 characters"),
    ({"question": "x", "k": 0}, "k: input should be greater than or equal to 1, not "),
    ({"question": "x", "k": MOST_RESULTS + 1}, f"less than or equal to {MOST_RESULTS}"),
    ({"question": "x", "k": "many"}, "k: input should be a valid integer"),
    ({"question": "x", "mode": "magic"}, "mode: input should be 'hybrid', 'semantic' or 'keyword', not 'magic'"),
    ({"question": "x", "after": "yesterday"}, "after: expected a date such as 2024, 2024-11 or 2024-11-19, not 'yesterday'"),
    ({"question": "x", "after": "2025", "before": "2024-12"}, "After (2025) is later than before (2024-12): swap them"),
    ({"question": "x", "sources": "y"}, "There is no argument 'sources'; there are: question, source"),
]


@pytest.mark.parametrize(("given", "says"), WRONG)
def test_a_mistake_is_told_in_one_line_everywhere(server, given: dict[str, Any], says: str):
    status, reply = get(f"{server}/api/ask", given)
    assert (status, list(reply)) == (400, ["error"])
    result = mcp(server, "ask", **given)
    assert result.is_error
    for line in (reply["error"], result.content[0].text):
        assert says in line and "\n" not in line and "pydantic" not in line
    if given:
        assert get(f"{server}/api/ask", **given)[0] == 400


def test_a_mistake_reaches_the_python_client(client, server):
    with pytest.raises(AppError, match="k: input should be greater than or equal to 1, not 0"):
        client.predict("x", k=0, api_name="/ask")
    with pytest.raises(AppError, match="There is no passage 'nonesuch'"):
        client.predict("nonesuch", api_name="/passage")
    assert 'event: error\ndata: {"error": "The question is empty' in gradio_call(server, "ask", [" "])


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/passage?passage_id=nonesuch", 404, "There is no passage 'nonesuch'"),
        ("/api/article?article_id=%3Cb%3E", 404, "There is no article '<b>'"),
        ("/api/similar?passage_id=nonesuch", 404, "There is no passage 'nonesuch'"),
        ("/api/passage", 400, "passage_id is missing"),
        ("/api/nothing", 404, "There is no /api/nothing; /api/ lists what there is"),
    ],
)
def test_plain_http_says_what_there_is_not(server, path: str, status: int, says: str):
    answered, reply = get(f"{server}{path}")
    assert answered == status
    assert says in reply["error"]


def test_a_body_that_is_no_json_and_half_a_character_are_refused(server):
    request = urllib.request.Request(f"{server}/api/ask", b"{question", {"Content-Type": "application/json"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(request, timeout=10)
    assert refused.value.code == 400
    assert "The body is no JSON object" in json.loads(refused.value.read())["error"]
    assert "half of one" in get(f"{server}/api/ask", {"question": "\ud800 who?"})[1]["error"]


def test_nothing_to_search_is_said_with_a_status_of_its_own(bare_address):
    status, reply = get(f"{bare_address}/api/ask", question=ZH)
    assert status == 503
    assert "corpus" in reply["error"]
    assert get(f"{bare_address}/api/status")[1]["ready"] is False
    assert get(f"{bare_address}/api/passage", passage_id="x")[0] == 503


# --- the documents ---


def test_the_openapi_document_is_valid_and_served_where_clients_look(server):
    _, document = get(f"{server}/api/openapi.json")
    validate(document, cls=OpenAPIV31SpecValidator)
    assert list(document["paths"]) == ["/ask", "/brief", "/similar", "/passage", "/article", "/status", "/news"]
    assert [server_["url"] for server_ in document["servers"]] == ["/api"]
    assert [get(f"{server}{path}")[1] for path in DOCUMENTS] == [document] * len(DOCUMENTS)


def test_the_openapi_document_describes_what_is_taken_and_answered(server, told):
    _, document = get(f"{server}/api/openapi.json")
    given = {each["name"]: each for each in document["paths"]["/ask"]["get"]["parameters"]}
    defaults = {name: each["schema"].get("default") for name, each in given.items()}
    assert defaults == {"question": None, "k": 10, "source": [], "language": [], "after": "", "before": "", "mode": "hybrid"}
    assert [name for name, each in given.items() if each["required"]] == ["question"]
    assert all(each["description"] for each in given.values())
    assert (given["k"]["schema"]["minimum"], given["k"]["schema"]["maximum"]) == (1, MOST_RESULTS)
    found = told[ZH]["results"][0]["passage"]
    arguments = {
        "article": {"article_id": found["article"]["id"]},
        "status": {},
        "news": {},
        **{name: {"question": ZH} for name in ("ask", "brief")},
    }
    for path, methods in document["paths"].items():
        name = path.strip("/")
        sent = arguments.get(name, {"passage_id": found["id"]})
        schema = methods["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        assert set(methods["get"]["responses"]) <= {"200", "400", "404", "503"}
        jsonschema.validate(get(f"{server}/api/{name}", **sent)[1], schema | {"components": document["components"]})


MISTAKES = {
    "ask": {"question": " "},
    "brief": {"question": " "},
    "news": {"seen": "x"},
    "similar": {},
    "passage": {},
    "article": {},
}
UNKNOWN = {"similar": {"passage_id": "none"}, "passage": {"passage_id": "none"}, "article": {"article_id": "none"}}


def test_every_documented_answer_is_given_and_is_as_documented(server, bare_address):
    """Each status of each request, by GET and by POST, against the schema that the document has for it."""
    _, document = get(f"{server}/api/openapi.json")
    checked = set()
    for path, methods in document["paths"].items():
        name = path.strip("/")
        asked = {"400": (server, MISTAKES.get(name)), "404": (server, UNKNOWN.get(name)), "503": (bare_address, VALID.get(name))}
        for method, operation in methods.items():
            for status in set(operation["responses"]) - {"200"}:
                at, sent = asked[status]
                given = get(f"{at}{PATH}{path}", sent) if method == "post" else get(f"{at}{PATH}{path}", **sent)
                schema = operation["responses"][status]["content"]["application/json"]["schema"]
                jsonschema.validate(given[1], schema | {"components": document["components"]})
                assert str(given[0]) == status, (method, path)
                checked.add((name, status))
    assert checked >= {(name, status) for name in VALID for status in ("400", "503")} | {(name, "404") for name in UNKNOWN}
    posted = document["paths"]["/ask"]["post"]
    sent = posted["requestBody"]["content"]["application/json"]["schema"]
    jsonschema.validate({"question": ZH, "source": ["上游新闻"], "k": 3}, sent | {"components": document["components"]})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"question": ZH, "sources": []}, sent | {"components": document["components"]})
    answer = get(f"{server}/api/ask", {"question": ZH})[1]
    schema = posted["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(answer, schema | {"components": document["components"]})


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("dark", [False, True])
def test_the_documentation_page_is_all_from_here_and_fits(chromium, server, width: int, dark: bool):
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light")
    requests: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: message.type == "error" and errors.append(message.text))
    page.goto(f"{server}/api/")
    assert page.locator("h2 code").all_inner_texts() == [
        "GET /ask", "POST /ask", "GET /brief", "GET /similar", "GET /passage", "GET /article", "GET /status", "GET /news",
    ]  # fmt: skip
    assert f"curl '{server}/api/ask?question=" in page.locator("#ask pre").inner_text()
    assert page.locator("#ask table").inner_text().count("\n") >= 7
    page.locator("#ask ul a").first.click()
    assert page.url.endswith("#AnswersJson")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [url for url in requests if not url.startswith(server) and not url.endswith("/favicon.ico")] == errors == []
    page.close()


# --- MCP ---


def test_the_tools_are_described_for_an_agent(server):
    async def look() -> Any:
        async with McpClient(f"{server}{MCP_PATH}") as client:
            return client.instructions, (await client.list_tools()).tools

    instructions, tools = apart(look)
    assert "quote its" in instructions and "answerable is false" in instructions
    assert [tool.name for tool in tools] == ["ask", "passage", "article", "similar", "status"]
    for tool in tools:
        assert tool.annotations.read_only_hint and not tool.annotations.destructive_hint and not tool.annotations.open_world_hint
        assert tool.description and tool.output_schema["type"] == "object"
        assert all(argument["description"] for argument in tool.input_schema["properties"].values())
    assert tools[0].input_schema["required"] == ["question"]
    assert tools[0].input_schema["additionalProperties"] is False


def test_mcp_answers_at_the_address_with_a_slash_too(server, told):
    assert timeless(mcp(server, "ask", path=f"{MCP_PATH}/", question=ZH).structured_content) == told[ZH]


def test_an_unknown_tool_is_named_with_those_there_are(server):
    result = mcp(server, "delete")
    assert result.is_error
    assert result.content[0].text == "There is no tool 'delete'; there are: ask, passage, article, similar, status."


def test_another_sites_name_does_not_reach_the_tools(server):
    request = urllib.request.Request(f"{server}{MCP_PATH}", b"{}", {"Content-Type": "application/json", "Host": "evil.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(request, timeout=10)
    assert refused.value.code in (403, 421)


def test_mcp_is_loaded_and_served_only_when_asked_for(bare_address):
    loaded = "import sys, xunzhang.page.app; print('mcp' in sys.modules)"
    assert (
        subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True).stdout == "False\n"
    )
    with pytest.raises(urllib.error.HTTPError) as refused:
        DIRECT.open(urllib.request.Request(f"{bare_address}{MCP_PATH}", b"{}"), timeout=10)
    assert refused.value.code in (404, 405)


def test_the_documentation_shows_commands_that_work(server, told):
    """Each curl of docs/interfaces.md, on the sample collection; the id and the event are put in where it says so."""
    curl = shutil.which("curl") or pytest.skip("there is no curl on this machine")
    text = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    commands = [shlex.split(line, comments=True) for line in text.splitlines() if line.startswith("curl ")]
    assert len(commands) == 8
    known = {"http://127.0.0.1:7860": server, "PASSAGE_ID": told[ZH]["results"][0]["passage"]["id"]}
    for command in commands:
        for name, value in known.items():
            command = [word.replace(name, value) for word in command]
        done = subprocess.run([curl, "-sS", "--noproxy", "*", *command[1:]], capture_output=True, check=True)
        if command[-1].startswith('{"data"'):
            known["EVENT_ID"] = json.loads(done.stdout)["event_id"]
        elif "EVENT_ID" in known:
            assert done.stdout.startswith(b"event: complete\ndata: [{")
        else:
            assert "error" not in json.loads(done.stdout)


def test_the_python_of_the_documentation_runs(server):
    text = (ROOT / "docs" / "interfaces.md").read_text(encoding="utf-8")
    for block in re.findall(r"```python\n(.*?)```", text, re.DOTALL):
        done = subprocess.run(
            [sys.executable, "-c", block.replace("http://127.0.0.1:7860", server)],
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "94.6%" in done.stdout
