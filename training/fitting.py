"""Fits the network on mined pairs. Seeded; saves as it goes, and goes on from what it saved.

`python -m training.fitting WORK SECONDS`: on the GPU that torch sees, else on the CPU.
"""

from __future__ import annotations

import math
import pickle
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.mining import Miner, Pairs, padded
from training.network import Network
from training.preparing import Prepared
from xunzhang.encoding.windows import LONGEST_TITLE

# What share of the examples each kind makes up, whatever there is of it.
MIXTURE = {
    "cmrc": 5.0, "squad": 6.0, "drcd": 2.5, "nqg": 1.5, "switched": 4.0,
    "across": 4.5, "cut": 1.0, "parallel": 0.7, "sentence": 1.5,
    "adversarial": 5.0, "across-adversarial": 2.5, "altered": 1.5, "hard": 9.0, "hard-across": 6.0,
}  # fmt: skip
PAIRS = 512  # a step
TITLED = 0.5  # share of windows that are read with their passage's title
RATE = 8e-4
SPAN_WEIGHT, SOMEWHERE_WEIGHT = 0.5, 0.15
SAVED_EVERY = 60.0  # seconds
ROUNDED_FROM = 0.55  # share of the time after which the encoder's inputs are rounded as in the product


class Batches:
    """Draws pairs by MIXTURE and makes tensors of them, pairs of like length together."""

    def __init__(self, prepared: Prepared, pairs: Pairs, kinds: list[str], seed: int) -> None:
        self.prepared, self.pairs = prepared, pairs
        self.rng = np.random.default_rng(seed)
        self.rows = {kind: np.flatnonzero((pairs.kind == number) & (pairs.held == 0)) for number, kind in enumerate(kinds)}
        weights = np.array([MIXTURE.get(kind, 0.0) if len(self.rows[kind]) else 0.0 for kind in kinds])
        self.kinds, self.weights = kinds, weights / weights.sum()

    def drawn(self, steps: int) -> Iterator[np.ndarray]:
        """Row numbers, PAIRS at a time. Of each kind every row is seen once before any is seen again."""
        decks: dict[str, np.ndarray] = {kind: np.zeros(0, int) for kind in self.kinds}
        while True:
            chosen = self.rng.choice(len(self.kinds), PAIRS * steps, p=self.weights)
            rows = []
            for number, count in enumerate(np.bincount(chosen, minlength=len(self.kinds))):
                kind = self.kinds[number]
                while len(decks[kind]) < count:
                    decks[kind] = np.concatenate([decks[kind], self.rng.permutation(self.rows[kind])])
                rows.append(decks[kind][:count])
                decks[kind] = decks[kind][count:]
            drawn = np.concatenate(rows)
            lengths = self.pairs.high[drawn] - self.pairs.low[drawn]
            order = drawn[np.argsort(lengths + self.rng.random(len(drawn)) * 16)]
            for at in self.rng.permutation(steps):
                yield order[at * PAIRS : (at + 1) * PAIRS]

    def tensors(self, rows: np.ndarray, device: str, titled: float = TITLED) -> tuple[Tensor, ...]:
        """-> ids, mask, inside (n, t) and answers, start, end (n,), for the pairs `rows`."""
        prepared, pairs = self.prepared, self.pairs
        lists, firsts = [], []
        for row in rows:
            question = prepared.questions.ids[prepared.questions.slice(pairs.question[row])].tolist()
            title = prepared.titles.ids[prepared.titles.slice(pairs.passage[row])].tolist()
            title = title if len(title) <= LONGEST_TITLE and self.rng.random() < titled else []
            at = int(prepared.passages.ends[pairs.passage[row]])
            window = prepared.passages.ids[at + pairs.low[row] : at + pairs.high[row]].tolist()
            before = [0, *prepared.prompts["query: "], *question, 2, 2, *prepared.prompts["passage: "], *title]
            firsts.append((len(before), len(before) + len(window)))
            lists.append([*before, *window, 2])
        ids, mask = padded(lists, device)
        inside = np.zeros(ids.shape, bool)
        inside[:, 0] = True
        for k, (low, high) in enumerate(firsts):
            inside[k, low:high] = True
        offset = np.array([low for low, _ in firsts])
        start = np.where(pairs.start[rows] >= 0, pairs.start[rows] + offset, np.where(pairs.start[rows] == -2, 0, -1))
        end = np.where(pairs.end[rows] >= 0, pairs.end[rows] + offset, np.where(pairs.end[rows] == -2, 0, -1))
        answers = torch.from_numpy(pairs.answers[rows].astype(np.float32))
        return (
            ids,
            mask,
            torch.from_numpy(inside).to(device),
            answers.to(device),
            torch.from_numpy(start).to(device),
            torch.from_numpy(end).to(device),
        )


