from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def test_finds_bare_images_and_ignores_described_or_lost_ones(mini: Mini) -> None:
    links: list[Row] = [
        {"link_type": "image", "anchor": " ", "referring_page": "https://a.test/bare"},
        {"link_type": "image", "anchor": None, "referring_page": "https://a.test/none"},
        {"link_type": "image", "anchor": "Our cellar"},
        {"link_type": "image", "anchor": None, "status": "lost"},
        {"link_type": "text", "anchor": None},
    ]
    found = findings_of(mini(links=links), "image-links-without-text")
    assert [row["referring_page"] for row in found] == ["https://a.test/bare", "https://a.test/none"]


def test_without_anchors_in_the_files_it_cannot_tell(mini: Mini) -> None:
    result = result_of(mini(links=[{"link_type": "image"}]), "image-links-without-text")
    assert (result.outcome, result.missing) == (Outcome.NO_DATA, ("links.anchor",))
