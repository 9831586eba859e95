"""What the page's scripts say: the keys in their calls of `xz.words`, told from the source."""

from __future__ import annotations

import re

_CALL = re.compile(r"\bxz\.words\(")
_LITERAL = re.compile(r""""[^"]*"|'[^']*'|`[^`]*`""")
_SAID = re.compile(r"[\w.]+(?:\$\{.*\})?")  # a key, or the beginning of one


def said_in(script: str) -> list[str]:
    """The keys that a script says; of one that it completes with a value, the beginning with $ after it ("ask.kind_$").

    >>> said_in('xz.words(ok ? "cite.copied" : "cite.failed", { text: "x" }); xz.words(`ask.kind_${kind}`)')
    ['cite.copied', 'cite.failed', 'ask.kind_$']
    """
    literals = [literal[1:-1] for call in _CALL.finditer(script) for literal in _literals(script, call.end())]
    return [re.sub(r"\$\{.*", "$", literal) for literal in literals if _SAID.fullmatch(literal)]


def _literals(script: str, at: int) -> list[str]:
    """The literals of the argument that begins at `at`."""
    depth, found = 0, []
    while depth or script[at] not in ",)":
        if literal := _LITERAL.match(script, at):
            found.append(literal[0])
            at = literal.end()
            continue
        depth += (script[at] in "([{") - (script[at] in ")]}")
        at += 1
    return found
