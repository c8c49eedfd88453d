-- check_states: every state that is true of a link by our newest look at it, where that look saw the link.
--
-- The first names the look, the others stand among its remarks as `state: what was seen`. No state has a colon in its name.
with remarked as (
    select
        link_id,
        referring_domain,
        unnest(remarks) as remark,
        observation
    from checks
    where standing = 'stands'
),

told as (
    select
        link_id,
        referring_domain,
        state,
        reason as words,
        observation
    from checks
    where standing = 'stands'
    union all
    select
        link_id,
        referring_domain,
        split_part(remark, ': ', 1) as state,
        substr(remark, strpos(remark, ': ') + 2) as words,
        observation
    from remarked
)

select
    link_id,
    referring_domain,
    state,
    min(words) as words,
    min(observation) as observation
from told
group by link_id, referring_domain, state
