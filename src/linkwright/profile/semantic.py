"""Meaning instead of words: static embeddings from a folder on this machine. Nothing is ever downloaded.

Needs the extra `semantic` (model2vec). Such a model gives every word a fixed vector, so a text of one language comes
near one of another that means the same; the plain measure in `topics.py` only sees words in common.
"""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from linkwright.errors import ConfigError

Matrix = NDArray[np.float64]
Embed = Callable[[Sequence[str]], Matrix]


def load_embedding(folder: Path) -> Embed:
    """Load a model2vec model; the function returned gives one row of length one (or zero, without known words) a text.

    Raises:
        ConfigError: the extra is not installed, or the folder holds no model.
    """
    try:
        from model2vec import StaticModel
    except ImportError as error:
        raise ConfigError(
            "A semantic model needs the library model2vec, which is not installed.",
            todo='Install the extra: pip install "linkwright[semantic]"',
        ) from error
    if not (folder / "config.json").is_file():
        raise ConfigError(
            f"There is no model in {folder}.",
            todo="Name a folder with config.json, tokenizer.json and model.safetensors, as model2vec saves it.",
        )
    try:
        model = StaticModel.from_pretrained(str(folder))
    except Exception as error:  # whatever a damaged file makes the library raise
        raise ConfigError(f"The model in {folder} cannot be read: {error}.", todo="Get it again.") from error

    def embed(texts: Sequence[str]) -> Matrix:
        vectors: Matrix = np.asarray(model.encode(list(texts)), dtype=np.float64)
        unit: Matrix = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        return unit

    return embed
