"""Words of the sources, ours included, for where a link stands, as patterns over lower-case text: shared by signals."""

FOOTER = "foot"
SIDEBAR = "side|aside"
HEADER = "header|banner"
MENU = "nav|menu|breadcrumb"
RELATED = "^related"  # teasers of other pages; a word of our own crawl
COMMENT = "comment|guestbook"
HIDDEN = "^hidden$"  # visitors do not see it; a word of our own crawl
OUTSIDE_TEXT = "|".join((FOOTER, SIDEBAR, HEADER, MENU, RELATED, COMMENT, HIDDEN))
