"""Tests of the lab's Python parts: `.lab/venv/bin/python -m unittest discover -t . -s lab/tests`, or through test/lab-python.test.ts.

ministack reads its environment while it is imported, so it is set before any test is.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import tempfile


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


temporary = tempfile.mkdtemp(prefix="sagewarden-labtests-")
atexit.register(shutil.rmtree, temporary, ignore_errors=True)
os.environ.update(
    GATEWAY_PORT=str(free_port()),
    BIND_HOST="127.0.0.1",
    MINISTACK_HOST="127.0.0.1",
    AUTH="true",
    LOG_LEVEL="ERROR",
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
    AWS_EC2_METADATA_DISABLED="true",
    IOT_MTLS_ENABLED="0",
    SFTP_ENABLED="0",
    TMPDIR=temporary,
)
