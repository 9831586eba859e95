"""What goes on, in figures, for Prometheus: questions and what they came to, how long they took, the queue, the index, memory.

Figures alone: no question, no name and no address is in them. Routes are counted as they are listed
(`/gradio_api/call/{api_name}`), so that what strangers ask for makes no new ones.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, GCCollector, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, InfoMetricFamily
from prometheus_client.exposition import choose_encoder

from xunzhang.service.guard.gate import Gate
from xunzhang.service.live import Held
from xunzhang.types import Results

TAKES = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)  # seconds


class Metrics:
    """Over one page; `held` says what is asked, None where there is nothing yet."""

    def __init__(self, gate: Gate, held: Callable[[], Held | None]) -> None:
        self._registry = CollectorRegistry()
        made: dict[str, Any] = {"registry": self._registry}
        self._requests = Counter(
            "xunzhang_requests", "Requests by route, method and status.", ["route", "method", "status"], **made
        )
        self._took = Histogram(
            "xunzhang_request_seconds", "From a request to the end of its answer.", ["work"], buckets=TAKES, **made
        )
        self._waited = Histogram("xunzhang_wait_seconds", "How long who asks waited for a turn.", buckets=TAKES, **made)
        self._turned_away = Counter("xunzhang_turned_away", "Requests that found no place (503).", **made)
        self._questions = Counter("xunzhang_questions", "Questions answered, by verdict.", ["verdict"], **made)
        self._answered = Histogram("xunzhang_question_seconds", "How long a question took to work out.", buckets=TAKES, **made)
        self._registry.register(_Now(gate, held))
        ProcessCollector(registry=self._registry)
        GCCollector(registry=self._registry)

    def asked(self, results: Results) -> None:
        """A question was worked out. Safe to call from several threads."""
        self._questions.labels(results.verdict).inc()
        self._answered.observe(results.elapsed_ms / 1000)

    def answered(self, route: str, method: str, status: int, work: str, took_s: float, waited_s: float) -> None:
        """A request is over; `route` is "" where there is none of that name."""
        known = method if method in ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS") else "other"
        self._requests.labels(route or "none", known, str(status)).inc()
        self._took.labels(work or "at once").observe(took_s)
        if work == "asks":
            self._waited.observe(waited_s)
        if status == 503:
            self._turned_away.inc()

    def told(self, accept: str) -> tuple[bytes, str]:
        """-> the figures of now, and of what kind the text is, by what the other side takes."""
        encode, kind = choose_encoder(accept)
        return encode(self._registry), kind


class _Now:
    """What is looked at when it is asked for."""

    def __init__(self, gate: Gate, held: Callable[[], Held | None]) -> None:
        self._gate, self._held = gate, held

    def collect(self) -> Iterator[Any]:
        gate, held = self._gate, self._held()
        yield GaugeMetricFamily("xunzhang_at_work", "Questions at work.", gate.working)
        yield GaugeMetricFamily("xunzhang_at_work_most", "Questions that may be at work.", gate.at_work)
        yield GaugeMetricFamily("xunzhang_waiting", "Questions that wait for a turn.", gate.waiting)
        yield GaugeMetricFamily("xunzhang_waiting_most", "Questions that may wait.", gate.most_waiting)
        yield GaugeMetricFamily("xunzhang_ready", "Whether there is an index to ask.", int(held is not None))
        if held is not None:
            yield InfoMetricFamily("xunzhang_generation", "The generation that is asked.", {"generation": held.generation})
            yield GaugeMetricFamily("xunzhang_articles", "Articles in it.", held.articles)
            yield GaugeMetricFamily("xunzhang_passages", "Passages in it.", held.passages)
