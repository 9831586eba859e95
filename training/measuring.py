"""What the network does on held passages, by direction: near-topic and adversarial AUROC, and spans."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from training.mining import Pairs
from training.network import Network
from training.preparing import Prepared
from xunzhang.encoding.windows import best_span
from xunzhang.evaluate.metrics import auroc

LIMIT_ROWS = 1500


@torch.inference_mode()
def report(work: Path, network: Network, prepared: Prepared, pairs: Pairs, kinds: list[str], device: str) -> None:
    from training.fitting import Batches

    network.eval()
    rng = np.random.default_rng(0)
    languages = np.array(prepared.question_languages), np.array(prepared.passage_languages)
    batches = Batches(prepared, pairs, kinds, 0)
    scores, spans = {}, {}
    for number, kind in enumerate(kinds):
        for asked in ("zh", "en"):
            rows = np.flatnonzero((pairs.held == 1) & (pairs.kind == number) & (languages[0][pairs.question] == asked))
            rows = rng.permutation(rows)[:LIMIT_ROWS]
            if len(rows):
                scores[kind, asked], spans[kind, asked] = _read(network, batches, rows, pairs, device)
    out: dict[str, object] = {}
    for asked, other in (("zh", "en"), ("en", "zh")):
        yes, across = scores.get(("squad", asked)), scores.get(("across", asked))
        for name, good, bad in (
            (f"{asked}>{asked} near", yes, scores.get(("hard", asked))),
            (f"{asked}>{asked} adversarial", yes, scores.get(("adversarial", asked))),
            (f"{asked}>{other} near", across, scores.get(("hard-across", asked))),
            (f"{asked}>{other} adversarial", across, scores.get(("across-adversarial", asked))),
        ):
            if good is not None and bad is not None:
                out[name] = round(auroc(good[good[:, 1] > 0, 0], bad[:, 0]), 4)
        for kind in ("squad", "across"):
            if (found := spans.get((kind, asked))) is not None and len(found):
                out[f"{asked} {kind} span overlaps, exact"] = [*np.round(found.mean(0), 3).tolist(), len(found)]
    print(json.dumps(out), flush=True)
    (work / "held.json").write_text(json.dumps(out, indent=1))


def _read(network: Network, batches, rows: np.ndarray, pairs: Pairs, device: str) -> tuple[np.ndarray, np.ndarray]:
    scores, spans = [], []
    rows = rows[np.argsort(pairs.high[rows] - pairs.low[rows])]
    for at in range(0, len(rows), 64):
        some = rows[at : at + 64]
        ids, mask, inside, answers, start, end = (t.to(device) for t in batches.tensors(some, "cpu", titled=1.0))
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            s, e, y = network(ids, mask, inside)
        scores += list(zip(y.tolist(), answers.tolist()))
        for k in np.flatnonzero((start > 0).cpu().numpy()):
            found = best_span(s[k, 1:].float().cpu().numpy(), e[k, 1:].float().cpu().numpy())  # 0 is "nowhere"
            i, j = found[0] + 1, found[1] + 1
            a, b = int(start[k]), int(end[k])
            spans.append((i <= b and j >= a, i == a and j == b))
    return np.array(scores), np.array(spans, float)
