-- observed: every link row that is a backlink of this site, with its keys. A view over the rows kept.
select *
from link_rows
where problem is null
