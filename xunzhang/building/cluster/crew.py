"""Workers on a Ray cluster: hired, given shards, and replaced when their machine is lost. How a cluster is
reached, and how many workers it has room for, is `joining.py`'s.

A shard is one task of one worker, and is done when its file is in its place. What a lost worker had in hand is given to another,
unless its file is there; the lost one is ended first, so that no shard is made twice. Ray's own retries are off: they would
make again what is already in its place.
"""

from __future__ import annotations

import logging
import os
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xunzhang.building.cluster.joining import shape
from xunzhang.building.cluster.tasks import EncodeTask, Hello, ReadTask, Receipt, Terms
from xunzhang.messages.wording import say
from xunzhang.types import XunzhangError
from xunzhang.types.message import Message, as_said

ROOT = Path(__file__).resolve().parents[3]
IN_HAND = 2  # tasks that a worker has, so that it does not wait for the next
AHEAD = 4  # tasks a worker, in hand or done, that are kept until their turn comes
MOST_LOSSES = 3  # workers that a shard may lose before it is taken for the reason
START_S = 600.0  # how long there may be no worker at all
LOOK_S = 1.0

Task = ReadTask | EncodeTask
log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Hired:
    """A worker; `node` is "" until it has said hello, and `hands` the tasks it has."""

    actor: Any
    node: str = ""
    hands: int = 0


@dataclass(frozen=True, slots=True)
class _Given:
    """A task in a worker's hands; its first attempt is 1."""

    task: Task
    worker: _Hired
    attempt: int


class Crew:
    """The workers of one build; use as a context manager, which dismisses them."""

    def __init__(self, ray: Any, terms: Terms, cores: int | None, tell: Callable[[Message], None]) -> None:
        """One worker a GPU where the cluster has some, else one every `cores` cores of a machine."""
        self._ray = ray
        self._terms = terms
        self._tell = tell
        self.given: list[tuple[str, str, int]] = []  # (shard, node, attempt), as they were handed out
        nodes = [node["Resources"] for node in ray.nodes() if node["Alive"]]
        self._needs, count = shape(nodes, cores)
        self._remote = self._remote_class()
        self._hired: list[_Hired] = []
        self._greeting: dict[Any, _Hired] = {}
        self._losses: Counter[str] = Counter()
        for _ in range(count):
            self._hire()

    def __enter__(self) -> Crew:
        return self

    def __exit__(self, *_: object) -> None:
        for worker in self._hired:
            self._ray.kill(worker.actor)
        self._hired.clear()

    def results(self, tasks: Iterator[Task], space: bytes = b"") -> Iterator[tuple[Task, Receipt]]:
        """Have `tasks` done, those whose shards are in their place excepted; -> each with its receipt, in their order.

        A task is taken from `tasks` when a worker has a hand free. Raises XunzhangError where a shard cannot be made.
        """
        round_ = _Round(self, tasks, self._terms.place.names(), self._ray.put(space) if space else None)
        yield from round_.in_order()

    def _remote_class(self) -> Any:
        from xunzhang.building.cluster.worker import ShardWorker

        ray = self._ray

        class _Actor(ShardWorker):
            def __init__(self, terms: Terms) -> None:
                super().__init__(terms, ray.get_runtime_context().get_node_id())

        path = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH", ""))))
        ours = {name: value for name, value in os.environ.items() if name.startswith(("XUNZHANG_LIMIT_", "XUNZHANG_OCR"))}
        return ray.remote(_Actor).options(
            **self._needs, max_restarts=0, max_task_retries=0, runtime_env={"env_vars": {"PYTHONPATH": path, **ours}}
        )

    def _hire(self) -> None:
        worker = _Hired(self._remote.remote(self._terms))
        self._hired.append(worker)
        self._greeting[worker.actor.hello.remote()] = worker

    def greetings(self) -> list[Any]:
        return list(self._greeting)

    def greet(self, reference: Any) -> None:
        """A worker has said hello, or has been lost before. Raises XunzhangError where its program reads otherwise."""
        worker = self._greeting.pop(reference)
        try:
            hello: Hello = self._ray.get(reference)
        except self._ray.exceptions.RayActorError as error:
            log.info("a worker was lost before it began: %s", error)
            self.lose(worker)
            return
        if hello.reading != self._terms.reading:
            raise XunzhangError(say("cluster.other_program", host=hello.host))
        worker.node = hello.node

    def with_a_free_hand(self) -> _Hired | None:
        ready = [worker for worker in self._hired if worker.node and worker.hands < IN_HAND]
        return min(ready, key=lambda worker: worker.hands, default=None)

    def give(self, task: Task, worker: _Hired, attempt: int, space: Any) -> Any:
        """-> a reference to the receipt."""
        worker.hands += 1
        self.given.append((task.shard, worker.node, attempt))
        if isinstance(task, ReadTask):
            return worker.actor.read.remote(task, attempt)
        return worker.actor.encode.remote(task, space, attempt)

    def receipt(self, reference: Any, given: _Given) -> Receipt | None:
        """None where the worker has been lost. Raises XunzhangError where the shard cannot be made."""
        exceptions = self._ray.exceptions
        given.worker.hands -= 1
        try:
            receipt: Receipt = self._ray.get(reference)
        except exceptions.RayTaskError as error:
            why = as_said((str(error).strip().splitlines() or [""])[-1][:200])
            raise XunzhangError(say("cluster.failed", shard=given.task.shard, why=why)) from error
        except (exceptions.RayActorError, exceptions.ObjectLostError) as error:
            log.info("%s lost its worker: %s", given.task.shard, error)
            self._note_loss(given)
            return None
        if receipt.failed:
            raise XunzhangError(receipt.failed)
        return receipt

    def _note_loss(self, given: _Given) -> None:
        if given.worker in self._hired:
            self._tell(say("cluster.lost", node=given.worker.node[:8]))
            self.lose(given.worker)
        self._losses[given.task.shard] += 1
        if self._losses[given.task.shard] >= MOST_LOSSES:
            raise XunzhangError(say("cluster.lost_often", shard=given.task.shard, n=MOST_LOSSES))

    def lose(self, worker: _Hired) -> None:
        """End it, if anything of it is left, and have another in its place as soon as the cluster has room for one."""
        self._hired.remove(worker)
        self._ray.kill(worker.actor)
        self._hire()

    def wait(self, references: list[Any]) -> list[Any]:
        """Those of the references that are there, at the latest after LOOK_S."""
        ready, _ = self._ray.wait(references, num_returns=1, timeout=LOOK_S)
        return list(ready)

    def made_unheard(self, given: _Given) -> Receipt | None:
        """The receipt of a task whose worker was lost between the shard and the word of it; None where there is no shard."""
        if not self._terms.place.has(given.task.shard):
            return None
        count = len(given.task.passages) if isinstance(given.task, EncodeTask) else 0
        return Receipt(given.task.shard, given.worker.node, count, self._terms.backend, attempt=given.attempt)

    @property
    def most_ahead(self) -> int:
        """Tasks that are kept, done ones whose turn has not come among them."""
        return AHEAD * max(1, len(self._hired))

    @property
    def is_empty(self) -> bool:
        return not any(worker.node for worker in self._hired)


