"""Gradio, and all that the page leans on in it beyond its documented ways: each in one function here, and tested by itself.

Nothing else of the page imports Gradio. When a new release moves something, tests/page/test_gradio_adapter.py says what it was.
Pinned and written for 6.31.
"""

from __future__ import annotations

import inspect
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, contextmanager, suppress
from typing import Any, cast

from fastapi.routing import APIRoute
from jinja2 import BaseLoader
from markupsafe import Markup
from starlette.middleware import Middleware

from xunzhang.messages.wording import say
from xunzhang.page.middleware import BelowRoot, Compressed, Kept
from xunzhang.search.waiting import NobodyWaits, Waiting, asked_by, current
from xunzhang.service.guard.admission import Admission, turn_of
from xunzhang.service.guard.connections import PageServer
from xunzhang.service.guard.gate import Full, Gate
from xunzhang.service.guard.giving_way import give_way
from xunzhang.service.guard.guard import Guard
from xunzhang.service.guard.hosts import bracketed
from xunzhang.service.guard.refusals import Refusing
from xunzhang.service.guard.rules import Rules
from xunzhang.types import XunzhangError

QUEUE_LOOKS_EVERY_S = 0.02

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"  # read when Gradio is imported: nothing that the page does leaves the machine


def _import_gradio() -> Any:
    """Gradio without the package mcp, which it loads wherever it finds it: half a second, of use to `service/agents.py` alone.

    And without the interface files for editors that it writes beside each of its components, at every start: half of its import.
    """
    loaded = cast("dict[str, Any]", sys.modules)
    hidden = not {"mcp", "gradio"} & loaded.keys()
    if hidden:
        loaded["mcp"] = None  # as Python has it, an import of it now fails
    try:
        with _no_interface_files():
            import gradio
    finally:
        if hidden:
            del loaded["mcp"]
    return gradio


@contextmanager
def _no_interface_files() -> Iterator[None]:
    """Gradio leaves a class out whose file is not known to it, which is what it is told of its own."""
    usual = inspect.getfile

    def getfile(of: Any) -> str:
        if inspect.isclass(of) and of.__module__.startswith("gradio."):
            raise OSError(of.__module__)
        return usual(of)

    inspect.getfile = getfile  # type: ignore[assignment]
    try:
        yield
    finally:
        inspect.getfile = usual


gr = _import_gradio()

PROTOCOL = "sse_v2.1"
SESSIONS = 200  # of which Gradio keeps what nothing here uses; each caller's is one, by any name it gives
DOCUMENTS = ("/openapi.json", "/gradio_api/openapi.json")
_ITS_PREVIEW = re.compile(r'<meta\s+(?:property="og:|name="twitter:)[^>]*>')
_OURS = '{{ preview(request.query_params.get("q", "")) }}'
_SCRIPT = re.compile(r"<script\b")
_WITH_NONCE = '<script nonce="{{ request.state.nonce }}"'


def new_page(title: str) -> Any:
    """The `gr.Blocks` that everything else is made in: a context."""
    return gr.Blocks(title=title, analytics_enabled=False, fill_width=True)


def add_html(html: str, script: str, handlers: Sequence[Callable[..., Any]]) -> Any:
    """A `gr.HTML` that is the document. `script` runs once it is drawn, with `element`, `trigger` and `server` in its scope.

    `handlers` are the methods of `server`, by their names; they are called directly and not by the queue.
    """
    return gr.HTML(str(html), apply_default_css=False, js_on_load=script, server_functions=list(handlers))


def show_again(page: Any, component: Any, html: str) -> None:
    """Have what opens the page from now on get other HTML: what a browser is sent is made once."""
    component.value = str(html)
    page.config = page.get_config_file()


def column(name: str) -> Any:
    """A context whose components are drawn in an element of the id `name`, which the script moves to where it belongs."""
    return gr.Column(elem_id=name, elem_classes="xz-components")


