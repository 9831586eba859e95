"""Which files of a corpus are a library that Zotero exported, told by what they begin with, so that they are read as such.

What such a library says is `beside/zotero.py`'s.
"""

from __future__ import annotations

import re
from pathlib import Path

ATTACHMENTS = "files"  # the folder that Zotero puts them into, beside the export
SNIFFED = 1 << 16  # bytes
_ZOTERO = b"http://www.zotero.org/namespaces/export#"
_CSL = re.compile(rb'\s*\[\s*\{(?=.*"type"\s*:)(?=.*"(?:issued|author|container-title|accessed)"\s*:)', re.DOTALL)
_BETTER = re.compile(rb'\s*\{(?=.*"translatorID"|.*"items"\s*:)(?=.*"itemType"\s*:)', re.DOTALL)


def is_library(path: Path) -> bool:
    """Whether a file is an exported library: RDF of Zotero's, or JSON of its kinds beside a folder of attachments.

    Raises OSError where it cannot be read.
    """
    suffix = path.suffix.lower()
    if suffix not in (".rdf", ".json") or (suffix == ".json" and not path.with_name(ATTACHMENTS).is_dir()):
        return False
    with path.open("rb") as file:
        start = file.read(SNIFFED)
    if suffix == ".rdf":
        return _ZOTERO in start
    return bool(_CSL.match(start.removeprefix(b"\xef\xbb\xbf")) or _BETTER.match(start.removeprefix(b"\xef\xbb\xbf")))
