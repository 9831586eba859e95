"""Which store an index is in, as a URI: `faiss:` on this machine, `milvus:` on a cluster, or in a file of Milvus Lite.

    faiss:                                  the folder that --index names
    milvus://HOST:PORT/COLLECTION           a Milvus server or cluster
    milvus:///PATH/FILE.db[?COLLECTION]     Milvus Lite, embedded, in one file

A token and TLS are settings (`stores/milvus/server.py`) and no part of a URI, which stands in lists of processes and in logs.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.store_uri import LOCAL, StoreUri

COLLECTION = "xunzhang"  # where none is named
_NAME = re.compile(r"[A-Za-z_]\w{0,99}", re.ASCII)
_SERVER = re.compile(r"(?:\[[\da-fA-F:.]+\]|[\w.-]+)(?::\d{1,5})?", re.ASCII)


def parse_store(text: str) -> StoreUri:
    """Raises XunzhangError for what is no URI of a store, or has a name and password in it."""
    try:
        parts = urlsplit(text.strip())
    except ValueError:
        raise _unknown(text) from None
    if "@" in parts.netloc:
        raise XunzhangError(say("store.secret", host=parts.netloc.rpartition("@")[2]))
    if parts.scheme == "faiss" and not (parts.netloc or parts.path or parts.query):
        return LOCAL
    if parts.scheme != "milvus":
        raise _unknown(text)
    embedded = not parts.netloc
    collection = (parts.query if embedded else parts.path.strip("/")) or COLLECTION
    address = parts.path if embedded else parts.netloc
    named = address.endswith(".db") and len(address) > len("/.db") if embedded else _SERVER.fullmatch(address)
    if not named or not _NAME.fullmatch(collection) or (parts.query and not embedded):
        raise _unknown(text)
    if not embedded and not re.search(r":\d+$", address):
        address += ":19530"
    return StoreUri("milvus", address, collection, embedded, text.strip())


def _unknown(text: str) -> XunzhangError:
    return XunzhangError(say("store.uri", given=text))
