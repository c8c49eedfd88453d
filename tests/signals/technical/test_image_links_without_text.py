from linkwright.vocabulary.terms import Outcome
from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def _image(domain: str, anchor: str | None, **more: object) -> Row:
    page = f"https://{domain}/{more.get('link_id', '')}"
    return {"link_type": "image", "anchor": anchor, "referring_domain": domain, "referring_page": page, **more}


def test_finds_bare_images_once_a_domain_and_ignores_described_or_lost_ones(mini: Mini) -> None:
    links: list[Row] = [
        _image("a.test", " ", link_id="a1"),
        _image("a.test", None, link_id="a2"),
        _image("b.test", "", link_id="b1"),
        _image("c.test", "Our cellar"),
        _image("d.test", "", status="lost"),
        {"link_type": "text", "anchor": ""},
    ]
    result = result_of(mini(links=links), "image-links-without-text")
    first, second = result.findings.to_pylist()
    assert (first["subject"], first["links"], first["rows"], first["domains"]) == ("a1", 2, 2, ["a.test"])
    assert (second["subject"], second["links"]) == ("b1", 1)
    assert result.messages(1) == (
        "Images without a description link to you from a.test: 2, one of them on https://a.test/a1",
    )


def test_ten_thousand_bare_images_of_one_domain_are_one_finding(mini: Mini) -> None:
    links = [_image("a.test", "", link_id=f"{n:05d}") for n in range(10000)] + [_image("b.test", "Our cellar")]
    (found,) = findings_of(mini(links=links), "image-links-without-text")
    assert (found["links"], found["rows"], len(found["evidence"])) == (10000, 10000, 20)  # type: ignore[arg-type]


def test_believes_only_reports_that_give_texts_of_images(mini: Mini) -> None:
    links = [_image("a.test", None, link_id="a"), _image("b.test", None, link_id="b"), _image("c.test", "Cellar")]
    reports = {"a": "without", "b": "with", "c": "with"}
    observed = [
        {
            "link_id": key,
            "observation": f"x:{key}",
            "source": "s",
            "report": report,
            "link_type": "image",
            "anchor": None,
        }
        for key, report in reports.items()
    ]
    observed[2]["anchor"] = "Cellar"
    (found,) = findings_of(mini(links=links, observed=observed), "image-links-without-text")
    assert found["subject"] == "b"


def test_does_not_apply_where_no_report_gives_texts_of_images(mini: Mini) -> None:
    links = [_image("a.test", None), {"link_type": "text", "anchor": "words"}]
    result = result_of(mini(links=links), "image-links-without-text")
    assert result.outcome is Outcome.NOT_APPLICABLE


def test_without_anchors_in_the_files_it_cannot_tell(mini: Mini) -> None:
    result = result_of(mini(links=[{"link_type": "image"}]), "image-links-without-text")
    assert (result.outcome, result.missing) == (Outcome.NO_DATA, ("links.anchor",))


def test_our_own_crawler_reads_every_text_so_a_missing_one_is_believed(mini: Mini) -> None:
    observed = [
        {
            "link_id": "a1",
            "referring_domain": "a.test",
            "observation": "c:1",
            "source": "own-crawl",
            "report": "verify",
            "link_type": "image",
            "anchor": "",
        }
    ]
    links = [_image("a.test", "", link_id="a1", observation="c:1")]
    (found,) = findings_of(mini(links=links, observed=observed), "image-links-without-text")
    assert found["subject"] == "a1"
