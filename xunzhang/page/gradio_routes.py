"""Every route of the page's application, ours and Gradio's: those that are open, and those that are closed, with why.

What is in neither list is closed too; tests/page/test_page_routes.py walks the running application and fails on it.
"""

from __future__ import annotations

from xunzhang.service.agents import PATH as MCP
from xunzhang.service.guard.openings import Opening
from xunzhang.service.http import PATH as API

QUESTION = 256 << 10  # bytes: a question of 4,000 characters, and the names of some hundreds of outlets
NOTEBOOK = 16 << 20  # what a browser can keep, sent to be drawn or saved


def _both(methods: str, route: str, **others: object) -> tuple[Opening, Opening]:
    """With a slash at its end and without."""
    return Opening(methods, route, **others), Opening(methods, f"{route}/", **others)  # type: ignore[arg-type]


DOCUMENT = (
    Opening("GET HEAD", "/"),
    Opening("GET", "/assets/{path:path}"),
    Opening("GET", "/svelte/{path:path}"),
    Opening("GET", "/static/{path:path}"),
    Opening("GET", "/favicon.ico"),
    Opening("GET", "/theme.css"),
    Opening("GET", "/gradio_api/theme.css"),
    Opening("GET", "/robots.txt"),
    *_both("POST", "/gradio_api/component_server", work="asks", most_bytes=NOTEBOOK, only_json=True),  # handlers of the views
    Opening("POST", "/written", work="asks", most_bytes=QUESTION, only_json=True),  # likewise, for the page
    Opening("GET", "/gradio_api/heartbeat/{session_hash}"),
    Opening("GET", "/gradio_api/startup-events", for_all=True),  # which Gradio calls itself, once; it says yes or no
)
CLIENTS = (  # gradio_client, and plain HTTP as docs/interfaces.md has it
    *_both("GET", "/config"),
    *_both("GET", "/gradio_api/info"),
    Opening("GET", "/openapi.json"),
    Opening("GET", "/gradio_api/openapi.json"),
    *_both("POST", "/gradio_api/run/{api_name}", work="asks", most_bytes=QUESTION, only_json=True),
    *_both("POST", "/gradio_api/api/{api_name}", work="asks", most_bytes=QUESTION, only_json=True),
    *_both("POST", "/gradio_api/call/{api_name}", work="joins", most_bytes=QUESTION, only_json=True),
    Opening("GET", "/gradio_api/call/{api_name}/{event_id}"),
    Opening("POST", "/gradio_api/queue/join", "joins", QUESTION, only_json=True),
    Opening("GET", "/gradio_api/queue/data"),
    Opening("POST", "/gradio_api/cancel", only_json=True),
    *_both("POST", "/gradio_api/reset", only_json=True),
)
INTERFACE = (
    *(Opening("GET", f"{API}/{name}", "asks") for name in ("ask", "brief", "similar", "passage", "article")),
    *(Opening("GET", f"{API}/{name}", "asks") for name in ("news", "news.atom")),  # where questions are saved
    Opening("POST", f"{API}/ask", "asks", QUESTION),
    Opening("GET", f"{API}/written", "asks"),  # these two where answers are written (--llm)
    Opening("POST", f"{API}/written", "asks", QUESTION),
    Opening("GET", f"{API}/status"),
    Opening("GET", f"{API}/original"),
    Opening("GET", f"{API}/add"),
    Opening("POST", f"{API}/add", "streams"),
    Opening("POST", f"{API}/fetch", only_json=True),
    *_both("GET", API),
    Opening("GET", f"{API}/openapi.json"),
    Opening("GET HEAD POST PUT PATCH DELETE OPTIONS", f"{API}/{{anything}}"),  # which says what there is
)
TOOLS = (  # a stream to listen to is not needed: no session is kept
    *_both("POST", MCP, work="asks", most_bytes=QUESTION),
    *_both("DELETE", MCP),
)
OPEN: tuple[Opening, ...] = (*DOCUMENT, *CLIENTS, *INTERFACE, *TOOLS)

CLOSED: dict[str, str] = {
    "/gradio_api/upload": "takes files from anybody, and nothing here reads them",
    "/gradio_api/upload_progress": "of uploads",
    "/gradio_api/process_recording": "takes files of any size from anybody, and leaves them in the temporary folder",
    "/gradio_api/file={path_or_url:path}": "gives files of the machine; the page shows none",
    "/gradio_api/file/{path:path}": "likewise",
    "/gradio_api/proxy={url_path:path}": "fetches addresses for whoever asks",
    "/gradio_api/stream/{event_id}": "of components that play sound",
    "/gradio_api/stream/{event_id}/close": "likewise",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist.m3u8": "likewise",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/{segment_id}.{ext}": "likewise",
    "/gradio_api/stream/{session_hash}/{run}/{component_id}/playlist-file": "likewise",
    "/gradio_api/call/v2/{api_name}": "a second way to ask, which checks nothing of what it is sent",
    "/gradio_api/call/v2/{api_name}/": "likewise",
    "/gradio_api/call/v2/{api_name}/{event_id}": "likewise",
    "/gradio_api/queue/status": "what others ask is nobody's business",
    "/gradio_api/custom_component/{id}/{environment}/{type}/{file_name}": "there is none",
    "/gradio_api/dev/reload": "of a developer's machine",
    "/gradio_api/vibe-edit": "likewise",
    "/gradio_api/vibe-edit/": "likewise",
    "/gradio_api/undo-vibe-edit": "likewise",
    "/gradio_api/undo-vibe-edit/": "likewise",
    "/gradio_api/vibe-code": "likewise: it reads and writes the program",
    "/gradio_api/vibe-code/": "likewise",
    "/gradio_api/vibe-starter-queries": "likewise",
    "/gradio_api/vibe-starter-queries/": "likewise",
    "/monitoring": "prints an address at which whoever has it sees what is asked",
    "/monitoring/summary": "tells anybody how often what is asked",
    "/monitoring/{key}": "likewise",
    "/gradio_api/runs": "keeps what was asked in the browser; the notebook does that here",
    "/gradio_api/runs/": "likewise",
    "/gradio_api/run-history/connect": "of runs",
    "/gradio_api/run-history/buckets": "likewise",
    "/gradio_api/run-history/records": "likewise",
    "/gradio_api/run-history/records/{endpoint}/{record_id}/assets/{asset_id}": "likewise",
    "/gradio_api/deep_link": "writes what it is sent to the disk",
    "/gradio_api/user": "accounts are the guard's, and Gradio knows of none",
    "/gradio_api/user/": "likewise",
    "/gradio_api/login_check": "likewise",
    "/gradio_api/login_check/": "likewise",
    "/gradio_api/token": "likewise",
    "/gradio_api/token/": "likewise",
    "/login": "likewise",
    "/login/": "likewise",
    "/logout": "likewise",
    "/gradio_api/app_id": "tells when the program was started again; nothing asks",
    "/gradio_api/app_id/": "likewise",
    "/manifest.json": "the page is no app to install",
    "/pwa_icon": "likewise",
    "/pwa_icon/{size}": "likewise",
}
