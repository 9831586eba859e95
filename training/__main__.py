"""`python -m training FOLDER WORK [SECONDS]`: everything from the data to the weights."""

from __future__ import annotations

import sys
from pathlib import Path

from training.fitting import fit
from training.preparing import prepare

if __name__ == "__main__":
    folder, work = Path(sys.argv[1]), Path(sys.argv[2])
    if not (work / "encoder.safetensors").exists():
        prepare(folder, work)
    if len(sys.argv) > 3:
        fit(work, float(sys.argv[3]))
