"""Pages that this project wrote itself: one template around the texts of `texts.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

TEXTS: dict[str, str] = tomllib.loads(Path(__file__).with_name("texts.toml").read_text("utf-8"))

_PAGE = """<!doctype html>
<html lang="{code}"><head><meta charset="utf-8"><title>How to keep a rye starter</title>
<meta name="author" content="Ada Miller">
<meta name="robots" content="max-image-preview:large">
<meta property="og:type" content="article"><link rel="canonical" href="/blog/2026/rye-starter">
<link rel="stylesheet" href="/wp-content/themes/crumb/style.css?ver=6.4.2">
<script src="/wp-includes/js/jquery/jquery.min.js"></script>
<script async src="https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF"></script>
<script type="application/ld+json">{{"@type": "BlogPosting", "datePublished": "2026-03-01T10:00:00+01:00"}}</script>
</head><body class="single postid-{code}77 theme-crumb"><div class="page main" id="top">
<header class="site-header"><nav id="menu" class="menu-main"><ul class="menu">
<li class="menu-item-1"><a href="/">Home</a></li>
<li class="menu-item-2"><a href="/bread">Bread</a></li>
<li class="menu-item-3"><a href="/about">About</a></li></ul></nav></header>
<div class="columns"><article class="post"><h1>How to keep a rye starter</h1><p>{text}</p>
<p><a href="https://mill.example/rye">Mill</a></p><p><a href="https://oven.example/">Oven</a></p></article>
<aside class="sidebar"><a href="/archive">Archive</a></aside></div>
<footer class="site-footer"><a href="/imprint">Imprint</a></footer></div></body></html>"""


def page(code: str) -> str:
    """Return the page in one language."""
    return _PAGE.format(code=code, text=TEXTS[code])