def add_plot(component: Any, event: str, draw: Callable[[Mapping[str, Any]], str | None], name: str) -> None:
    """A Plotly figure in an element of the id `name`, drawn whenever the script of `component` triggers `event` with an object.

    `draw` makes of that object the figure as JSON for plotly.js, of which Gradio ships its own: nothing is fetched from outside.
    """
    from gradio.components.plot import PlotData

    plot = gr.Plot(show_label=False, container=False, elem_id=name)

    def drawn(event: Any) -> Any:
        sent = event._data
        figure = draw(sent) if isinstance(sent, Mapping) else None
        return None if figure is None else PlotData(type="plotly", plot=figure)

    drawn.__annotations__["event"] = gr.EventData  # what Gradio knows it by
    getattr(component, event)(drawn, None, plot, queue=False, show_progress="hidden", api_visibility="private")


def add_endpoint(function: Callable[..., Any], name: str, at_once: int) -> None:
    """A function that programs may call by name; `at_once` of its calls are answered at the same time, and more wait."""
    gr.api(function, api_name=name, concurrency_limit=at_once)


def told_to_caller(line: str) -> Exception:
    """What an endpoint raises to have its caller told this line."""
    return cast("Exception", gr.Error(line, print_exception=False))


def suit_clients(page: Any, endpoints: Collection[str]) -> None:
    """Put right what Gradio does to calls of the endpoints that its clients and plain HTTP make; each call takes a turn.

    A POST of {"data": ["question"]} is refused unless every argument is in it: the defaults are filled in. And gradio_client
    takes each object with a "path", such as an article, for a file to download, unless the server says that it speaks version
    2.1 of the protocol, which to the browser is the same as 3.
    """
    gate, page.asked = Gate(), None
    page.gate = gate
    process, describe = page.process_api, page.get_config_file

    async def process_api(block_fn: Any, inputs: list[Any], **others: Any) -> Any:
        if getattr(block_fn, "api_name", None) in endpoints:
            inputs = [*inputs, *(argument.value for argument in block_fn.inputs[len(inputs) :])]
        waiting = current() or Waiting(lambda: not _is_wanted(page, others.get("event_id")), page.asked, give_way)
        try:
            async with turn_of(gate, _client(others.get("request"))):
                with asked_by(waiting):
                    return await process(block_fn=block_fn, inputs=inputs, **others)
        except Full as full:
            raise told_to_caller(say("guard.full", n=full.again_s).text) from full
        except NobodyWaits:
            raise told_to_caller(say("guard.left").text) from None

    def get_config_file() -> Any:
        return describe() | {"protocol": PROTOCOL}

    page.process_api, page.get_config_file = process_api, get_config_file
    page.config = get_config_file()


def _is_wanted(page: Any, event_id: str | None) -> bool:
    """Whether who has put a call into Gradio's queue still waits for it."""
    jobs = [job for jobs in page._queue.active_jobs if jobs for job in jobs if job._id == event_id]
    return all(job.alive for job in jobs)


def admission(page: Any) -> Admission:
    """How threads that answer questions beside the page take turns with those who ask it."""
    return Admission(page.gate, page.server.loop, page.asked)


def _client(request: Any) -> str:
    """Who calls, of what Gradio hands on with a call."""
    client = getattr(request, "client", None)
    return str(getattr(client, "host", ""))


def beside(
    document: Callable[..., Any],
    routes: Sequence[Any],
    lifespan: Callable[[Any], AbstractAsyncContextManager[None]] | None = None,
) -> dict[str, Any]:
    """The settings of the application that Gradio makes: `routes` come before its own.

    Its OpenAPI documents give way to `document`: FastAPI's lists Gradio's inner routes, and Gradio's own knows neither which
    arguments have defaults nor what is answered. Which of its routes are open is `gradio_routes.py`'s.
    """
    ours: list[Any] = [APIRoute(path, document) for path in DOCUMENTS]
    settings: dict[str, Any] = {"openapi_url": None, "routes": [*ours, *routes]}
    return settings | {"lifespan": lifespan} if lifespan else settings


def show_in_links(preview: Callable[[str], str]) -> None:
    """Have `preview` say what stands in the document's head for those who only look at a link to it (Open Graph).

    It is given the question in the address, or "", and gives HTML that is safe; it is called with each document. Gradio's own
    lines, "Gradio" and "Click to try out the app!", are left out.
    """
    from gradio import routes

    loader = routes.templates.env.loader
    routes.templates.env.globals["preview"] = lambda question: Markup(preview(question))
    if not isinstance(loader, _OwnPreview):
        routes.templates.env.loader = _OwnPreview(loader)
        cast("Any", routes.templates.env).cache.clear()


