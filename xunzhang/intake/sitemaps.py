"""What a sitemap lists: addresses of pages, or of further sitemaps."""

from __future__ import annotations

from dataclasses import dataclass

from xunzhang.intake.addresses import address_of
from xunzhang.intake.feeds import local_name, parse_xml
from xunzhang.types import XunzhangError
from xunzhang.types.message import NOTHING, Message


@dataclass(frozen=True, slots=True)
class Sitemap:
    """The addresses of `pages` and of further `maps`, in order; `trouble` says what of it could not be read."""

    pages: tuple[str, ...]
    maps: tuple[str, ...]
    trouble: Message = NOTHING


def read_sitemap(body: bytes, address: str) -> Sitemap:
    """Raises XunzhangError for what is no XML, or broken before its first address."""
    root, trouble = parse_xml(body, address)
    found: dict[str, list[str]] = {"url": [], "sitemap": []}
    for entry in root:
        listed = found.get(local_name(entry))
        place = (
            next(("".join(each.itertext()).strip() for each in entry if local_name(each) == "loc"), "")
            if listed is not None
            else ""
        )
        if listed is not None and place:
            try:
                listed.append(address_of(place, address))
            except XunzhangError as error:
                trouble = trouble or error.message
    if trouble and not any(found.values()):
        raise XunzhangError(trouble)
    return Sitemap(tuple(found["url"]), tuple(found["sitemap"]), trouble)
