"""Progress bars of a build, for terminals; on anything else a line a stage."""

from __future__ import annotations

from types import TracebackType

from tqdm import tqdm


class ProgressBars:
    """A bar a stage, on stderr, with rate and time left. `show` is what `build_index` wants as its `progress`."""

    def __init__(self) -> None:
        self._stage = ""
        self._bar: tqdm | None = None

    def __enter__(self) -> ProgressBars:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._close()

    def show(self, stage: str, done: int, total: int) -> None:
        """`stage` has come to `done` of `total`, which is 0 where it is not known."""
        if self._bar is None or stage != self._stage:
            self._close()
            unit = " files" if stage == "reading" else " passages"
            self._stage, self._bar = stage, tqdm(total=total or None, desc=f"{stage:<9}", unit=unit, dynamic_ncols=True)
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
