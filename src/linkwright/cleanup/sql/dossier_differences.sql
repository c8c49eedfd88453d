-- What each version of the disavow file has that the one before had not, and the other way round.
with entries as (
    select
        n.version,
        v.subject_kind,
        case when v.subject_kind = 'domain' then lower(v.subject) else v.subject end as subject,
        min(v.reason) as reason,
        min(v.row) as place
    from verdict_seen as v
    inner join disavow_versions as n on v.batch = n.batch
    where v.verdict = 'disavow'
    group by n.version, v.subject_kind, case when v.subject_kind = 'domain' then lower(v.subject) else v.subject end
)

select
    a.version,
    'added' as change,
    a.subject_kind,
    a.subject,
    a.reason,
    a.place
from entries as a
left join entries as b
    on a.version = b.version + 1 and a.subject_kind = b.subject_kind and a.subject = b.subject
where b.subject is null
union all
select
    b.version + 1 as version,
    'taken out' as change,
    b.subject_kind,
    b.subject,
    b.reason,
    b.place
from entries as b
inner join disavow_versions as n on n.version = b.version + 1
left join entries as a
    on a.version = b.version + 1 and a.subject_kind = b.subject_kind and a.subject = b.subject
where a.subject is null
order by
    version,
    change,
    place,
    subject
