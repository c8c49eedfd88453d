-- ranked_rows: the rows of repeated links in the order in which they are believed; place 1 decides.
--
-- The order: our own crawl before any vendor; the newer observation before the older; at the same moment the row that
-- says lost before others, since a link must be seen before it can be lost; then sources and reports by name. What one
-- report says several times at one moment is put in order by a digest of what it says (`tied_digests.sql`).
--
-- Only what tells sources apart is kept here; `placed_rows.sql` adds the rest.
select
    o.link_id,
    o.source,
    o.report,
    o.referring_domain,
    o.attached,
    o.anchor,
    o.followed,
    o.status,
    o.status_reason,
    o.first_seen,
    o.last_seen,
    o.group_size,
    o.vendor_spam,
    o.observation,
    row_number() over (
        partition by o.link_id
        order by
            case when o.source = 'own-crawl' then 0 else 1 end,
            o.observed_at desc nulls last,
            case when o.status = 'lost' then 0 else 1 end,
            o.source,
            o.report,
            d.digest,
            o.observation
    ) as place
from observed as o
left join tied_digests as d on o.link_id = d.link_id and o.observation = d.observation
where o.repeated
