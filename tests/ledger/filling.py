"""A process whose disk is full: `python -m tests.ledger.filling <folder>`, run by `test_faults.py`.

No file may grow beyond 1 MB here, which the system reports as an error of the write, as it does a full disk.
"""

import resource
import signal
import sys
from pathlib import Path

from linkwright.errors import StorageError
from linkwright.ledger import Ledger
from tests.ledger.making import batch_id, batch_of, fill

if __name__ == "__main__":
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
    try:
        with Ledger(Path(sys.argv[1])).writing(batch_id(2)) as writer:
            fill(writer, batch_id(2), stored=30_000)
            writer.commit(batch_of(batch_id(2), stored=30_000))
    except StorageError as error:
        print(error.what, error.todo)  # noqa: T201 - the answer to the test
