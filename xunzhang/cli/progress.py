"""Progress of a build, on stderr: a bar a stage on a terminal, else a line now and then; each with rate and time left."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from tqdm import tqdm

LINES_EVERY_S = 10.0  # where stderr is no terminal
READING = "reading"  # the one stage that is counted in bytes
LINE = "{desc}: {n_fmt} of {total_fmt}{unit}, {rate_fmt}, {remaining} left"


class ProgressBars:
    """`show` is what `build_index` wants as its `progress`, `tell` as its `tell`. Use as a context manager."""

    def __init__(self) -> None:
        self._stage = self._note = ""
        self._bar: tqdm | None = None  # on a terminal
        self._on_terminal = sys.stderr.isatty()
        self._done, self._total, self._began, self._said = 0, 0, 0.0, 0.0

    def __enter__(self) -> ProgressBars:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._end_stage()

    def tell(self, sentence: str) -> None:
        """A sentence, on a line of its own; a bar goes on below it."""
        tqdm.write(sentence, file=sys.stderr)

    def show(self, stage: str, done: int, total: int, note: str = "") -> None:
        """`stage` has come to `done` of `total`, which is 0 where it is not known; `note` stands beside its name."""
        if stage != self._stage:
            self._end_stage()
            self._stage, self._began = stage, time.monotonic()
            self._said = self._began
            if self._on_terminal:
                self._bar = tqdm(unit=_unit(stage), unit_scale=stage == READING, dynamic_ncols=True)
        self._done, self._total, self._note = done, total, note
        if self._bar is not None:
            self._bar.set_description_str(f"{stage:<9} {note}".rstrip(), refresh=False)
            self._bar.total = total or None
            self._bar.update(done - self._bar.n)
        elif not self._on_terminal and time.monotonic() - self._said >= LINES_EVERY_S:
            self._line()

    def _line(self) -> None:
        self._said = time.monotonic()
        took = self._said - self._began
        total = self._total or None
        line = tqdm.format_meter(
            self._done,
            total,
            took,
            prefix=", ".join(filter(None, (self._stage, self._note))),
            unit=_unit(self._stage),
            unit_scale=self._stage == READING,
            bar_format=LINE,
        )
        tqdm.write(line, file=sys.stderr)

    def _end_stage(self) -> None:
        if self._bar is not None:
            self._bar.close()
        elif self._stage and self._done:
            self._line()
        self._stage, self._bar, self._done = "", None, 0


def _unit(stage: str) -> str:
    return "B" if stage == READING else " passages"
