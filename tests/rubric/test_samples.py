"""The judgement of real exports: what must be true of them, checked by hand against the files."""

from pathlib import Path

import pytest

from linkwright.engine.duck import duck_engine
from linkwright.ledger import Ledger
from linkwright.profile import build_profile
from linkwright.rubric import explain, judge, load_rubric
from linkwright.signals import all_signals, run_signals
from linkwright.sources import import_inputs
from linkwright.vocabulary.site import Site
from linkwright.vocabulary.terms import Outcome

FILES = ("ahrefs-backlinks-1.csv", "semrush-refdomains-1.csv", "semrush-backlinkaudit-1.csv")


@pytest.mark.samples
def test_the_one_network_is_one_finding_and_condemns_nobody(samples: Path, tmp_path: Path) -> None:
    site, ledger = Site(("caldea.com",)), Ledger(tmp_path / "ledger")
    import_inputs([samples / name for name in FILES], ledger, site=site)
    with duck_engine() as engine:
        profile = build_profile(engine, ledger, site)
        results = run_signals(profile, all_signals())
        assert Outcome.ERROR not in {result.outcome for result in results.values()}
        networks = results["template-network"].findings.to_pylist()
        (network,) = [row for row in networks if row["rows"] == 11215]
        assert (network["registered_domains"], len(network["evidence"])) == (1156, 20)

        judgement = judge(profile, results, load_rubric())
        for name in judgement.names:
            assert "suspect" not in judgement.table(name)["tier"].to_pylist()
        members = engine.query("select * from group_scores order by domains desc limit 1").to_pylist()[0]
        assert (members["owner_group"], members["domains"]) == (network["subject"], 1156)
        assert (members["tier"], members["risk_families"]) == ("low", ["content", "vendor"])

        found = explain(profile, judgement, results, network["subject"])
        assert [vote.counts for vote in found.votes] == [True, False]
        assert len(found.evidence) == 20
