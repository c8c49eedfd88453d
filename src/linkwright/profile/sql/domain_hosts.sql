-- domain_hosts: the hosts known of each referring domain, from links and from domain rows.
select referring_domain, referring_host as host from links
union
select referring_domain, host from domain_rows where problem is null
