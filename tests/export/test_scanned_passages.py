"""What OCR read says so in every file and line that quotes it, with the figures to check; and in a store."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from tests.helpers.sample_results import passage
from xunzhang.cli.terminal import TerminalStyle, show_results
from xunzhang.export.notebook_files import NotebookEntry, notebook_file
from xunzhang.export.provenance import PLAIN
from xunzhang.export.result_files import EXPORTS
from xunzhang.export.whereabouts import citation
from xunzhang.export.word import to_docx
from xunzhang.index.stores.milvus.entities import COUNTED, HeldPassage, entity_of, words_of
from xunzhang.page.parts.cards import render_card
from xunzhang.page.views.notebook import _read
from xunzhang.question.grammar import plain_question
from xunzhang.types import Hit, HitGroup, Passage, Results
from xunzhang.types.printed_layout import Scan, Unsure, scan_from

TEXT = "二〇二四年，渡口新桥建成，投资17.1亿元。"
SCAN = Scan(96, (Unsure(0, 4, 58), Unsure(15, 19, 71)))
SAID = "read by OCR, 96 % sure; check 二〇二四 (58 %), 17.1 (71 %)"


@pytest.fixture
def scanned() -> Passage:
    return replace(passage(TEXT), page=2, scan=SCAN)


def one_hit(found: Passage) -> Results:
    return Results(plain_question("q", "en"), "may_answer", 0.5, 1.0, (HitGroup(Hit(found, 0.5, "likely")),))


def test_a_citation_says_so_in_both_languages(scanned: Passage) -> None:
    assert citation(scanned).endswith(f"p. 2 · {SAID}")
    assert citation(scanned, "zh").endswith("第 2 页 · OCR 识别，把握 96%；请核对二〇二四（58%）、17.1（71%）")
    assert citation(replace(scanned, scan=Scan(99))).endswith("p. 2 · read by OCR, 99 % sure")
    assert "OCR" not in citation(replace(scanned, scan=None))


def test_json_has_the_figures_and_comes_back(scanned: Passage) -> None:
    told = json.loads(EXPORTS["json"]([one_hit(scanned)], PLAIN))["results"][0]["passage"]["ocr"]
    assert told == {
        "confidence": 0.96,
        "unsure": [
            {"start": 0, "end": 4, "text": "二〇二四", "confidence": 0.58},
            {"start": 15, "end": 19, "text": "17.1", "confidence": 0.71},
        ],
    }
    assert scan_from(told, TEXT) == SCAN
    assert scan_from({**told, "unsure": [{"start": -3, "end": 900, "text": "", "confidence": 1.0}]}, TEXT) == Scan(96)
    assert "ocr" not in replace(scanned, scan=None).as_dict()


@pytest.mark.parametrize("format", ["md", "bib", "ris"])
def test_files_that_quote_it_say_so(scanned: Passage, format: str) -> None:
    text = EXPORTS[format]([one_hit(scanned)], PLAIN).replace("\\", "")
    assert SAID in text
    assert "OCR" not in EXPORTS[format]([one_hit(replace(scanned, scan=None))], PLAIN)


def test_csv_and_word_and_the_terminal_say_so(scanned: Passage) -> None:
    (row,) = csv.DictReader(io.StringIO(EXPORTS["csv"]([one_hit(scanned)], PLAIN), newline=""))
    assert (row["ocr"], row["unsure"]) == ("0.96", "二〇二四; 17.1")
    import docx

    paragraphs = docx.Document(io.BytesIO(to_docx([one_hit(scanned)]))).paragraphs
    assert any(SAID in paragraph.text for paragraph in paragraphs)
    assert SAID in show_results(one_hit(scanned), TerminalStyle())


def test_the_card_says_so_and_marks_the_figures(scanned: Passage) -> None:
    html = str(render_card(HitGroup(Hit(scanned, 0.5, "likely")), 1))
    assert 'class="unsure">二〇二四<' in html and 'class="unsure">17.1<' in html
    assert "read by OCR, 96 % sure" in html and "OCR 识别，把握 96%" in html


def test_a_notebook_keeps_it(scanned: Passage) -> None:
    kept = {
        "passage": scanned.as_dict(), "language": "zh", "heading": "", "page": 2, "url": "", "question": "", "note": "", "added": "2026-01-01",
    }  # fmt: skip
    entries, unread = _read({"items": [kept]})
    assert unread == 0 and entries[0].passage.scan == SCAN
    assert '"unsure"' in notebook_file([NotebookEntry(scanned)], "json", "t").content.decode()
    (row,) = csv.DictReader(io.StringIO(notebook_file([NotebookEntry(scanned)], "csv", "t").content.decode(), newline=""))
    assert row["ocr"] == "0.96"


def test_a_store_keeps_it(scanned: Passage) -> None:
    vectors = (np.zeros(4, np.float32), np.zeros((1, 2), np.uint8), np.ones(1, np.float16))
    known = SimpleNamespace(lengths=dict.fromkeys(COUNTED, 10.0))
    for found in (scanned, replace(scanned, scan=None)):
        entity = entity_of(found, words_of(found), 1, 1, vectors, known)
        assert HeldPassage(entity).passage == found
