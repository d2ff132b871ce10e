"""Runs one command that does not outlive whoever started it: `leash.py command arg…`.

When stdin closes, the command and everything it started are killed. Exits with the command's own status.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading


def main() -> int:
    child = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, start_new_session=True)

    def watch() -> None:
        while os.read(0, 4096):
            pass
        os.killpg(child.pid, signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
    return child.wait()


if __name__ == "__main__":
    status = main()
    os._exit(status if status >= 0 else 128 - status)
