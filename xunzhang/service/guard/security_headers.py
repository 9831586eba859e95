"""What every response tells a browser: what may be loaded and run, who may frame it, and that nothing is guessed or passed on.

No response names an origin that may read it (CORS), whatever is behind wrote there: nobody but the page itself may.
"""

from __future__ import annotations

from typing import Any

CLOSED = "default-src 'none'; frame-ancestors 'none'"  # of whatever is no document: JSON, scripts, pictures
PERMITTED = "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()"
_FIXED = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"permissions-policy", PERMITTED.encode()),
)
OURS = frozenset({name for name, _ in _FIXED} | {b"content-security-policy", b"x-frame-options", b"x-request-id"})
DROPPED = b"access-control-"


def with_security(headers: Any, policy: str, request_id: str) -> list[tuple[bytes, bytes]]:
    """The headers of a response with those that keep a browser from harm; `policy` is that of documents."""
    kept = [(name, value) for name, value in headers if name.lower() not in OURS and not name.lower().startswith(DROPPED)]
    is_document = any(name.lower() == b"content-type" and value.startswith(b"text/html") for name, value in kept)
    said = policy if is_document else CLOSED
    framed = [(b"x-frame-options", b"DENY")] if "frame-ancestors 'none'" in said else []
    return [*kept, *_FIXED, *framed, (b"content-security-policy", said.encode()), (b"x-request-id", request_id.encode())]
