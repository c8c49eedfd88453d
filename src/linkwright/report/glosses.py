"""Plain-language meanings of the field's words, shown beside them on every screen."""

GLOSSES = {
    "backlink": "A link on another website that leads to yours.",
    "link": "One page of another site linking to one page of yours. The same link seen by three sources counts once.",
    "referring page": "A page of another site that links to you.",
    "referring domain": (
        "A website that links to you, counted once however many links it has. Names people get from a platform, "
        "such as alice.blogspot.com, count as websites of their own."
    ),
    "owner group": (
        "Websites that appear to belong together: one brand under several endings, or one network built from one "
        "template. A group counts once."
    ),
    "followed": (
        "A link that does not ask search engines to disregard it: none of the marks nofollow, ugc (written by a "
        "visitor) or sponsored (paid)."
    ),
    "live": "A source saw the link in place the last time it looked.",
    "lost": (
        "A source looked again and the link, or the page it was on, was gone, or the page now asks search engines not "
        "to list it."
    ),
    "dropped": "A source stopped looking. That says nothing about the link itself.",
    "unknown": "No source says. Unknown is neither good nor bad.",
    "anchor": "The words of the link that a visitor can click.",
    "anchor class": (
        "What those words say: your name (brand), an address (url), exactly a phrase you want to be found for (exact) "
        "or all its words among others (partial), “click here” (generic), a word of your topic (topical), something in "
        "letters your audience does not read (other script), an image, nothing (empty), or something else (other); "
        "unknown when no source gives them."
    ),
    "target page": "The page of your site that the link leads to.",
    "source": "Who saw the link: the tool, and which of its reports.",
    "source type": "What kind of website links to you: a blog, a news site, a forum, a directory and so on.",
    "tier": (
        "One word for a link: high, medium or low by its value; suspect when two different kinds of evidence point to "
        "a scheme; unknown when too little is known."
    ),
    "value": "0 to 100 points for what a link can bring. Low value is not a risk.",
    "coverage": "How much of what the score asks about was known. The rest counted as neutral.",
    "good answers": (
        "Six questions about a link: from a site about your topic, in the text itself, with natural words, with "
        "readers, without a sign of a scheme, bringing visits. This counts the clear yes; a missing one may be a no or "
        "unknown."
    ),
    "risk": (
        "How likely the link is part of a scheme, worked out from the evidence and a stated starting point: that 5 in "
        "100 links are."
    ),
    "state": "What our own look at the link ended in, such as found, nofollow, link removed or blocked.",
    "standing": (
        "What that says about the link: it is still there, it is gone, or we could not look, which says nothing about "
        "it."
    ),
    "gone since": "Our first look that missed the link. One miss may be an accident; a second look decides.",
    "strength": (
        "0 to 100 for the website the link is on: what the tools' numbers say, or how many visits it brings beside the "
        "website that brings you most, whichever is more. It says what a lost link was worth."
    ),
    "visits": "People who came from that website, as your web analytics counted them.",
    "kept response": "Where the page as the server sent it is kept; `linkwright evidence PAGE` shows it.",
    "read as": (
        "How a finding is to be read: a strength is good news, a chance can be won back or mended, a concern is worth "
        "a look, context helps to read the rest."
    ),
    "family": "The kind of evidence. Several signals of one kind count as one.",
    "evidence": "The rows of your files that show it, by file and row number.",
    "first seen": "When a source first noticed the link. It may be older.",
    "overlap": "Websites that two sources both know.",
    "observation": "One row of one file.",
    "declared": "Rows that are not backlinks, such as totals. They were recognised, counted and not imported.",
    "rejected": "Rows that could not be read. Each is kept with its line and the reason.",
    "set aside": "Link rows that do not lead to this site, such as links inside it.",
}
