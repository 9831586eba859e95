"""Progress of a build, on stderr: a bar a stage on a terminal, else a line now and then; each with rate and time left."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from tqdm import tqdm

from xunzhang.cli.terminal_stream import behind
from xunzhang.language.controls import in_one_line
from xunzhang.language.line_breaks import padded
from xunzhang.messages.closed_sets import key_of
from xunzhang.messages.wording import Spoken, in_language, say
from xunzhang.types.kinds import Stage
from xunzhang.types.message import NOTHING, Message

LINES_EVERY_S = 10.0  # where stderr is no terminal
READING = "reading"  # the one stage that is counted in bytes
# What tqdm puts into a line, by its names for them.
PARTS = {
    "stage": "{desc}",
    "done": "{n_fmt}",
    "total": "{total_fmt}",
    "unit": "{unit}",
    "rate": "{rate_fmt}",
    "left": "{remaining}",
}


class ProgressBars:
    """`show` is what `build_index` wants as its `progress`, `tell` as its `tell`. Use as a context manager."""

    def __init__(self, language: Spoken = "en") -> None:
        self._language = language
        self._stage: Stage | None = None
        self._note = NOTHING
        self._bar: tqdm | None = None  # on a terminal
        self._stream = behind(sys.stderr)  # a bar moves the cursor, and nothing that stands in it does
        self._on_terminal = self._stream.isatty()
        self._done, self._total, self._began, self._said = 0, 0, 0.0, 0.0

    def __enter__(self) -> ProgressBars:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end_stage()

    def tell(self, message: Message) -> None:
        """On a line of its own; a bar goes on below it."""
        tqdm.write(in_one_line(in_language(message, self._language)), file=self._stream)

    def show(self, stage: Stage, done: int, total: int, note: Message = NOTHING) -> None:
        """`stage` has come to `done` of `total`, which is 0 where it is not known; `note` stands beside its name."""
        if stage != self._stage:
            self._end_stage()
            self._stage, self._began = stage, time.monotonic()
            self._said = self._began
            if self._on_terminal:
                self._bar = tqdm(unit=self._unit(stage), unit_scale=stage == READING, dynamic_ncols=True, file=self._stream)
        self._done, self._total, self._note = done, total, note
        if self._bar is not None:
            name = in_language(say(key_of("stage", stage)), self._language)
            shown = padded(name, 9) + " " + in_one_line(in_language(note, self._language))
            self._bar.set_description_str(shown.rstrip(), refresh=False)
            self._bar.total = total or None
            self._bar.update(done - self._bar.n)
        elif not self._on_terminal and time.monotonic() - self._said >= LINES_EVERY_S:
            self._line(stage)

    def _line(self, stage: Stage) -> None:
        self._said = time.monotonic()
        took = self._said - self._began
        total, name = self._total or None, say(key_of("stage", stage))
        line = tqdm.format_meter(
            self._done,
            total,
            took,
            prefix=in_language(say("progress.noted", stage=name, note=self._note) if self._note else name, self._language),
            unit=self._unit(stage),
            unit_scale=stage == READING,
            bar_format=in_language(say("progress.line", **PARTS), self._language),
        )
        tqdm.write(in_one_line(line), file=self._stream)

    def _end_stage(self) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._stage and self._done:
            self._line(self._stage)
        self._stage, self._bar, self._done = None, None, 0

    def _unit(self, stage: Stage) -> str:
        return "B" if stage == READING else in_language(say("progress.passages"), self._language)
