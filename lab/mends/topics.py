"""Topics: an address that nobody has confirmed is no subscriber. ministack takes every e-mail address as confirmed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ministack.services import sns

from lab.lab import Lab
from lab.replace import replace


def install(lab: Lab) -> None:
    replace(sns, "_refresh_subscription_counts", pending)


def pending(count: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, Any]], None]:
    """Nobody reads the lab's mail, so none of its addresses is ever confirmed; queues and functions are at once."""

    def refresh(topic: dict[str, Any]) -> None:
        for subscription in topic.get("subscriptions", []):
            if subscription["protocol"].startswith("email"):
                subscription["confirmed"] = False
                subscription["attributes"]["PendingConfirmation"] = "true"
        count(topic)

    return refresh
