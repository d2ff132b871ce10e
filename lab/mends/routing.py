"""SageMaker is no service of ministack, so its router asks whether the name is AWS's at all.

It answers by loading every service model of botocore: 2.8 s and 400 MB at the first call. One name is enough.
"""

from __future__ import annotations

from ministack.core import router

from lab.lab import Lab
from lab.replace import replace


def install(lab: Lab) -> None:
    replace(router, "_KNOWN_AWS_SERVICE_NAMES", lambda _: frozenset({"sagemaker"}))
