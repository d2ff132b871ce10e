"""How a mend puts its function in the place of another's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def replace(module: Any, name: str, make: Callable[[Any], Any]) -> None:
    """Sets `module.name` to `make(what it was)`. Another version of ministack without that name fails here, at the start."""
    setattr(module, name, make(getattr(module, name)))
