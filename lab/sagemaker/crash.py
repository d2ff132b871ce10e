"""A Lambda function that crashes on demand."""

from __future__ import annotations


def crash_function(account: str, name: str) -> None:
    """Kills every process of the function that is at work: its batch comes back after the queue's visibility timeout.

    All processes of a function have one access key, so that the one that called cannot be told from the others.
    """
    from ministack.core import lambda_runtime

    with lambda_runtime._lock:
        pools = [pool for key, pool in lambda_runtime._workers.items() if (key.split(":")[0], key.split(":")[2]) == (account, name)]
        working = [worker._proc for pool in pools for worker in pool if worker.in_use and worker._proc is not None]
    for process in working:
        process.kill()
        process.wait()
