"""Requests straight to a server on this machine, whatever proxy the environment names."""

from __future__ import annotations

import urllib.error
import urllib.request

DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def asked(address: str, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
    """-> the status and the body of the answer."""
    request = urllib.request.Request(f"{address}{path}", body, headers, method=method)
    try:
        with DIRECT.open(request, timeout=30) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()
