"""Generic sentences, whose mean vectors say "this is Chinese" or "this is English" and nothing else.

One file a language and kind, one sentence a line; another language is another pair of files. They are encoded with whatever model
is in use. The questions give the language means for questions; the statements stand in for a collection that has too few passages
of a language. Their subjects are spread on purpose, so that no subject is centred away.
"""

from __future__ import annotations

from pathlib import Path


def sentences(kind: str) -> dict[str, list[str]]:
    """-> language code: its sentences. `kind` is "questions" or "statements"."""
    files = sorted(Path(__file__).parent.glob(f"{kind}.*.txt"))
    return {file.suffixes[-2].lstrip("."): file.read_text(encoding="utf-8").splitlines() for file in files}
