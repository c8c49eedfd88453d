from tests.signals.mini import Mini
from tests.signals.running_one import findings_of, result_of


def test_counts_links_that_a_script_writes(mini: Mini) -> None:
    links = [{"link_id": name} for name in "abc"] + [{"link_id": "d", "status": "lost"}]
    details = [{"link_id": name, "referring_domain": "a.test", "rendered_only": name != "c"} for name in "abcd"]
    (found,) = findings_of(mini(links=links, link_details=details), "script-only-links")
    assert (found["subject"], found["links"], found["rows"]) == ("a.test", 2, 2)


def test_has_no_data_where_nobody_drew_the_page(mini: Mini) -> None:
    details = [{"link_id": "a", "referring_domain": "a.test", "context": "words"}]
    result = result_of(mini(links=[{"link_id": "a"}], link_details=details), "script-only-links")
    assert result.missing == ("link_details.rendered_only",)
