from tests.signals.mini import Mini, Row
from tests.signals.running_one import findings_of, result_of


def test_a_brand_under_several_suffixes_counts_once_and_a_network_is_no_brand(mini: Mini) -> None:
    names = ("shop.de", "shop.fr")
    domains: list[Row] = [
        {"referring_domain": name, "owner_group": "shop.de", "group_kind": "mirror"} for name in names
    ]
    domains += [{"referring_domain": "n.test", "owner_group": "network-1", "group_kind": "network"}]
    groups: list[Row] = [
        {
            "owner_group": "shop.de",
            "kind": "mirror",
            "domains": 2,
            "observations": 5,
            "shared": "the name “shop” and the same title",
            "example_domains": ["shop.de", "shop.fr"],
        },
        {"owner_group": "network-1", "kind": "network", "domains": 20},
    ]
    profile = mini(domains=domains, groups=groups)
    (found,) = findings_of(profile, "brand-mirrors")
    assert found["domains"] == ["shop.de", "shop.fr"]
    (said,) = result_of(profile, "brand-mirrors").messages(1)
    assert "2 referring domains are one brand and count once: shop.de, shop.fr" in said
