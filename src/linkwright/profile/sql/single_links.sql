-- single_links: links one row speaks of, which is most of them: nothing to merge. A view over the rows kept.
select
    o.*,
    case
        when o.anchor is null then 'unknown'
        when c.anchor_class is not null then c.anchor_class
        when o.link_type = 'image' then 'image'
        else 'empty'
    end as anchor_class,
    o.source as status_source
from observed as o
left join repeated_links as r on o.link_id = r.link_id
left join anchor_classes as c on o.anchor = c.anchor
where r.link_id is null
