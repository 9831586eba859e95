"""Fits the network on mined pairs. Seeded; saves as it goes, and goes on from what it saved.

`python -m training.fitting WORK [SECONDS] [--steps N]`: on the GPU that torch sees, else on the CPU. What a step draws follows
from the seed and its number alone, so that a fitting that was ended and begun again sees what it would have seen without that.
"""

from __future__ import annotations

import math
import time
from collections import deque
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from training.arrays import Prepared
from training.cutting import Pairs, cut_pairs, keep_pairs, kept_pairs
from training.drawing import MIXTURE, PAIRS, Batches
from training.mining import Miner
from training.network import Network
from training.work import Unusable, made_before, whole

RATE = 8e-4
SPAN_WEIGHT, SOMEWHERE_WEIGHT = 0.5, 0.15
SAVED_EVERY = 60.0  # seconds
ROUNDED_FROM = 0.55  # share of the fitting after which the encoder's inputs are rounded as in the product
STATE = "state.pt"
WEIGHTS = "reader.safetensors"


@dataclass(frozen=True, slots=True)
class Budget:
    """How long is fitted in all: for `seconds`, over all times it is begun; or `steps`, and then `seconds` only end this time.

    The rate falls and the rounding begins by the share that is spent. By steps the weights do not depend on a clock.
    """

    seconds: float = math.inf
    steps: int | None = None

    def share(self, step: int, spent: float) -> float:
        return spent / self.seconds if self.steps is None else step / self.steps

    def ends(self, now: float) -> bool:
        """Whether this time ends, `now` seconds after it began; it has made a step."""
        return self.steps is not None and now >= self.seconds


def loss_of(network: Network, batch: tuple[Tensor, ...]) -> Tensor:
    """Does it answer; where, 0 for nowhere; and where nobody marked it: not nowhere."""
    ids, mask, inside, answers, start, end = batch
    s, e, y = network(ids, mask, inside)
    loss = F.binary_cross_entropy_with_logits(y, answers)
    known, unknown = (start >= 0).float(), (start < 0).float()
    spans = F.cross_entropy(s, start.clamp(min=0), reduction="none") + F.cross_entropy(e, end.clamp(min=0), reduction="none")
    loss = loss + SPAN_WEIGHT * (spans * known).sum() / known.sum().clamp(min=1)
    nowhere = torch.stack([torch.log1p(-x.softmax(1)[:, 0].clamp(max=0.999)) for x in (s, e)]).sum(0)
    return loss - SOMEWHERE_WEIGHT * (nowhere * unknown).sum() / len(ids)


def mined(work: Path, prepared: Prepared, network: Network, device: str) -> tuple[Pairs, list[str]]:
    """The pairs and the names of their kinds, made once and kept in `work`."""
    file = work / "pairs.npz"
    if not file.exists():
        miner = Miner(prepared, network.bert, device)
        examples = prepared.examples + miner.negatives()
        kinds = sorted({e["kind"] for e in examples})
        keep_pairs(file, cut_pairs(miner, prepared, examples, kinds), kinds)
    return kept_pairs(file)


