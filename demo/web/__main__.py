"""Serve the demo web until interrupted: `python -m demo.web`. Prints how to reach it, as one line of JSON."""

import argparse
import json
import signal
import sys
from collections.abc import Sequence

from demo.web.server import serving


def main(arguments: Sequence[str]) -> None:
    """Serve until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(prog="python -m demo.web", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port of 127.0.0.1; any free one without it")
    parser.add_argument("--day", type=int, default=1, help="2: some links have moved or come back")
    chosen = parser.parse_args(arguments)
    with serving(chosen.day, chosen.port) as running:
        how = {
            "connect_to": f"127.0.0.1:{running.port}",
            "dns": f"127.0.0.1:{running.dns_port}",
            "certificate": str(running.certificate),
        }
        sys.stdout.write(json.dumps(how) + "\n")
        sys.stdout.flush()
        signal.sigwait({signal.SIGINT, signal.SIGTERM})


if __name__ == "__main__":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    main(sys.argv[1:])
