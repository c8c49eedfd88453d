-- site_words: what the site is about, in words with a weight: topics and keywords the owner names, and what people search
-- it by. Where the owner names nothing, the words of its own addresses that others link to: crude, since addresses also
-- hold technical words.
with told as (
    select phrase as words, cast(3 as double) as weight, 3 as shortest
    from site_topics
    union all
    select words, weight, 4 as shortest
    from (
        select keyword as words, cast(1 as double) as weight
        from rank_seen
        where keyword is not null
        group by keyword
        order by max(coalesce(clicks, impressions, search_volume, 0)) desc, keyword
        limit 200
    ) as searched
    union all
    select words, weight, 4 as shortest
    from (
        select
            case when contains(target_key, '/') then substr(target_key, strpos(target_key, '/')) else '' end as words,
            cast(1 as double) as weight
        from targets
        where not exists (select 1 from site_topics)
        order by owner_groups desc, target_key
        limit 200
    ) as linked
),

parted as (
    select
        weight,
        shortest,
        unnest(string_split(trim(regexp_replace(lower(words), '[^\p{L}\p{M}]+', ' ', 'g')), ' ')) as word
    from told
)

select
    case
        when regexp_matches(substr(p.word, 1, 6), '^.{3,}[^aeiouys][aeiouys]+$')
            then regexp_extract(substr(p.word, 1, 6), '^(.{3,}[^aeiouys])[aeiouys]+$', 1)
        else substr(p.word, 1, 6)
    end as word,
    least(sum(p.weight), 10.0) as weight
from parted as p
left join silent_words as n on p.word = n.word
where n.word is null
    and (
        length(p.word) >= p.shortest
        or regexp_matches(p.word, '{{unspaced_scripts}}')
    )
group by case
        when regexp_matches(substr(p.word, 1, 6), '^.{3,}[^aeiouys][aeiouys]+$')
            then regexp_extract(substr(p.word, 1, 6), '^(.{3,}[^aeiouys])[aeiouys]+$', 1)
        else substr(p.word, 1, 6)
    end
