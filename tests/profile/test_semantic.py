"""Topics by meaning: a tiny model made here, in which words of one meaning in two languages have one vector."""

from pathlib import Path

import numpy as np
import pytest

from linkwright.errors import ConfigError
from linkwright.profile.semantic import load_embedding

MEANINGS = (("bread", "brot"), ("car", "auto"), ("music", "musik"), ("garden", "garten"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    model2vec = pytest.importorskip("model2vec")
    tokenizers = pytest.importorskip("tokenizers")
    words = ["[UNK]", *(word for pair in MEANINGS for word in pair)]
    tokenizer = tokenizers.Tokenizer(
        tokenizers.models.WordLevel({word: place for place, word in enumerate(words)}, unk_token="[UNK]")  # noqa: S106
    )
    tokenizer.pre_tokenizer = tokenizers.pre_tokenizers.Whitespace()
    vectors = np.zeros((len(words), len(MEANINGS)), dtype=np.float32)
    for place, _ in enumerate(words[1:]):
        vectors[place + 1, place // 2] = 1.0
    made = tmp_path_factory.mktemp("model")
    model2vec.StaticModel(vectors, tokenizer).save_pretrained(str(made))
    return made


def test_the_same_meaning_in_two_languages_is_near(folder: Path) -> None:
    embed = load_embedding(folder)
    bread, brot, car, nothing = embed(["bread", "brot", "car", "xyzzy"])
    assert bread @ brot == pytest.approx(1.0)
    assert bread @ car == pytest.approx(0.0)
    assert not nothing.any()


def test_a_domain_in_another_language_finds_its_place_by_meaning(folder: Path) -> None:
    from linkwright.engine.duck import duck_engine
    from linkwright.profile import build_profile
    from linkwright.vocabulary.site import Site
    from tests.profile.making import FolderOfFacts, by, link, numbered

    rows = [link(f"https://cars{n}.test/", title=f"auto {MEANINGS[n % 3 + 1][0]}") for n in range(30)]
    rows.append(link("https://brot.test/", title="Brot"))
    site = Site(("mysite.example.com",), topics=("bread", "bread oven", "fresh bread"))
    facts = FolderOfFacts(folder.parent / "facts")
    facts.folder.mkdir()
    facts.add("link_seen", numbered(rows))
    with duck_engine(memory="500MB") as engine:
        profile = build_profile(engine, facts, site, load_embedding(folder))
        found = by(profile, "domain_topics", "referring_domain")
    assert float(str(found["brot.test"]["percentile"])) > 0.9


def test_what_is_no_model_is_said(tmp_path: Path) -> None:
    pytest.importorskip("model2vec")
    with pytest.raises(ConfigError, match="There is no model"):
        load_embedding(tmp_path)
    (tmp_path / "config.json").write_text("{", encoding="utf-8")
    with pytest.raises(ConfigError, match="cannot be read"):
        load_embedding(tmp_path)
