"""What builds that were interrupted leave in an index's folder: taken over by the next one, and cleared once one is complete."""

from __future__ import annotations

import shutil
from pathlib import Path

from xunzhang.building.previous import whole_files
from xunzhang.building.unfinished import Unfinished
from xunzhang.index import generations

REMAINS = "interrupted"  # the folder with the catalogue of a build that was interrupted
SHARDS = "shards"  # the folder of what workers elsewhere have made, where no other was named


def take_remains(index_dir: Path) -> Path:
    """-> the folder with the catalogue of an interrupted build, if there is one; of several, the one that had read most."""
    kept = index_dir / REMAINS
    for folder in generations.interrupted_generations(index_dir):
        if whole_files(folder) >= max(whole_files(kept), 1):
            shutil.rmtree(kept, ignore_errors=True)
            folder.rename(kept)
        else:
            shutil.rmtree(folder, ignore_errors=True)
    return kept


def clear_remains(index_dir: Path) -> None:
    converting = generations.interrupted_generations(index_dir, generations.CONVERTING)
    for folder in (index_dir / REMAINS, index_dir / SHARDS, *generations.interrupted_generations(index_dir), *converting):
        shutil.rmtree(folder, ignore_errors=True)
    Unfinished.remove(index_dir)
