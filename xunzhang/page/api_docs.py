"""The page that documents the HTTP interface, drawn on the server from the OpenAPI document: no script, nothing fetched.

What each request takes and gives is the document's to say; here it is only laid out, with a command to try each one.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import urlencode

from xunzhang.messages.wording import words
from xunzhang.page.parts.palette import PALETTES, SANS

Schema = Mapping[str, Any]

STYLE = """
body { max-width: 52rem; margin: 0 auto; padding: 2rem 1rem 4rem; font: 1rem/1.6 FACES }
body { color: var(--ink); background: var(--paper) }
h1, h2, h3 { line-height: 1.3 }
h2 { margin-top: 2.5rem; border-top: 1px solid var(--rule); padding-top: 1.5rem }
code, pre { font-family: ui-monospace, Consolas, monospace; font-size: .9em }
pre { overflow-x: auto; background: var(--sheet); padding: .75rem; border: 1px solid var(--rule) }
table { border-collapse: collapse; width: 100% }
td, th { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--rule) }
a { color: var(--accent) }
.wide { overflow-x: auto }
.muted { color: var(--muted) }
"""


def render_documentation(document: Schema, address: str) -> str:
    """The whole page; `address` is where the application is mounted, as the reader reached it."""
    info, schemas = document["info"], document["components"]["schemas"]
    operations = "".join(
        _operation(method, path, operation, schemas, address)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    )
    records = "".join(_record(name, schema) for name, schema in schemas.items() if "properties" in schema)
    about = "".join(f"<p>{_prose(paragraph)}</p>" for paragraph in str(info["description"]).split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{escape(info['title'])} API</title><style>{_style()}</style></head><body><main>"
        f"<h1>{escape(info['title'])} API</h1>{about}<p>{_say('api.document')}: "
        f'<a href="{escape(address)}/openapi.json">openapi.json</a></p>{operations}'
        f"<h2>{_say('api.records')}</h2>{records}</main></body></html>"
    )


def _operation(method: str, path: str, operation: Schema, schemas: Schema, address: str) -> str:
    arguments, body = _arguments(operation, schemas)
    rows = "".join(_argument(name, schema, required) for name, schema, required in arguments)
    heads = "".join(f'<th scope="col">{_say(f"api.{name}")}</th>' for name in ("argument", "type", "default", "meaning"))
    table = f'<div class="wide"><table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>' if rows else ""
    answers = "".join(
        f"<li><code>{status}</code> {_prose(answer['description'])} {_answer_type(answer)}</li>"
        for status, answer in operation["responses"].items()
    )
    needed = {name: str(schema.get("examples", ["ID"])[0]) for name, schema, required in arguments if required}
    return (
        f'<section id="{escape(operation["operationId"])}"><h2><code>{method.upper()} {escape(path)}</code></h2>'
        f"<p>{_prose(operation.get('description') or operation['summary'])}</p>{table}"
        f"<h3>{_say('api.answers')}</h3><ul>{answers}</ul>"
        f"<pre><code>{escape(_curl(address + path, needed, body))}</code></pre></section>"
    )


def _arguments(operation: Schema, schemas: Schema) -> tuple[list[tuple[str, Schema, bool]], bool]:
    """-> (name, schema, whether it must be given) of each argument, and whether they go into the body."""
    if "requestBody" not in operation:
        given = operation.get("parameters", [])
        return [
            (p["name"], p["schema"] | {"description": p.get("description", "")}, p.get("required", False)) for p in given
        ], False
    model = schemas[_reference(operation["requestBody"]["content"]["application/json"]["schema"])]
    return [(name, schema, name in model.get("required", ())) for name, schema in model["properties"].items()], True


def _argument(name: str, schema: Schema, required: bool) -> str:
    default = "" if required else f"<code>{escape(json.dumps(schema.get('default'), ensure_ascii=False))}</code>"
    cells = (f"<code>{escape(name)}</code>", _type(schema), default, _prose(schema.get("description", "")))
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"


def _record(name: str, schema: Schema) -> str:
    rows = "".join(
        f"<tr><td><code>{escape(key)}</code></td><td>{_type(value)}</td></tr>" for key, value in schema["properties"].items()
    )
    about = _prose(schema.get("description", ""))
    return (
        f'<section id="{escape(name)}"><h3><code>{escape(name)}</code></h3><p class="muted">{about}</p>'
        f'<div class="wide"><table><tbody>{rows}</tbody></table></div></section>'
    )


def _type(schema: Schema) -> str:
    """A JSON schema in a few words, with links to the records it names."""
    if name := _reference(schema):
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    if "anyOf" in schema:
        return " | ".join(_type(each) for each in schema["anyOf"])
    if "enum" in schema:
        return " | ".join(f"<code>{escape(json.dumps(value))}</code>" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"[{_type(schema['items'])}]"
    bounds = f" {schema['minimum']}…{schema['maximum']}" if "minimum" in schema and "maximum" in schema else ""
    return escape(str(schema.get("type", "")) + bounds)


def _answer_type(answer: Schema) -> str:
    schema = answer.get("content", {}).get("application/json", {}).get("schema")
    return f"→ {_type(schema)}" if schema else ""


def _reference(schema: Schema) -> str:
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def _curl(address: str, needed: Mapping[str, str], body: bool) -> str:
    if body:
        sent = json.dumps(needed, ensure_ascii=False).replace("'", "’")
        return f"curl {address} -H 'Content-Type: application/json' -d '{sent}'"
    return f"curl '{address}?{urlencode(needed)}'" if needed else f"curl {address}"


def _prose(text: str) -> str:
    """Text of the document as HTML: what stands in backticks is code."""
    parts = escape(" ".join(text.split()), quote=False).split("`")
    return "".join(f"<code>{part}</code>" if number % 2 else part for number, part in enumerate(parts))


def _say(key: str) -> str:
    both = words(key)
    return f'<span lang="zh-CN">{escape(both.zh)}</span> {escape(both.en)}'


def _style() -> str:
    light, dark = ("".join(f"--{name}:{colour};" for name, colour in PALETTES[mode].items()) for mode in ("light", "dark"))
    faces = ", ".join(f'"{face}"' if " " in face else face for face in SANS)
    schemes = f":root{{color-scheme:light dark;{light}}}@media(prefers-color-scheme:dark){{:root{{{dark}}}}}"
    return schemes + STYLE.replace("FACES", faces)