def fit(work: Path, budget: Budget, size: int = PAIRS, rate: float = RATE) -> None:
    """Fit until the budget is spent, `size` pairs a step; the weights are in `work` then, and what they do on held passages.

    Raises Unusable where `work` lacks what preparing makes, or holds something damaged or begun otherwise.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    began = time.perf_counter()
    prepared = Prepared.read(work)
    torch.manual_seed(prepared.seed)
    network = Network.from_work(work).to(device)
    network.eval()
    pairs, kinds = mined(work, prepared, network, device)  # adapters change nothing yet
    counts = {kind: int((pairs.kind == n).sum()) for n, kind in enumerate(kinds)}
    print(f"{time.perf_counter() - began:.0f} s: {len(pairs.kind)} pairs {counts}", flush=True)
    if unread := sorted(set(kinds) - set(MIXTURE)):
        print(f"not learned from, having no share in the mixture: {', '.join(unread)}", flush=True)
    batches = Batches(prepared, pairs, kinds, size)
    _loop(work, network, batches, budget, rate, device)
    from training.measuring import report

    network.round_to_int8()
    report(work, network, prepared, pairs, kinds, device)


def _loop(work: Path, network: Network, batches: Batches, budget: Budget, rate: float, device: str) -> None:
    adapters = [p for n, p in network.named_parameters() if n.endswith((".a", ".b"))]
    heads = list(network.heads.parameters())
    groups: list[dict[str, Any]] = [{"params": adapters, "scale": 1.0}, {"params": heads, "scale": 1.5}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01, fused=device == "cuda")
    step, before = _gone_on(work, network, optimizer, batches.size, device)
    network.train()
    began, spent, losses = time.perf_counter(), before, deque[Tensor](maxlen=100)
    saved = began
    with closing(_ahead(batches, step, device)) as ahead:
        for batch in ahead:
            share = budget.share(step, spent)
            if share >= 1:
                break
            if share > ROUNDED_FROM:
                network.round_to_int8()
            factor = min(1, (step + 1) / 150) * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * share)))
            for group in optimizer.param_groups:
                group["lr"] = rate * group["scale"] * factor
            torch.manual_seed(batches.prepared.seed * 1_000_003 + step)  # what dropout leaves out, whoever came here how
            optimizer.zero_grad(set_to_none=True)
            with torch.autocast(device, dtype=torch.bfloat16, enabled=device == "cuda"):
                loss = loss_of(network, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(adapters + heads, 1.0)
            optimizer.step()
            step += 1
            losses.append(loss.detach())
            now = time.perf_counter()
            spent = before + now - began
            if step % 100 == 0 or device == "cpu":
                print(f"{step} steps, {spent:.0f} s, loss {torch.stack(list(losses)).mean().item():.4f}", flush=True)
            if budget.ends(now - began):
                break
            if now - saved > SAVED_EVERY:
                saved = now
                _save(work, network, optimizer, batches.size, step, spent)
    _save(work, network, optimizer, batches.size, step, spent)


def _gone_on(work: Path, network: Network, optimizer: torch.optim.Optimizer, size: int, device: str) -> tuple[int, float]:
    """Put network and optimizer where an earlier fitting left them -> its steps and seconds; 0 and 0 where there was none."""
    if not (work / STATE).exists():
        return 0, 0.0
    with made_before(work / STATE) as file:
        state = torch.load(file, map_location=device, weights_only=True)
        step, spent, begun = int(state["step"]), float(state["spent"]), int(state["pairs"])
        network.take_up(state["network"])
        optimizer.load_state_dict(state["optimizer"])
    if begun != size:
        raise Unusable(f"{work} was begun with --pairs {begun}, and is gone on with like that")
    return step, spent


def _save(work: Path, network: Network, optimizer: torch.optim.Optimizer, size: int, step: int, spent: float) -> None:
    network.save(work / WEIGHTS)
    state = {"network": network.trained(), "optimizer": optimizer.state_dict(), "pairs": size, "step": step, "spent": spent}
    with whole(work / STATE) as file:
        torch.save(state, file)


def _ahead(batches: Batches, step: int, device: str) -> Generator[tuple[Tensor, ...], None, None]:
    """The batches from a step on, made in threads while the step before runs."""
    rows = enumerate(islice(batches.drawn(40 if device == "cuda" else 2), step, None), step)
    with ThreadPoolExecutor(2) as pool:
        waiting = deque(pool.submit(batches.tensors, drawn, number) for number, drawn in islice(rows, 8))
        try:
            while True:
                batch = waiting.popleft().result()
                number, drawn = next(rows)
                waiting.append(pool.submit(batches.tensors, drawn, number))
                yield tuple(tensor.to(device) for tensor in batch)
        finally:
            for future in waiting:
                future.cancel()


if __name__ == "__main__":
    from training.commands import fitting

    raise SystemExit(fitting())
