-- trait_pages: for each trait (one path and one title) that could mark a network, the domains that have it.
--
-- A trait must be specific, or the base rate makes networks of strangers: the title is not one of those every site has
-- (`Home`, `Links`, `Hello world`), and either
--   * the path is specific: a run of five digits or more, or a last part of four words or more; or
--   * the title names the site under study, and the path is neither the start page nor a common one (`/links`); or
--   * the title contains a domain of the site in full.
-- A press article that many papers print also has one path and one title on many domains. It is one text by one
-- author: for counting it is one owner too, where it is most of what these domains show (`network_members.sql`).
with paged as (
    select
        link_id,
        page_key,
        referring_domain,
        title,
        observations,
        observation,
        case when contains(page_key, '/') then substr(page_key, strpos(page_key, '/')) else '' end as path
    from links
    where title is not null
),

worded as (
    select
        p.*,
        ' ' || trim(regexp_replace(lower(p.title), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' ' as title_words,
        lower(regexp_extract(p.path, '([^/?.]*)(?:\.[a-zA-Z]+)?/?(?:\?.*)?$', 1)) as last_part
    from paged as p
    inner join frequent_paths as f on hash(p.path) = f.digest
),

site_names as (
    select
        kind,
        ' ' || trim(regexp_replace(lower(phrase), '[^\p{L}\p{M}\p{N}]+', ' ', 'g')) || ' ' as words
    from anchor_phrases
    where kind in ('brand', 'domain') and length(phrase) >= 4
),

titles as (
    select
        t.title_words,
        max(case when n.kind = 'domain' then 2 when n.kind = 'brand' then 1 else 0 end) as naming
    from (select distinct title_words from worded) as t
    left join site_names as n on contains(t.title_words, n.words)
    left join generic_words as g on g.kind = 'title' and trim(t.title_words) = g.words
    where trim(t.title_words) <> '' and g.words is null
    group by t.title_words
),

specific as (
    select
        w.*
    from worded as w
    inner join titles as t on w.title_words = t.title_words
    left join generic_words as g on g.kind = 'path' and w.last_part = g.words
    where t.naming = 2
        or t.naming = 1 and w.path <> '' and g.words is null
        or g.words is null
        and (
            regexp_matches(w.path, '[0-9]{5,}')
            or regexp_matches(w.last_part, '^[^-_+]+(?:[-_+]+[^-_+]+){3,}$')
        )
)

select
    substr(md5(path || ' ' || title_words), 1, 12) as trait_id,
    path,
    max(title) as title,
    referring_domain,
    count(distinct page_key) as pages,
    count(*) as links,
    cast(sum(observations) as bigint) as observations,
    min(observation) as observation
from specific
group by substr(md5(path || ' ' || title_words), 1, 12), path, title_words, referring_domain
