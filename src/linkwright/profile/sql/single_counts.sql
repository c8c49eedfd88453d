-- single_counts: what each report says of each domain in rows that are links as they stand.
select
    source,
    report,
    referring_domain,
    count(*) as links,
    sum(group_size) as claimed_links,
    bool_or(vendor_spam) as vendor_spam
from observed
where not repeated
group by source, report, referring_domain
