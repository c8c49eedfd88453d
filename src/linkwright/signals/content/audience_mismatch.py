"""Signal `audience-mismatch`."""

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from linkwright.signals.contract import FINDING, Fetch, NotApplicableError, because, signal
from linkwright.signals.mix_model import FEWEST_DOMAINS, Vector, fit_share, tail
from linkwright.signals.proof import DECIDING
from linkwright.vocabulary.terms import Aspect, Family, Subject


@dataclass(frozen=True)
class Params:
    """When there are too many readers of somebody else."""

    max_p: float = because(0.01, "one site like yours in a hundred", "our assumption")


LIMITS = """
select *
from params
"""
# English and hosts in the United States are at home everywhere: most of the web is written and hosted so.
HOMES = """
homes as (
  select
    kind,
    value
  from audience
  union
  select distinct
    kind,
    case when kind = 'language' then 'en' else 'US' end as value
  from audience
)"""
# One row a referring domain and language, or country; an owner is foreign where nothing of it is at home.
FOREIGN = f"""
{HOMES},
seen as (
  select
    'language' as kind,
    referring_domain,
    lower(substr(language, 1, 2)) as value,
    min(observation) as observation
  from links
  where language is not null
    and status <> 'lost'
  group by referring_domain, lower(substr(language, 1, 2))
  union all
  select
    'country' as kind,
    referring_domain,
    country as value,
    observation
  from domains
  where country is not null
    and status <> 'lost'
),
placed_at as (
  select
    seen.kind,
    seen.referring_domain,
    seen.value,
    seen.observation,
    domains.owner_group,
    max(case when homes.value is not null then 1 else 0 end)
      over (partition by seen.kind, domains.owner_group) as at_home
  from seen
  join domains on seen.referring_domain = domains.referring_domain
  left join homes on seen.kind = homes.kind and seen.value = homes.value
)"""
COUNTS = f"""
with {FOREIGN}
select
  kind,
  value,
  at_home,
  count(distinct owner_group) as owner_groups
from placed_at
where at_home = 0
group by kind, value, at_home
union all
select
  kind,
  '' as value,
  at_home,
  count(distinct owner_group) as owner_groups
from placed_at
group by kind, at_home
"""
USUAL = f"""
with {HOMES}
select
  mixes.aspect,
  mixes.site,
  cast(sum(case when homes.value is null then mixes.referring_domains else 0 end) as bigint) as elsewhere,
  cast(sum(mixes.referring_domains) as bigint) as all_of
from mixes
left join homes on mixes.aspect = homes.kind and mixes.value = homes.value
where not mixes.own
  and mixes.aspect in ('language', 'country')
group by mixes.aspect, mixes.site
"""
SHOWN = f"""
with {FOREIGN},
known as (
  select
    kind as about,
    referring_domain,
    observation
  from placed_at
  where at_home = 0
),
{DECIDING}
select *
from proof
"""
AUDIENCE = """
select distinct kind
from audience
"""
# Without competitors: a third of a site's owners are foreign, and that varies very widely from site to site.
ASSUMED = np.array([2.0, 4.0])
SCHEMA = pa.schema(
    [*FINDING, ("foreign", pa.int64()), ("of", pa.int64()), ("what", pa.string()), ("most", pa.string())]
)


Rows = list[dict[str, object]]


@signal(
    title="Far more foreign sites than your audience explains",
    subject=Subject.PROFILE,
    family=Family.CONTENT,
    reads=("domains",),
    since="0.1",
    message=(
        "{foreign:,} of {of:,} owners are of another {what} than your audience and English, most of them {most}; "
        "{expected:.0f} would be usual"
    ),
    params=Params(),
)
def audience_mismatch(fetch: Fetch) -> pa.Table:
    """Far more foreign sites than your audience explains.

    ## What it finds
    Profiles in which far more owners write in languages (or live in countries) outside your audience than is usual:
    among your competitors where five or more are known, else by a wide assumption. English and hosts in the United
    States are at home everywhere. Countries are compared with competitors only. Languages are those a source gives for
    the page, or our own crawler measured in its main text; never guessed from anchors.

    ## Why it matters
    Links from abroad are ordinary and welcome. A profile made mostly of languages your readers do not know is how links
    ordered in bulk, by anybody, often look.

    ## When it is wrong
    Tourism, science, software and sport are linked from everywhere. A site that moved, or whose audience is not fully
    listed in its settings, looks foreign.

    ## What to do
    First check that your languages and countries are all listed in the settings. Then open a few of the pages: readers
    abroad are good news, lists of unrelated links need nothing either, unless you ordered them.

    ## Sources
    Dirichlet-multinomial comparison (Minka 2000) of one share. The background without competitors is our assumption.
    """
    kinds = fetch(AUDIENCE)["kind"].to_pylist()
    if not kinds:
        raise NotApplicableError("the languages and countries of your audience are not set (linkwright.toml)")
    counts, rivals = fetch(COUNTS).to_pylist(), fetch(USUAL).to_pylist()
    limit = fetch(LIMITS)["max_p"][0].as_py()
    found = []
    for kind in (Aspect.LANGUAGE, Aspect.COUNTRY):
        usual = fit_share([(row["elsewhere"], row["all_of"]) for row in rivals if row["aspect"] == kind])
        if usual is None and kind is Aspect.LANGUAGE:
            usual = ASSUMED
        if kind in kinds and usual is not None:
            found += _measured(kind, [row for row in counts if row["kind"] == kind], usual, limit)
    proofs = {row["about"]: row for row in fetch(SHOWN).to_pylist()} if found else {}
    whole = [{**row, **{name: proofs[row["what"]][name] for name in ("rows", "evidence", "domains")}} for row in found]
    return pa.Table.from_pylist(whole, schema=SCHEMA)


def _measured(kind: Aspect, counts: Rows, usual: Vector, limit: float) -> Rows:
    totals = {row["at_home"]: int(str(row["owner_groups"])) for row in counts if not row["value"]}
    foreign, of = totals.get(0, 0), sum(totals.values())
    p = tail(usual, np.array([foreign, of - foreign]), 0)
    if of < FEWEST_DOMAINS or p > limit:
        return []
    values = [(-int(str(row["owner_groups"])), str(row["value"])) for row in counts if row["value"]]
    expected = float(usual[0] / usual.sum()) * of
    return [
        {
            "subject": "profile",
            "measure": float(foreign),
            "expected": expected,
            "p": p,
            # So many times more foreign owners than usual: what that says about any one of them.
            "likelihood_ratio": foreign / expected,
            "foreign": foreign,
            "of": of,
            "what": str(kind),
            "most": ", ".join(value for _, value in sorted(values)[:3]),
        }
    ]
