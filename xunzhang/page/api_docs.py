"""The page that documents the HTTP interface, drawn on the server from the OpenAPI document: no script, nothing fetched.

What each request takes and gives is the document's to say; here it is only laid out (`templates/api_docs.html`), with a command
to try each one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from xunzhang.page.parts.palette import SANS, variables
from xunzhang.page.parts.templates import render
from xunzhang.page.theme import static

Schema = Mapping[str, Any]
JSON = "application/json"


class Argument(NamedTuple):
    """`default` is JSON, "" where the argument must be given."""

    name: str
    schema: Schema
    required: bool

    @property
    def default(self) -> str:
        return "" if self.required else _json(self.schema.get("default"))


class Operation(NamedTuple):
    """One request: its arguments, and a command that tries it."""

    method: str
    path: str
    described: Schema
    arguments: list[Argument]
    command: str


class InWords(NamedTuple):
    """A piece of a JSON schema in a few words: `kind` says what it is: "record" (with a link), "code" or "text"."""

    kind: str
    text: str


def render_documentation(document: Schema, address: str) -> Markup:
    """The whole page; `address` is where the application is mounted, as the reader reached it."""
    schemas = document["components"]["schemas"]
    return render(
        "api_docs.html",
        info=document["info"],
        about=str(document["info"]["description"]).split("\n\n"),
        address=address,
        operations=list(_operations(document, schemas, address)),
        records={name: schema for name, schema in schemas.items() if "properties" in schema},
        style=Markup(_style()),
        prose=_prose,
        type_of=_type,
        answered=_answered,
    )


def _operations(document: Schema, schemas: Schema, address: str) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, described in methods.items():
            arguments, body = _arguments(described, schemas)
            needed = {each.name: str(each.schema.get("examples", ["ID"])[0]) for each in arguments if each.required}
            yield Operation(method.upper(), path, described, arguments, _command(address + path, needed, body))


def _arguments(operation: Schema, schemas: Schema) -> tuple[list[Argument], str]:
    """-> the arguments, and the media type of the body: JSON has them in it, any other goes beside them, "" is none."""
    content = operation.get("requestBody", {}).get("content", {})
    if JSON not in content:
        given = operation.get("parameters", [])
        described = [p["schema"] | {"description": p.get("description", "")} for p in given]
        arguments = [Argument(p["name"], schema, p.get("required", False)) for p, schema in zip(given, described)]
        return arguments, next(iter(content), "")
    model = schemas[_reference(content[JSON]["schema"])]
    return [Argument(name, schema, name in model.get("required", ())) for name, schema in model["properties"].items()], JSON


def _type(schema: Schema) -> list[InWords]:
    """A JSON schema in a few words, with links to the records it names."""
    if name := _reference(schema):
        return [InWords("record", name)]
    if "anyOf" in schema:
        return _either([_type(each) for each in schema["anyOf"]])
    if "enum" in schema:
        return _either([[InWords("code", _json(value, ascii=True))] for value in schema["enum"]])
    if schema.get("type") == "array":
        return [InWords("text", "["), *_type(schema["items"]), InWords("text", "]")]
    bounds = f" {schema['minimum']}…{schema['maximum']}" if "minimum" in schema and "maximum" in schema else ""
    return [InWords("text", str(schema.get("type", "")) + bounds)]


def _either(choices: list[list[InWords]]) -> list[InWords]:
    return [piece for place, choice in enumerate(choices) for piece in ([InWords("text", " | ")] if place else []) + choice]


def _answered(answer: Schema) -> list[InWords]:
    """What an answer holds; nothing where it is no JSON."""
    schema = answer.get("content", {}).get(JSON, {}).get("schema")
    return _type(schema) if schema else []


def _reference(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def _json(value: object, *, ascii: bool = False) -> str:
    return json.dumps(value, ensure_ascii=ascii)


def _command(address: str, needed: Mapping[str, str], body: str) -> str:
    """A line for a shell that makes the request."""
    if body == JSON:
        sent = json.dumps(needed, ensure_ascii=False).replace("'", "’")
        return f"curl {address} -H 'Content-Type: {JSON}' -d '{sent}'"
    if body:
        return f"curl '{address}?{urlencode(needed)}' -H 'Content-Type: {body}' --data-binary @FILE"
    return f"curl '{address}?{urlencode(needed)}'" if needed else f"curl {address}"


def _prose(text: str) -> list[str]:
    """Text of the document: every second piece is code, which stands in backticks in it."""
    return " ".join(text.split()).split("`")


def _style() -> str:
    faces = ", ".join(f'"{face}"' if " " in face else face for face in SANS)
    light, dark = variables("light"), variables("dark")
    schemes = f":root{{color-scheme:light dark;--faces:{faces};{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return schemes + static("api_docs.css")
