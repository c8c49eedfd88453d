-- group_members: the owner group of every referring domain that has one.
select
    referring_domain,
    owner_group,
    'network' as kind
from network_members
union all
select
    referring_domain,
    owner_group,
    'mirror' as kind
from mirror_members
