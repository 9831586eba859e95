"""Templates: everything that goes in is escaped, nothing is left out in silence, and no HTML is put together in Python."""

import ast
import re

import pytest
from jinja2 import UndefinedError

from tests.helpers.places import PACKAGE
from xunzhang.page.parts.environment import ENVIRONMENT, unbroken
from xunzhang.page.parts.templates import macros

PAGE = PACKAGE / "page"
TAG = re.compile(r"(?<!\?P)</?[a-z][a-z0-9-]*(?:[\s>/]|$)")
NOT_OURS = {
    "views/explore/map_figure.py": {"<br>"},  # Plotly's own markup, in what it shows beside a point
    "gradio_adapter.py": {"</head>", '<script nonce="{{ request.state.nonce }}"'},  # of Gradio's template
    "content_policy.py": {"<script>", "</script>"},  # what stands between them has its hash in the policy
}


def strings(path):
    """The string constants of a module, parts of f-strings among them, without docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("path", sorted(PAGE.rglob("*.py")), ids=lambda path: path.relative_to(PAGE).as_posix())
def test_html_stands_in_templates_alone(path):
    allowed = NOT_OURS.get(path.relative_to(PAGE).as_posix(), set())
    assert {text for text in strings(path) if TAG.search(text)} <= allowed


def test_no_module_of_the_page_escapes_by_itself():
    importing = [
        path.relative_to(PAGE).as_posix() for path in PAGE.rglob("*.py") if "from html import" in path.read_text("utf-8")
    ]
    assert importing == ["views/explore/map_figure.py"]


@pytest.mark.parametrize("name", ENVIRONMENT.list_templates())
def test_a_template_compiles_and_says_what_it_is(name):
    ENVIRONMENT.get_template(name)
    assert (PAGE / "templates" / name).read_text(encoding="utf-8").startswith("{# ")


@pytest.mark.parametrize("name", ENVIRONMENT.list_templates())
def test_an_element_has_one_text_in_two_languages(name):
    """A second data-say of an element is not read: its attributes stay English on the Chinese page."""
    source = (PAGE / "templates" / name).read_text(encoding="utf-8")
    tags = re.findall(r"<[a-z](?:[^<>{]|\{\{.*?\}\}|\{%.*?%\})*>", source, re.DOTALL)
    assert [tag for tag in tags if tag.count("| attribute(") > 1] == []


def test_what_goes_in_is_escaped():
    assert ENVIRONMENT.from_string('<p title="{{ x }}">{{ x }}</p>').render(x='<i>"&') == (
        '<p title="&lt;i&gt;&#34;&amp;">&lt;i&gt;&#34;&amp;</p>'
    )


def test_a_value_that_is_not_given_is_an_error():
    with pytest.raises(UndefinedError):
        ENVIRONMENT.from_string("{{ x }}").render()


@pytest.mark.parametrize(
    ("written", "sent"),
    [
        ("<p>\n  <b>one</b>\n  <i>two</i>\n</p>\n", "<p><b>one</b><i>two</i></p>"),
        ("<p>one\n  two <b>three</b></p>", "<p>one two <b>three</b></p>"),
        ('<p\n  class="a"\n  hidden>x</p>', '<p class="a" hidden>x</p>'),
        ("one line, with  spaces", "one line, with  spaces"),
    ],
)
def test_line_breaks_of_a_template_are_not_sent(written, sent):
    assert unbroken(written) == sent


def test_line_breaks_of_a_text_are():
    """A quotation has nothing but the passage in it, and all of it."""
    text = "\n  one\n\n two < three\n"
    assert macros("parts/marks.html").marked([text]) == text.replace("<", "&lt;")