def loss_of(network: Network, batch: tuple[Tensor, ...]) -> Tensor:
    """Does it answer; where, 0 for nowhere; and where nobody marked it: not nowhere."""
    ids, mask, inside, answers, start, end = batch
    s, e, y = network(ids, mask, inside)
    loss = F.binary_cross_entropy_with_logits(y, answers)
    known, unknown = (start >= 0).float(), (start < 0).float()
    spans = F.cross_entropy(s, start.clamp(min=0), reduction="none") + F.cross_entropy(e, end.clamp(min=0), reduction="none")
    loss = loss + SPAN_WEIGHT * (spans * known).sum() / known.sum().clamp(min=1)
    nowhere = sum(torch.log1p(-x.softmax(1)[:, 0].clamp(max=0.999)) for x in (s, e))
    return loss - SOMEWHERE_WEIGHT * (nowhere * unknown).sum() / len(ids)


def mined(work: Path, prepared: Prepared, network: Network, device: str, seed: int) -> tuple[Pairs, list[str]]:
    """The pairs, made once and kept in `work`."""
    file = work / "pairs.pickle"
    if not file.exists():
        miner = Miner(prepared, network.bert, device)
        examples = prepared.examples + miner.negatives()
        kinds = sorted({e["kind"] for e in examples})
        file.write_bytes(pickle.dumps((miner.pairs(examples, kinds, seed), kinds)))
    pairs, kinds = pickle.loads(file.read_bytes())
    return pairs, kinds


def fit(work: Path, seconds: float, seed: int = 0, rate: float = RATE) -> None:
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.manual_seed(seed)
    began = time.perf_counter()
    prepared = Prepared.read(work)
    network = Network.from_work(work).to(device)
    network.eval()
    pairs, kinds = mined(work, prepared, network, device, seed)  # adapters change nothing yet
    counts = {kind: int((pairs.kind == n).sum()) for n, kind in enumerate(kinds)}
    print(f"{time.perf_counter() - began:.0f} s: {len(pairs.kind)} pairs {counts}", flush=True)
    batches = Batches(prepared, pairs, kinds, seed)
    _loop(work, network, batches, seconds, rate, device)
    from training.measuring import report

    network.round_to_int8()
    report(work, network, prepared, pairs, kinds, device)


def _loop(work: Path, network: Network, batches: Batches, seconds: float, rate: float, device: str) -> None:
    adapters = [p for n, p in network.named_parameters() if n.endswith((".a", ".b"))]
    heads = list(network.heads.parameters())
    groups = [{"params": adapters, "scale": 1.0}, {"params": heads, "scale": 1.5}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device == "cuda")
    step, spent = 0, 0.0
    if (work / "state.pt").exists():
        state = torch.load(work / "state.pt", map_location=device)
        network.load_state_dict(state["network"], strict=False)
        optimizer.load_state_dict(state["optimizer"])
        step, spent = state["step"], state["spent"]
    network.train()
    began, saved, losses = time.perf_counter() - spent, time.perf_counter(), []
    for rows in _ahead(batches, device):
        spent = time.perf_counter() - began
        if spent >= seconds:
            break
        if spent > ROUNDED_FROM * seconds:
            network.round_to_int8()
        factor = min(1, (step + 1) / 150) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * spent / seconds)))
        for group in optimizer.param_groups:
            group["lr"] = rate * group["scale"] * factor
        optimizer.zero_grad(set_to_none=True)
        with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
            loss = loss_of(network, rows)
        loss.backward()
        nn.utils.clip_grad_norm_(adapters + heads, 1.0)
        optimizer.step()
        step += 1
        losses.append(loss.detach())
        if step % 100 == 0 or device == "cpu":
            print(f"{step} steps, {spent:.0f} s, loss {torch.stack(losses[-100:]).mean().item():.4f}", flush=True)
        if time.perf_counter() - saved > SAVED_EVERY:
            saved = time.perf_counter()
            _save(work, network, optimizer, step, spent)
    _save(work, network, optimizer, step, spent)


def _save(work: Path, network: Network, optimizer: torch.optim.Optimizer, step: int, spent: float) -> None:
    network.save(work / "reader.safetensors")
    state = {"network": network.trained(), "optimizer": optimizer.state_dict(), "step": step, "spent": spent}
    torch.save(state, work / "state.part")
    (work / "state.part").replace(work / "state.pt")


def _ahead(batches: Batches, device: str) -> Iterator[tuple[Tensor, ...]]:
    """Batches made in threads while the step before runs."""
    from concurrent.futures import ThreadPoolExecutor

    drawn = batches.drawn(40 if device == "cuda" else 2)
    with ThreadPoolExecutor(2) as pool:
        waiting = [pool.submit(batches.tensors, next(drawn), "cpu") for _ in range(8)]
        try:
            while True:
                batch = waiting.pop(0).result()
                waiting.append(pool.submit(batches.tensors, next(drawn), "cpu"))
                yield tuple(t.to(device) for t in batch)
        finally:
            for future in waiting:
                future.cancel()


if __name__ == "__main__":
    fit(Path(sys.argv[1]), float(sys.argv[2]), rate=float(sys.argv[3]) if len(sys.argv) > 3 else RATE)
