"""The closed sets of what a thing can be, as JSON names the members. What each is called to a person is `messages/`'s."""

from typing import Literal

Origin = Literal[
    "front matter",  # given as such, by name
    "field",
    "markup",
    "label",  # printed in the text
    "title line",
    "dateline",
    "opening day",
    "document properties",  # kept by the program that made the file
    "page foot",  # printed by a browser
    "ocr",  # read from a picture; of the text alone
    "metadata.csv",  # the user's own table
    "fetched",  # the address that a file was fetched from
    "feed",  # of the feed that named the address
    "Zotero library",  # exported beside its attachments
    "the text itself",
]
"""Where a value that is known of an article came from."""
Fact = Literal["title", "source", "byline", "date", "language", "url", "text", "id"]
Status = Literal["read", "partly", "skipped"]
"""What became of a file: read whole, not whole, or not at all."""
Stage = Literal["reading", "encoding", "indexing", "storing"]
"""What a build is at."""
State = Literal["waiting", "searchable", "refused", "there"]
"""What became of a file that was added to a collection in use."""
Writing = Literal["whole", "broken_off", "not_written"]
"""How a written answer ended; "not_written" where nothing was asked of the model, or nothing came."""
Doubt = Literal[
    "no_citation",
    "unknown_citation",  # of a passage that was not shown to the model
    "figure",
    "date",
    "name",
    "link",
    "negation",  # the passage says it the other way round
    "not_supported",
]
"""What speaks against a sentence of a written answer."""
