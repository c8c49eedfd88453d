"""Serve the demo web: until interrupted, or while a command runs.

`python -m demo.web` prints how to reach it, as one line of JSON. `python -m demo.web COMMAND ...` runs the command and
ends with its exit code; `{connect_to}` and `{dns}` in its arguments become `127.0.0.1:port`, and the environment
variable SSL_CERT_FILE names the certificate to trust.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence

from demo.web.server import Running, serving


def main(arguments: Sequence[str]) -> int:
    """Serve, and return an exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m demo.web", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=int, default=0, help="port of 127.0.0.1; any free one without it")
    parser.add_argument("--day", type=int, default=1, help="2: some links have moved or come back")
    parser.add_argument("command", nargs=argparse.REMAINDER, help="a command to run, with its arguments")
    chosen = parser.parse_args(arguments)
    with serving(chosen.day, chosen.port) as running:
        return _run(chosen.command, running) if chosen.command else _wait(running)


def _ports(running: Running) -> dict[str, str]:
    return {"connect_to": f"127.0.0.1:{running.port}", "dns": f"127.0.0.1:{running.dns_port}"}


def _run(command: Sequence[str], running: Running) -> int:
    words = list(command)
    for name, value in _ports(running).items():
        words = [word.replace("{" + name + "}", value) for word in words]
    environment = {**os.environ, "SSL_CERT_FILE": str(running.certificate)}
    return subprocess.run(words, env=environment, check=False).returncode  # noqa: S603 - the caller's own command


def _wait(running: Running) -> int:
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    sys.stdout.write(json.dumps({**_ports(running), "certificate": str(running.certificate)}) + "\n")
    sys.stdout.flush()
    stop.wait()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
