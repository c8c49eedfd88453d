"""Small text files of a person, and texts from outside that have to be one line."""

from pathlib import Path

from linkwright.errors import Place, UnreadableInputError


def read_text(path: Path, what: str, most: int) -> str:
    """Return the text of a file.

    Args:
        path: the file; UTF-8.
        what: what it should be, for the error: `The letter`.
        most: bytes; a longer file is refused.

    Raises:
        UnreadableInputError: it cannot be read, is no text, or is too long.
    """
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
        text = data.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableInputError(
            f"{what} cannot be read: {error}", todo="Save it as text in UTF-8.", where=Place(path.name)
        ) from error
    if len(data) > most:
        raise UnreadableInputError(f"{what} is longer than {most:,} bytes.", where=Place(path.name))
    return text


def one_line(text: str, most: int = 2_000) -> str:
    """Return a text from outside as one printable line of bounded length."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text[:most]).split())
