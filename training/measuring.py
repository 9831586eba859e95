"""What the network does on held passages, by direction: near-topic and adversarial AUROC, and spans."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.arrays import Prepared
from training.cutting import Pairs
from training.drawing import Batches
from training.network import Network
from training.work import whole
from xunzhang.encoding.windows import best_span
from xunzhang.evaluate.metrics import auroc
from xunzhang.types.arrays import Rows

LIMIT_ROWS = 1500

Values = NDArray[np.float64]
Said = Mapping[tuple[str, str], Values]  # by kind and the language asked in


@torch.inference_mode()
def report(work: Path, network: Network, prepared: Prepared, pairs: Pairs, kinds: list[str], device: str) -> None:
    """Print the figures and write them to `held.json` in `work`; one that nothing is there to tell is left out."""
    network.eval()
    rng = np.random.default_rng(0)
    asked_in = np.array(prepared.question_languages)[pairs.question]
    batches = Batches(prepared, pairs, kinds)
    scores: dict[tuple[str, str], Values] = {}
    spans: dict[tuple[str, str], Values] = {}
    for number, kind in enumerate(kinds):
        for asked in ("zh", "en"):
            rows = np.flatnonzero((pairs.held == 1) & (pairs.kind == number) & (asked_in == asked))
            rows = rng.permutation(rows)[:LIMIT_ROWS]
            if len(rows):
                scores[kind, asked], spans[kind, asked] = _read(network, batches, rows, pairs, device)
    out = figures(scores, spans)
    print(json.dumps(out), flush=True)
    with whole(work / "held.json") as file:
        file.write_text(json.dumps(out, indent=1), encoding="utf-8")


def figures(scores: Said, spans: Said) -> dict[str, float | list[float]]:
    """`scores`: (n, 2), log odds and whether the window answers; `spans`: (n, 2), whether it overlaps the annotated one, is it.

    -> by direction AUROC, and the shares of spans with how many there were.
    """
    out: dict[str, float | list[float]] = {}
    for asked, other in (("zh", "en"), ("en", "zh")):
        for name, good, bad in (
            (f"{asked}>{asked} near", "squad", "hard"),
            (f"{asked}>{asked} adversarial", "squad", "adversarial"),
            (f"{asked}>{other} near", "across", "hard-across"),
            (f"{asked}>{other} adversarial", "across", "across-adversarial"),
        ):
            if (good, asked) in scores and (bad, asked) in scores:
                right, wrong = scores[good, asked], scores[bad, asked]
                area = auroc(right[right[:, 1] > 0, 0], wrong[:, 0])
                out |= {} if np.isnan(area) else {name: round(area, 4)}
        for kind in ("squad", "across"):
            if (found := spans.get((kind, asked))) is not None and len(found):
                out[f"{asked} {kind} span overlaps, exact"] = [*np.round(found.mean(0), 3).tolist(), len(found)]
    return out


def _read(network: Network, batches: Batches, rows: Rows, pairs: Pairs, device: str) -> tuple[Values, Values]:
    scores: list[tuple[float, float]] = []
    spans: list[tuple[bool, bool]] = []
    rows = rows[np.argsort(pairs.high[rows] - pairs.low[rows])]
    for at in range(0, len(rows), 64):
        read = batches.tensors(rows[at : at + 64], titled=1.0)
        ids, mask, inside, answers, start, end = (tensor.to(device) for tensor in read)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            s, e, y = network(ids, mask, inside)
        scores += list(zip(y.tolist(), answers.tolist()))
        for k in np.flatnonzero((start > 0).cpu().numpy()):
            found = best_span(s[k, 1:].float().cpu().numpy(), e[k, 1:].float().cpu().numpy())  # 0 is "nowhere"
            i, j = found[0] + 1, found[1] + 1
            a, b = int(start[k]), int(end[k])
            spans.append((i <= b and j >= a, i == a and j == b))
    return np.array(scores, np.float64), np.array(spans, np.float64)
