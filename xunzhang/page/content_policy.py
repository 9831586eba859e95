"""What the page's document may load and run, its Content-Security-Policy: what is from here, and the scripts it was made with.

Two things Gradio needs: `'unsafe-eval'`, since gr.HTML makes functions of the text that it is given, and styles in attributes,
which Svelte sets. Neither runs a script that a passage, a name or a question has smuggled into the page.
"""

from __future__ import annotations

import base64
import hashlib
import os

from xunzhang.service.guard.rules import NONCE

SPACE_FRAMES = "https://huggingface.co https://*.hf.space"  # who shows a hosted Space in a frame


def _scripts_in(head: str) -> list[str]:
    return [piece.partition("</script>")[0] for piece in head.split("<script>")[1:]]


def page_policy(head: str) -> str:
    """The policy of documents with `head` in their head, whose scripts Gradio puts there as they are, without a nonce."""
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in _scripts_in(head))
    framed = SPACE_FRAMES if os.environ.get("SPACE_ID") else "'none'"
    return "; ".join(
        [
            "default-src 'self'",
            f"script-src 'self' 'nonce-{NONCE}' 'unsafe-eval' {hashes}",
            "script-src-attr 'none'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            f"frame-ancestors {framed}",
        ]
    )


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
