"""What is wrong in ministack 1.5.33 for this lab, put right in process. One file per concern, each with its reason.

A mend replaces a function of a module by one that calls it, by name: where another version of ministack has no such name,
the account does not start.
"""

from __future__ import annotations

from lab.lab import Lab

from . import answers, authorization, clock, cloudformation, conditions, durable, events, joins, lambdas, making, policies, queues, resources, routing, secrets, signing_in, topics, urls


def install(lab: Lab) -> None:
    for mend in (clock, authorization, answers, joins, routing, queues, events, durable, cloudformation, signing_in, secrets, policies, conditions, resources, making, lambdas, topics, urls):
        mend.install(lab)