class _Round:
    """Tasks of one kind on their way through the crew."""

    def __init__(self, crew: Crew, tasks: Iterator[Task], there: set[str], space: Any) -> None:
        self._crew = crew
        self._tasks = tasks
        self._there = there
        self._space = space
        self._order: deque[Task] = deque()
        self._again: deque[tuple[Task, int]] = deque()
        self._given: dict[Any, _Given] = {}
        self._done: dict[str, Receipt] = {}

    def in_order(self) -> Iterator[tuple[Task, Receipt]]:
        since = time.monotonic()
        while True:
            while self._hand_out():
                pass
            while self._order and self._order[0].shard in self._done:
                task = self._order.popleft()
                yield task, self._done[task.shard]
                self._hand_out()
            if not self._order and not self._hand_out():
                return
            if self._order and self._order[0].shard not in self._done:
                self._wait()
            since = since if self._crew.is_empty else time.monotonic()
            if time.monotonic() - since > START_S:
                raise XunzhangError(say("cluster.no_worker", n=int(START_S)))

    def _hand_out(self) -> bool:
        """Give a task to a worker; -> False where there is none, or no hand for it."""
        worker = self._crew.with_a_free_hand()
        if self._again:
            if worker is None:
                return False
            task, attempt = self._again.popleft()
            self._put(task, worker, attempt)
            return True
        if (worker is None and self._order) or len(self._order) >= self._crew.most_ahead:
            return False
        task_ = next(self._tasks, None)
        if task_ is None:
            return False
        self._order.append(task_)
        if task_.shard in self._there:
            self._done[task_.shard] = Receipt(task_.shard)
        elif worker is None:
            self._again.append((task_, 1))
        else:
            self._put(task_, worker, 1)
        return True

    def _put(self, task: Task, worker: _Hired, attempt: int) -> None:
        self._given[self._crew.give(task, worker, attempt, self._space)] = _Given(task, worker, attempt)

    def _wait(self) -> None:
        awaited = [*self._given, *self._crew.greetings()]
        for reference in self._crew.wait(awaited) if awaited else ():
            given = self._given.pop(reference, None)
            if given is None:
                self._crew.greet(reference)
                continue
            receipt = self._crew.receipt(reference, given) or self._crew.made_unheard(given)
            if receipt is None:
                self._again.append((given.task, given.attempt + 1))
            else:
                self._done[given.task.shard] = receipt
