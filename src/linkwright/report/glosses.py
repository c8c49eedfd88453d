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

_RANGES = {
    "Q": (
        "Quality of links: the value of the best link of each website that links, from 0 to 1, added up. Websites of "
        "one owner count once, and a link that is part of a scheme counts 0. One strong recommendation can weigh as "
        "much as a hundred faint mentions."
    ),
    "interval": (
        "Where the number lies eight times out of ten. One time in ten it is below the range, one time in ten above it."
    ),
    "P10, P50, P90": (
        "P10: one time in ten it is less. P50: as often more as less. P90: one time in ten it is more. Of links "
        "needed: at P10 there is one chance in ten that fewer suffice, at P90 one in ten that more are needed."
    ),
}


def _known(*words: str) -> dict[str, str]:
    return {word: GLOSSES[word] for word in words}


COMPARISON_GLOSSES = {
    **_RANGES,
    **_known("referring domain", "owner group", "followed", "anchor", "anchor class", "source", "source type", "tier"),
    **_known("value", "first seen", "evidence", "target page"),
    "link gap": "Websites that link to competitors and not to you: they have shown that they link to such pages.",
    "prospect": "A website that may link to you, since it links to others like you.",
    "likely": "How likely such a website links to you too, from how many competitors it links to and how.",
    "at least": (
        "How many there are in truth, at the very least: worked out from how far the sources know the same websites. "
        "No source knows all."
    ),
    "net": "New websites less lost ones, a month.",
    "survival": "The share of links that still stand a year after they were made.",
    "effective kinds": (
        "How many kinds there really are when rare ones weigh little: with four kinds of which one is nearly "
        "everything it is close to one."
    ),
    "seen share": "How much of all there is has been seen, as far as the data tell.",
    "shared": "Websites that link to both.",
    "content type": "What kind of page it is, such as a guide, a study, a tool or a product page, where that shows.",
}

PLAN_GLOSSES = {
    **_RANGES,
    **_known("referring domain", "owner group", "anchor class", "source type", "tier"),
    "position": "Where the page stands among the results of the search phrase; 1 is the first.",
    "searches": "Searches a month for the phrase, as a tool estimates.",
    "first results": "The first ten results are the first page of most searches; most people look at three.",
    "no effect": "How likely it is that this many links change nothing in the ranking.",
    "reached": (
        "How likely the page is among the results aimed at, if nothing but links changes: pages, searchers and the "
        "search engine change too, so nothing is surer than 99 %."
    ),
    "links alone": (
        "Even three times the links of the strongest result would probably not do it: then content, the intent "
        "of the search or the site itself matter more."
    ),
    "kept": "Links that still stand at the end of the plan. Some always go, so more have to be won than needed.",
    "clicks": "Visits a month from search results that are expected to come of it. An expectation, not a promise.",
    "prospects": "Websites or people found who might link.",
    "own outcomes": "How many people you wrote to yourself speak in these rates. 0: they are from studies alone.",
    "leading": "Shows early whether the plan works: links, visits from them.",
    "lagging": "Shows late: ranks, clicks, conversions. Links take weeks to months to show there.",
    "review": "A day to look at the numbers and change the plan.",
    "own data": "How many observations of your own speak in this number. 0: it is from studies alone.",
}
