"""The lab's clock: how fast it runs, changed while it runs without a jump; and hours that pass at once."""

from __future__ import annotations

import json
import os
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

FASTEST = 100_000
LONGEST_SKIP = 400 * 86_400


class Pace:
    """Epoch seconds that pass `speed` times as fast. `file`, if given, tells the functions' own clocks (`clock.mjs`)."""

    def __init__(self, speed: float = 1.0, file: Path | None = None) -> None:
        self._lock = threading.Lock()
        self._file = file
        self._real = self._lab = time.time()
        self.speed = speed
        self._tell()

    def now(self) -> float:
        with self._lock:
            return self._lab + (time.time() - self._real) * self.speed

    def change(self, speed: float) -> None:
        if not 0 < speed <= FASTEST:
            raise ValueError(f"a speed is a number above 0, at most {FASTEST}")
        with self._lock:
            real = time.time()
            self._lab += (real - self._real) * self.speed
            self._real, self.speed = real, speed
        self._tell()

    def skip(self, seconds: float) -> None:
        """So much time has passed: all that fell due in it is due now."""
        if not 0 < seconds <= LONGEST_SKIP:
            raise ValueError(f"time passes forward, by {LONGEST_SKIP} seconds at most")
        with self._lock:
            self._lab += seconds
        self._tell()

    def show(self) -> dict[str, float]:
        """Epoch milliseconds of one moment by both clocks, and the speed since."""
        with self._lock:
            return {"real": self._real * 1000, "lab": self._lab * 1000, "speed": self.speed}

    def _tell(self) -> None:
        if self._file is None:
            return
        handle, name = tempfile.mkstemp(dir=self._file.parent)
        with os.fdopen(handle, "w") as written:
            json.dump(self.show(), written)
        os.replace(name, self._file)  # a reader sees the old one or the new one


def control(pace: Pace, can_change: bool, method: str, body: Any) -> Any:
    """GET shows the clock, POST `{"speed": X}` or `{"skip": SECONDS}` changes it."""
    if method == "POST":
        if not can_change:
            return 409, {"message": "the lab's clock is the wall clock: start it with a speed, 1 for example"}
        if "speed" in body:
            pace.change(float(body["speed"]))
        if "skip" in body:
            pace.skip(float(body["skip"]))
    return pace.show()
