"""Words of the sources for where a link stands, as patterns over lower-case text: shared by signals on placement."""

FOOTER = "foot"
SIDEBAR = "side|aside"
HEADER = "header|banner"
MENU = "nav|menu|breadcrumb"
COMMENT = "comment|guestbook"
OUTSIDE_TEXT = "|".join((FOOTER, SIDEBAR, HEADER, MENU, COMMENT))
