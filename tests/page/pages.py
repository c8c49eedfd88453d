"""Pages that this project wrote itself: one template, the same advice on sourdough in nine languages."""

from __future__ import annotations

TEXTS = {
    "en": (
        "A rye starter is nothing but flour and water in which wild yeast and good bacteria live together. Keep it in a clean glass "
        "and give it fresh flour every day while it stands in a warm kitchen. After about a week it rises to twice its height "
        "within four hours, and then it is strong enough for a first loaf of bread. If you bake only once a week, put the glass "
        "into the refrigerator and feed the starter two days before you need it. A thin grey liquid on top is no reason to worry: it "
        "only says that the yeast is hungry, so stir it in or pour it away. Throw the whole thing out only when you see pink or "
        "orange spots, because these are moulds that no oven makes harmless again."
    ),
    "de": (
        "Ein Sauerteig aus Roggen besteht aus nichts als Mehl und Wasser, in denen wilde Hefen und gute Bakterien zusammen leben. "
        "Bewahren Sie ihn in einem sauberen Glas auf und geben Sie ihm jeden Tag frisches Mehl, solange er in der warmen Küche "
        "steht. Nach etwa einer Woche geht er innerhalb von vier Stunden auf das Doppelte auf und ist dann stark genug für das erste "
        "Brot. Wer nur einmal in der Woche backt, stellt das Glas in den Kühlschrank und füttert den Teig zwei Tage vorher. Eine graue "
        "Flüssigkeit obenauf ist kein Grund zur Sorge, denn sie sagt nur, dass die Hefe hungrig ist. Werfen Sie alles weg, sobald Sie "
        "rosa oder orange Flecken sehen, denn das ist Schimmel, den kein Ofen mehr unschädlich macht."
    ),
    "fr": (
        "Un levain de seigle n'est rien d'autre que de la farine et de l'eau dans lesquelles vivent ensemble des levures sauvages et "
        "de bonnes bactéries. Gardez-le dans un verre propre et donnez-lui chaque jour de la farine fraîche tant qu'il reste dans une "
        "cuisine chaude. Après une semaine environ il double de volume en quatre heures, et il est alors assez fort pour un premier "
        "pain. Si vous ne cuisez qu'une fois par semaine, mettez le verre au réfrigérateur et nourrissez le levain deux jours avant. "
        "Un liquide gris à la surface n'est pas inquiétant, il dit seulement que la levure a faim. Jetez le tout si vous voyez des "
        "taches roses ou orange, car ce sont des moisissures qu'aucun four ne rend inoffensives."
    ),
    "es": (
        "Una masa madre de centeno no es más que harina y agua en las que viven juntas levaduras silvestres y bacterias buenas. "
        "Guárdela en un vaso limpio y dele harina fresca todos los días mientras esté en una cocina caliente. Después de una semana "
        "sube al doble de su altura en cuatro horas, y entonces es bastante fuerte para el primer pan. Si hornea solo una vez por "
        "semana, ponga el vaso en la nevera y alimente la masa dos días antes de usarla. Un líquido gris en la superficie no es motivo "
        "de preocupación, solo dice que la levadura tiene hambre. Tírelo todo si ve manchas rosas o naranjas, porque son mohos que "
        "ningún horno hace inofensivos."
    ),
    "it": (
        "Un lievito madre di segale non è altro che farina e acqua in cui vivono insieme lieviti selvatici e batteri buoni. Tenetelo "
        "in un bicchiere pulito e dategli farina fresca ogni giorno finché sta in una cucina calda. Dopo circa una settimana raddoppia "
        "la sua altezza in quattro ore, e allora è abbastanza forte per il primo pane. Se cuocete solo una volta alla settimana, mettete "
        "il bicchiere in frigorifero e nutrite il lievito due giorni prima. Un liquido grigio in superficie non deve preoccupare, dice "
        "solo che il lievito ha fame. Buttate via tutto se vedete macchie rosa o arancioni, perché sono muffe che nessun forno rende "
        "innocue."
    ),
    "pl": (
        "Zakwas żytni to nic innego jak mąka i woda, w których żyją razem dzikie drożdże i dobre bakterie. Trzymaj go w czystym szkle i "
        "codziennie dodawaj świeżej mąki, dopóki stoi w ciepłej kuchni. Po mniej więcej tygodniu podwaja swoją wysokość w ciągu czterech "
        "godzin i wtedy jest dość silny na pierwszy chleb. Jeśli pieczesz tylko raz w tygodniu, wstaw szklankę do lodówki i nakarm zakwas "
        "dwa dni wcześniej. Szary płyn na powierzchni nie jest powodem do zmartwienia, mówi tylko, że drożdże są głodne. Wyrzuć wszystko, "
        "kiedy zobaczysz różowe albo pomarańczowe plamy, bo to pleśń, której żaden piec nie unieszkodliwi."
    ),
    "ru": (
        "Ржаная закваска состоит только из муки и воды, в которых вместе живут дикие дрожжи и полезные бактерии. Держите её в чистом "
        "стакане и каждый день добавляйте свежую муку, пока она стоит на тёплой кухне. Примерно через неделю она поднимается вдвое за "
        "четыре часа и тогда достаточно сильна для первого хлеба. Если вы печёте только раз в неделю, поставьте стакан в холодильник и "
        "подкормите закваску за два дня до выпечки. Серая жидкость сверху не должна пугать, она говорит лишь о том, что дрожжи голодны. "
        "Выбросьте всё, если увидите розовые или оранжевые пятна, потому что это плесень, которую не обезвредит никакая печь."
    ),
    "ja": (
        "ライ麦のサワー種は、小麦粉と水だけでできていて、その中で野生の酵母と良い細菌が一緒に暮らしています。清潔なガラスの瓶に入れ、"
        "暖かい台所に置いている間は毎日新しい粉を与えてください。およそ一週間たつと四時間で二倍の高さにふくらみ、最初のパンを焼くのに"
        "十分な力がつきます。週に一度しか焼かないなら、瓶を冷蔵庫に入れておき、使う二日前に粉を与えます。表面に灰色の水がたまっても"
        "心配はいりません。酵母がおなかをすかせているだけです。赤や橙色の点が見えたら、全部捨ててください。それはどんな窯でも無害に"
        "できないかびだからです。"
    ),
    "zh": (
        "黑麦酸种只由面粉和水组成，野生酵母和有益的细菌一起生活在里面。请把它放在干净的玻璃瓶里，只要它还在温暖的厨房里，就每天给它加"
        "新鲜的面粉。大约一个星期以后，它会在四个小时之内长到两倍的高度，这时候它的力量就足够做第一个面包了。如果你一个星期只烤一次，"
        "可以把瓶子放进冰箱，在使用之前两天再喂它。表面有一层灰色的水不用担心，那只是说明酵母饿了，搅拌进去或者倒掉都可以。如果看到"
        "粉红色或者橙色的斑点，就要全部扔掉，因为那是任何烤箱都不能消灭的霉菌。"
    ),
}