class _OwnPreview(BaseLoader):
    """Gradio's templates with our lines in the place of what they say of Gradio to those who only look at a link.

    And with the request's nonce in their scripts, which run by it alone.
    """

    def __init__(self, gradios: Any) -> None:
        self._gradios = gradios

    def get_source(self, environment: Any, template: str) -> Any:
        source, path, is_current = self._gradios.get_source(environment, template)
        ours = _ITS_PREVIEW.sub("", source).replace("</head>", f"{_OURS}</head>", 1)
        return _SCRIPT.sub(_WITH_NONCE, ours), path, is_current


def _look_less_often(page: Any) -> None:
    """Gradio's queue looks a thousand times a second whether anybody has called, which takes a core's fifteenth part for ever.

    Only its own clients are in that queue; what the page asks is not.
    """
    for looks in ("sleep_when_free", "progress_update_sleep_when_free"):
        if not hasattr(page._queue, looks):
            raise AttributeError(f"gradio.queueing.Queue.{looks} has moved")
        setattr(page._queue, looks, QUEUE_LOOKS_EVERY_S)


def serve(page: Any, host: str, port: int, *, theme: Any, head: str, rules: Rules, settings: Mapping[str, Any]) -> str:
    """Serve in the background, behind a guard, with nothing of Gradio's around the page; -> the address.

    `head` goes into the document's head. Raises XunzhangError where the port is taken.
    """
    _reach_this_machine_directly()
    below = [Middleware(BelowRoot, root_path=rules.root_path)] if rules.root_path else []
    ours = [*below, Middleware(Kept), Middleware(Compressed), Middleware(Refusing)]
    page.queue(max_size=rules.gate.most_waiting)
    _look_less_often(page)
    try:
        with _served_by(rules):
            _, address, _ = page.launch(
                server_name=host,
                server_port=port,
                theme=theme,
                head=head,
                footer_links=[],
                run_history=False,
                ssr_mode=False,
                pwa=False,
                quiet=True,
                share=False,
                prevent_thread_lock=True,
                state_session_capacity=SESSIONS,
                root_path=rules.root_path,
                app_kwargs={**settings, "middleware": ours},
            )
    except (OSError, OverflowError) as error:
        raise XunzhangError(say("serving.port_taken", port=port, host=host, next=port + 1)) from error
    return str(address).rstrip("/")


@contextmanager
def _served_by(rules: Rules) -> Iterator[None]:
    """Gradio has its application served by our server meanwhile, behind the guard, and without its own CORS layer.

    That one answers before anything else does, and names any origin that asks as one that may.
    """
    from gradio import http_server

    def start_server(app: Any, server_name: str, server_port: int, **_ssl: Any) -> tuple[str, int, str, PageServer]:
        app.user_middleware = [layer for layer in app.user_middleware if layer.cls.__name__ != "CustomCORSMiddleware"]
        server = PageServer(Guard(app, rules), server_name, server_port)
        server.start()
        name = "localhost" if server_name in ("0.0.0.0", "::") else bracketed(server_name)
        return server_name, server_port, f"http://{name}:{server_port}/", server

    usual, http_server.start_server = http_server.start_server, start_server
    try:
        yield
    finally:
        http_server.start_server = usual


def stay(page: Any) -> None:
    """Until the program is told to end (SIGTERM, Ctrl+C); then take no more questions, and let those under way finish."""
    told = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: told.set())
    with suppress(KeyboardInterrupt):
        told.wait()
    page.server.call_soon(page.gate.close)
    page.close(verbose=False)


def _reach_this_machine_directly() -> None:
    """Gradio calls itself once while it starts, which fails where a proxy is configured for every address."""
    for name in ("NO_PROXY", "no_proxy"):
        named = [os.environ.get(name, ""), "127.0.0.1", "localhost"]
        os.environ[name] = ",".join(filter(None, named))
