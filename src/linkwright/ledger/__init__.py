"""The append-only store of what was seen, and the folder a person keeps it in.

On disk: `ledger/<batch id>/` holds one `<fact>.parquet` for each fact table the batch has rows of, and
`rejected.parquet`, which is always there. Each file carries the batch's metadata as JSON in its footer. The listing of
the folder is the catalogue. Needs a POSIX system (file locks by `flock`).
"""

from linkwright.ledger.batch import Batch
from linkwright.ledger.store import Ledger
from linkwright.ledger.workspace import Workspace
from linkwright.ledger.writer import BatchWriter

__all__ = ["Batch", "BatchWriter", "Ledger", "Workspace"]
