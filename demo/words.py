"""The vocabulary of the invented world: names, titles and anchor texts by language."""

from collections.abc import Mapping

SITE = "harbourbakery.example"
HOME = f"https://www.{SITE}/"
BRAND = "Harbour Bakery"
MONEY_KEYWORDS = ("buy sourdough bread online", "sourdough bread delivery", "organic bread subscription")
BURST_ANCHOR = MONEY_KEYWORDS[0]
BROKEN_PAGE = f"{HOME}recipes/rye-starter-guide"

# Share of the organic referring domains in each language, in thousandths.
LANGUAGES: Mapping[str, int] = {"en": 620, "de": 130, "fr": 90, "es": 60, "nl": 50, "it": 30, "ja": 20}
COUNTRIES: Mapping[str, str] = {
    "en": "gb",
    "de": "de",
    "fr": "fr",
    "es": "es",
    "nl": "nl",
    "it": "it",
    "ja": "jp",
}


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": _words(
        "amber anchor bramble cobble copper coastal crusty daily ember fennel garden gilded hazel hearth honest "
        "kindly lantern little maple meadow mill oaken orchard pebble quiet rolling rustic salted slow "
        "stone sunday tidal village wander wild windmill"
    ),
    "de": _words("alte backstube brot elbe feine genuss hafen korn kruste landlust mehl norden roggen teig"),
    "fr": _words("atelier beurre bonne croute four gourmand levain marche mie petite saveur terroir"),
    "es": _words("buen casa cocina costa harina horno masa mesa pan sabor trigo"),
    "nl": _words("bakkers broodje graan haven kade keuken meel rogge smaak"),
    "it": _words("antico cucina farina forno grano lievito mulino pane"),
    "ja": _words("asa kobo komugi minato pan shio"),
}
SECOND_WORDS: Mapping[str, tuple[str, ...]] = {
    "en": _words(
        "bites bread chronicle crumbs diary eats feast flour fork grocer gazette guide herald journal kitchen larder "
        "ledger life loaf notes oven pantry plate post review table tales times traveller weekly"
    ),
    "de": _words("blatt blog bote garten kueche magazin markt reise tisch welt zeitung"),
    "fr": _words("carnet cuisine gazette journal marmite panier revue table voyage"),
    "es": _words("blog diario guia mercado notas receta revista ruta"),
    "nl": _words("blad blog gids krant markt nieuws reis tafel"),
    "it": _words("blog diario gazzetta guida mercato ricette tavola"),
    "ja": _words("biyori dayori nikki techo shimbun"),
}
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "en": (
        "the slow bread revival",
        "a weekend by the harbour",
        "ten loaves worth the trip",
        "how to keep a starter alive",
        "small bakeries we love",
        "what to eat on the coast",
        "rye, spelt and patience",
        "gifts for people who bake",
        "breakfast in a fishing town",
        "the best cinnamon knots",
    ),
    "de": ("gutes Brot erkennen", "ein Wochenende am Hafen", "Sauerteig für Anfänger", "Bäckereien an der Küste"),
    "fr": ("le pain au levain", "un week-end au port", "les boulangeries à découvrir", "réussir son levain"),
    "es": ("pan de masa madre", "un fin de semana en el puerto", "panaderías con encanto"),
    "nl": ("zuurdesem voor beginners", "een weekend aan de haven", "de beste bakkers"),
    "it": ("il pane a lievitazione naturale", "un weekend al porto"),
    "ja": ("港町のパン屋めぐり", "天然酵母パンの作り方"),
}
TITLE_SHAPES: Mapping[str, tuple[str, ...]] = {
    "editorial": ("{subject} | {site}", "{subject}: our notes", "{subject} ({year})", "{site}: {subject}"),
    "news": ("{subject}, {place} reports", "{place} news: {subject}", "{site} | {subject}"),
    "forum": ("{subject} - page {number} - {site} forum", "Thread: {subject}", "{subject} [{site} community]"),
    "directory": ("Bakeries in {place} - {site}", "{brand}, {place} | {site} listings"),
    "resource page": ("Useful links: {subject}", "{site} resources", "Reading list on {subject}"),
    "e-commerce": ("{subject} - shop {site}", "Baking baskets and {subject} | {site}"),
}
PATH_SHAPES: Mapping[str, tuple[str, ...]] = {
    "editorial": ("/blog/{slug}/", "/{year}/{month:02d}/{slug}/", "/articles/{slug}", "/{slug}/"),
    "news": ("/news/{slug}-{number}.html", "/local/{year}/{slug}"),
    "forum": ("/forum/thread/{number}/{slug}", "/viewtopic.php?t={number}", "/community/topic/{number}"),
    "directory": ("/directory/bakeries/{town}/", "/listing/{slug}", "/category/food/{number}"),
    "resource page": ("/resources/", "/links.html", "/useful-links/{slug}"),
    "e-commerce": ("/products/{slug}", "/shop/{slug}?variant={number}"),
}
PAGE_TYPES: Mapping[str, str] = {
    "editorial": "Article > Story",
    "news": "Article > News",
    "forum": "Community > Thread",
    "directory": "Listing collection > Business",
    "resource page": "Listing collection > Links",
    "e-commerce": "Product > Single product",
    "social": "Community > Post",
}
PLATFORMS: Mapping[str, tuple[str, ...]] = {
    "editorial": ("wordpress", "wordpress", "ghost", ""),
    "news": ("", "drupal"),
    "forum": ("message-boards", "phpbb"),
    "directory": ("", "wordpress"),
    "resource page": ("", ""),
    "e-commerce": ("ecommerce", "shopify"),
    "social": ("",),
}
TOWNS = ("lowport", "saltwick", "eastmere", "gullhaven", "marram", "old-quay", "northness", "pinbury")
GENERIC: Mapping[str, tuple[str, ...]] = {
    "en": ("click here", "website", "read more", "this bakery", "here"),
    "de": ("hier", "Webseite", "mehr erfahren"),
    "fr": ("cliquez ici", "site web", "en savoir plus"),
    "es": ("aquí", "más información"),
    "nl": ("lees meer", "hier"),
    "it": ("clicca qui", "sito"),
    "ja": ("こちら", "公式サイト"),
}
TOPICAL = (
    "sourdough for beginners",
    "their cinnamon knots",
    "country loaf recipe",
    "slow bread",
    "harbour breakfast",
    "guide to rye bread",
)
TARGETS: tuple[tuple[str, int], ...] = (
    ("", 46),
    ("recipes/sourdough-for-beginners/", 16),
    ("recipes/cinnamon-knots/", 10),
    ("bread/country-loaf/", 8),
    ("shop/", 7),
    ("about/", 6),
    ("journal/why-slow-bread/", 7),
)
LOST_REASONS: tuple[tuple[str, int], ...] = (
    ("removedfromhtml", 30),
    ("notfound", 24),
    ("pageerror", 20),
    ("pageredirected", 6),
    ("lostredirect", 6),
    ("notcanonical", 7),
    ("noindex", 7),
)
CONTEXTS = (
    ("If you are ever in town, stop at", "and ask for the country loaf."),
    ("We learned most of this from", "who have baked this way for years."),
    ("The bread on our table came from", ""),
    ("", ""),
    ("", ""),
)
