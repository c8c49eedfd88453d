-- reviews: every decision of a person, by what it is about: `about` is the referring domain, the page key or, as written,
-- the id the owner group had. Lists and disavow files are not decisions of a review. What a domain or a page is, is so
-- whomever it links to; what is to be done about a link counts only for the site whose link it is (`counts`).
select
    v.subject_kind,
    v.subject,
    case v.subject_kind
        when 'domain' then p.key_host
        when 'url' then p.page_key
        when 'group' then v.subject
    end as about,
    v.verdict,
    v.reason,
    v.who,
    coalesce(v.decided_at, v.observed_at) as decided_at,
    v.nature,
    v.value,
    b.batch is null or v.verdict in ('keep', 'reclassify') as counts,
    v.batch,
    v.row as place,
    v.batch || ':' || cast(v.row as varchar) as observation
from verdict_seen as v
left join parsed_names as p on v.subject = p.raw
left join batches_of_others as b on v.batch = b.batch
where v.source = 'linkwright' and v.report = 'review'
