"""Words of the sources, ours included, for where a link stands, as patterns over lower-case text: shared by signals."""

from linkwright.vocabulary.terms import Placement

FOOTER = "foot"
SIDEBAR = "side|aside"
HEADER = "header|banner"
MENU = "nav|menu|breadcrumb"
RELATED = f"^{Placement.RELATED}$"  # a word of our own crawl
COMMENT = "comment|guestbook"
HIDDEN = f"^{Placement.HIDDEN}$"  # likewise
OUTSIDE_TEXT = "|".join((FOOTER, SIDEBAR, HEADER, MENU, RELATED, COMMENT, HIDDEN))
