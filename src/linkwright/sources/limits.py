"""How much of a file we are ready to hold or believe. Each bound protects memory or disk from a hostile file."""

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Limits:
    """Bounds of one import; tests lower them, users never need to.

    Attributes:
        block_bytes: how much of a file is read at a time.
        record_bytes: the longest row believed to be a row. The longest seen in real exports is under 100 kB.
        raw_characters: how much of a rejected row is kept.
        header_lines: how many lines a header may be searched in. The longest preamble seen is 10 lines.
        columns: the widest table. The widest export seen has about 100 columns.
        sniff_bytes: how much of the start of a file is looked at to find delimiter and header.
        whole_bytes: the largest file of a kind that must be held as a whole (JSON, workbooks, commented tables).
        archive_ratio: how many times larger than packed a file may be. Exports pack up to about 60 times;
            deflate cannot do more than 1,032.
        archive_free_bytes: unpacked sizes below this are never refused.
        archive_bytes: the largest unpacked file or archive.
        archive_members: the most files in one archive.
        archive_depth: how deep archives may lie in archives.
    """

    block_bytes: int = 8 * MEGABYTE
    record_bytes: int = 4 * MEGABYTE
    raw_characters: int = 4096
    header_lines: int = 64
    columns: int = 1_000
    sniff_bytes: int = 256 * 1024
    whole_bytes: int = 256 * MEGABYTE
    archive_ratio: int = 400
    archive_free_bytes: int = 64 * MEGABYTE
    archive_bytes: int = 16 * 1024 * MEGABYTE
    archive_members: int = 10_000
    archive_depth: int = 2


LIMITS = Limits()