_PAGE = """<!doctype html>
<html lang="{code}"><head><meta charset="utf-8"><title>How to keep a rye starter</title>
<meta name="author" content="Ada Miller"><meta name="robots" content="max-image-preview:large">
<meta property="og:type" content="article"><link rel="canonical" href="/blog/2026/rye-starter">
<link rel="stylesheet" href="/wp-content/themes/crumb/style.css?ver=6.4.2"><script src="/wp-includes/js/jquery/jquery.min.js"></script>
<script async src="https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF"></script>
<script type="application/ld+json">{{"@type": "BlogPosting", "datePublished": "2026-03-01T10:00:00+01:00"}}</script>
</head><body class="single postid-{code}77 theme-crumb"><div class="page main" id="top">
<header class="site-header"><nav id="menu" class="menu-main"><ul class="menu"><li class="menu-item-1"><a href="/">Home</a></li>
<li class="menu-item-2"><a href="/bread">Bread</a></li><li class="menu-item-3"><a href="/about">About</a></li></ul></nav></header>
<div class="columns"><article class="post"><h1>How to keep a rye starter</h1><p>{text}</p>
<p><a href="https://mill.example/rye">Mill</a></p><p><a href="https://oven.example/">Oven</a></p></article>
<aside class="sidebar"><a href="/archive">Archive</a></aside></div>
<footer class="site-footer"><a href="/imprint">Imprint</a></footer></div></body></html>"""


def page(code: str) -> str:
    """Return the page in one language."""
    return _PAGE.format(code=code, text=TEXTS[code])
