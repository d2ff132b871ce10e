"""Work that falls due later on the lab's clock. One thread for all of it, started with the first."""

from __future__ import annotations

import contextvars
import heapq
import itertools
import logging
import threading
from collections.abc import Callable

LONGEST_SLEEP = 0.25  # real seconds: also how late work can be after an idle time


class Timers:
    """`clock` is the lab's, `speed` how many of its seconds pass in a real one."""

    def __init__(
        self,
        clock: Callable[[], float],
        speed: Callable[[], float] = lambda: 1.0,
        threaded: bool = True,
        name: str = "lab-timers",
    ) -> None:
        self._clock = clock
        self._speed = speed
        self._threaded = threaded
        self._name = name
        self._due: list[tuple[float, int, Callable[[], None]]] = []
        self._count = itertools.count()
        self._changed = threading.Condition()
        self._thread: threading.Thread | None = None

    def at(self, when: float, work: Callable[[], None]) -> None:
        """Runs `work` at that time, in the account and region of the request that asks."""
        context = contextvars.copy_context()
        with self._changed:
            heapq.heappush(self._due, (when, next(self._count), lambda: context.run(work)))
            if self._threaded and self._thread is None:
                self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
                self._thread.start()
            self._changed.notify()

    def run_due(self) -> int:
        """Runs everything that is due, in order; work may add more. Answers how much ran."""
        ran = 0
        while True:
            with self._changed:
                if not self._due or self._due[0][0] > self._clock():
                    return ran
                _, _, work = heapq.heappop(self._due)
            ran += 1
            try:
                work()
            except Exception:  # one's trouble must not stop the others' clocks
                logging.getLogger("lab").exception("work that fell due failed")

    def _run(self) -> None:
        while True:
            self.run_due()
            with self._changed:
                wait = (self._due[0][0] - self._clock()) / self._speed() if self._due else None
                self._changed.wait(None if wait is None else min(max(wait, 0.001), LONGEST_SLEEP))
