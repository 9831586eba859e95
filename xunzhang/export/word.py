"""Word documents (.docx): results, or what a reader has collected, as a text to work on, with the references at its end.

Passages are verbatim: line breaks and tabs are kept as such, and the few control characters that XML cannot hold are shown as
their symbols (U+0007 as ␇). Needs the package `python-docx`, loaded when a document is made.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from xunzhang.export.bibliography import numbered_references, reference_numbers
from xunzhang.export.provenance import PLAIN, Manner, Provenance, provenance_lines
from xunzhang.export.whereabouts import citation, copy_line, offsets_line
from xunzhang.language.codes import family
from xunzhang.language.iso_dates import without_year_mark
from xunzhang.messages.verdicts import verdict_lines
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types import ArticleHead, Hit, HitGroup, Passage, Results, Span, XunzhangError
from xunzhang.types.brief_records import Brief, Statement, who

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # XML 1.0, 2.2; tab and line breaks are allowed


@dataclass(frozen=True, slots=True)
class DocumentEntry:
    """A passage as the document shows it: the sentence that answers in bold, then what is said of it, a line each."""

    passage: Passage
    answer: Span | None = None
    remarks: tuple[str, ...] = ()


def to_docx(results: Sequence[Results], manner: Manner = PLAIN) -> bytes:
    """A heading a question, the verdict, its passages as quotations; then the references. In the language of the first question
    where none is given.
    """
    language = manner.language or (_labels_of(results[0].language) if results else "en")
    document = _Document(language)
    for result in results:
        document.heading(result.question)
        for line in verdict_lines(result):
            document.line(in_language(line, language))
        document.entries(_entry(group, language) for group in result.groups)
    document.references()
    document.provenance(manner.provenance)
    return document.saved()


def entries_to_docx(title: str, entries: Iterable[DocumentEntry], manner: Manner = PLAIN) -> bytes:
    """The same for passages in the order given, under one title."""
    document = _Document(manner.spoken)
    document.heading(title)
    document.entries(entries)
    document.references()
    document.provenance(manner.provenance)
    return document.saved()


def brief_to_docx(
    brief: Brief,
    lines: Sequence[str],
    headings: Sequence[str],
    tables: Sequence[Sequence[tuple[str, ArticleHead]]],
    manner: Manner,
) -> bytes:
    """A brief: its opening `lines`, a heading a claim with its sentences as quotations, tables of what differs, the references.

    A row of a table is what is printed, and the article that prints it.
    """
    document = _Document(manner.spoken)
    document.heading(brief.judged.question)
    for line in lines:
        document.line(line)
    for heading, claim in zip(headings, brief.claims, strict=True):
        document.heading(heading, level=2)
        for statement in claim.statements:
            document.statement(statement)
    for rows in tables:
        document.heading(in_language(say("brief.differ"), manner.spoken), level=2)
        document.differing(rows)
    document.references()
    document.provenance(manner.provenance)
    return document.saved()


def xml_text(text: str) -> str:
    """The text with what XML cannot hold shown by its symbol, or as U+FFFD where it has none."""
    return _NOT_XML.sub(lambda found: chr(0x2400 + ord(found[0])) if found[0] < " " else "\ufffd", text)


def _labels_of(language: str) -> Spoken:
    return "zh" if family(language) == "zh" else "en"


def _entry(group: HitGroup, language: Spoken) -> DocumentEntry:
    hit: Hit = group.hit
    remarks = (in_language(say("taken.also", where=copy_line(copy, language)), language) for copy in group.also_in)
    return DocumentEntry(hit.passage, hit.answer if hit.strength != "weak" else None, tuple(remarks))


class _Document:
    """A document being written. Faces are named, not embedded: a serif for Latin, Song for Chinese."""

    def __init__(self, language: Spoken) -> None:
        try:
            import docx
            from docx.oxml.ns import qn
            from docx.shared import Cm, Pt
        except ImportError as error:
            raise XunzhangError(say("export.no_docx", why=str(error))) from error
        self._language: Spoken = language
        self._heads: list[ArticleHead] = []
        self._docx: Any = docx.Document()
        self._docx.core_properties.author = "Xunzhang"
        self._docx.core_properties.comments = ""
        for section in self._docx.sections:
            section.page_width, section.page_height = Cm(21), Cm(29.7)
        for name in ("Normal", "Heading 1", "Heading 2", "Quote"):
            style = self._docx.styles[name]
            style.font.name = "Times New Roman"
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "SimSun")
        self._docx.styles["Quote"].font.italic = False  # Chinese has no italics
        self._docx.styles["Quote"].paragraph_format.left_indent = Cm(1)
        self._docx.styles["Normal"].font.size = Pt(11)

    def heading(self, text: str, level: int = 1) -> None:
        self._docx.add_heading(xml_text(" ".join(text.split())), level=level)

    def line(self, text: str, style: str = "Normal") -> None:
        self._docx.add_paragraph(xml_text(text), style=style)

    def entries(self, entries: Iterable[DocumentEntry]) -> None:
        for entry in entries:
            self._entry(entry)

    def _entry(self, entry: DocumentEntry) -> None:
        passage = entry.passage
        head = passage.article
        self._heads.append(head)
        number = reference_numbers(self._heads)[head.id]
        self._docx.add_heading(xml_text(f"{len(self._heads)}. {citation(passage, self._language)} [{number}]"), level=2)
        self.line(" · ".join(filter(None, (head.url or head.path, offsets_line(passage, self._language)))))
        self._quote(passage.text, Span(0, len(passage.text)), [entry.answer] if entry.answer else [])
        for remark in entry.remarks:
            self.line(remark)

    def _quote(self, text: str, shown: Span, bold: Sequence[Span]) -> None:
        """What is `shown` of a text, word for word, the spans in it in bold."""
        quotation = self._docx.add_paragraph(style="Quote")
        at = shown.start
        for span in bold:
            for end, is_bold in ((span.start, False), (span.end, True)):
                if text[at:end]:
                    quotation.add_run(xml_text(text[at:end])).bold = is_bold
                at = end
        if text[at : shown.end]:
            quotation.add_run(xml_text(text[at : shown.end])).bold = False

    def statement(self, statement: Statement) -> None:
        """A sentence as a quotation, what answers in bold, and where it stands with the number of its reference."""
        head = statement.passage.article
        self._heads.append(head)
        self._quote(statement.passage.text, statement.sentence, statement.exact)
        number = reference_numbers(self._heads)[head.id]
        self.line(f"— {citation(statement.passage, self._language)} [{number}]")

    def differing(self, rows: Sequence[tuple[str, ArticleHead]]) -> None:
        """What is printed, by whom, and when, a row each."""
        numbers = reference_numbers(self._heads)
        table = self._docx.add_table(rows=1, cols=3, style="Table Grid")
        for cell, key in zip(table.rows[0].cells, ("brief.printed", "brief.by", "brief.dated"), strict=True):
            cell.text = in_language(say(key), self._language)
        for printed, head in rows:
            cells = table.add_row().cells
            written = (printed, f"{who(head)} [{numbers[head.id]}]", without_year_mark(head.date))
            for cell, text in zip(cells, written, strict=True):
                cell.text = xml_text(text)

    def references(self) -> None:
        """Each article once, by its number: in GB/T 7714 in a Chinese document and APA in an English one."""
        if not self._heads:
            return
        self._docx.add_heading(in_language(say("taken.references"), self._language), level=1)
        for line in numbered_references(self._heads, self._language):
            self.line(line)

    def provenance(self, provenance: Provenance | None) -> None:
        """What the document came from, below everything."""
        for line in provenance_lines(provenance, self._language) if provenance else ():
            self.line(line)

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        self._docx.save(buffer)
        return buffer.getvalue()
