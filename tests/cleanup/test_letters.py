"""Letters: what they say in each language, what they never say, and the user's own."""

from datetime import date
from pathlib import Path

import pytest

from linkwright.cleanup.letter_templates import PLACEHOLDERS, built_in, languages, parse_template, read_template
from linkwright.cleanup.letter_writing import MOST_PAGES, Letter, Sender, make_letters, parse_sender
from linkwright.cleanup.removal import Reach, Request
from linkwright.cleanup.removal_log import Step
from linkwright.cleanup.removal_state import AskedLink, LetterKind, progress_of
from linkwright.errors import ConfigError, LinkwrightError, UnreadableInputError
from linkwright.vocabulary.terms import ContactKind, RemovalStep
from tests.cleanup.removing import TODAY, step

GOLDEN = Path(__file__).parent / "letters.golden.txt"
ANN = Sender("Ann Miller", "ann@quaybakery.example")
PAGES = ("https://blog.test/ten-loaves", "https://shop.blog.test/rye?page=2")
# Words of money, of law and of what a search engine might do to somebody. None has a place in a polite request.
NEVER = {
    "en": "pay fee money dollar cost lawyer legal court penal google spam toxic disavow report must immediately",
    "de": "zahl geld kosten gebühr anwalt rechtlich gericht frist abmahn google spam sofort unverzüglich melden",
    "fr": "payer argent frais avocat juridique tribunal pénalité google spam délai immédiatement signaler",
    "es": "pagar dinero coste abogado legal tribunal penalización google spam plazo inmediatamente denunciar",
    "it": "pagare soldi costo avvocato legale tribunale penalizzazione google spam immediatamente segnalare",
    "pt": "pagar dinheiro custo advogado legal tribunal penalização google spam prazo imediatamente denunciar",
    "nl": "betalen geld kosten advocaat juridisch rechtbank boete google spam onmiddellijk melden",
    "pl": "płat pieniądz koszt prawnik sąd kara google spam termin natychmiast zgłosi",
    "ja": "料金 支払 費用 弁護士 法的 訴訟 ペナルティ google スパム 期限 直ちに 通報",
}


def asked(pages: int = 0, language: str = "en", steps: tuple[Step, ...] = (), owner: str = "blog.test") -> Request:
    addresses = PAGES if not pages else tuple(f"https://blog.test/{number}" for number in range(pages))
    links = tuple(AskedLink(page, "https://quaybakery.example/", "rye", owner, language) for page in addresses)
    return Request(
        owner=owner,
        domains=(owner,),
        links=links,
        contacts=(Reach(ContactKind.ADDRESS, "ann@blog.test", PAGES[0]),),
        language=language,
        reason="bought",
        who="Ann",
        decided_on=date(2026, 1, 1),
        steps=steps,
        progress=progress_of(links, steps, TODAY),
    )


def letter(**said: object) -> Letter:
    (found,) = make_letters([asked(**said)], "quaybakery.example", ANN)  # type: ignore[arg-type]
    return found


def test_the_letters_of_every_language_are_the_golden_ones() -> None:
    """When the words were changed on purpose: write `shown` to the golden file and read the difference."""
    parts = []
    for language in languages():
        for steps in ((), (step(RemovalStep.SENT, 5),)):
            made = letter(language=language, steps=steps)
            parts.append(f"=== {language}, {made.kind}\nSubject: {made.subject}\n\n{made.body}")
    shown = "\n".join(parts)
    assert shown == GOLDEN.read_text("utf-8")


def test_there_are_letters_in_nine_languages() -> None:
    assert set(languages()) == {"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ja"}


@pytest.mark.parametrize("kind", list(LetterKind))
@pytest.mark.parametrize("language", languages())
def test_a_letter_names_the_pages_and_never_threatens_and_never_speaks_of_money(
    language: str, kind: LetterKind
) -> None:
    template = built_in(language, kind)
    for name in ("{site}", "{owner}", "{links}", "{from_name}"):
        assert template.body.count(name) >= 1, name
    assert ("{sent_on}" in template.body) is (kind is LetterKind.FOLLOW_UP)
    said = f"{template.subject}\n{template.body}".lower()
    assert [word for word in NEVER[language].split() if word in said] == []


def test_the_language_is_that_of_the_pages_and_english_where_there_is_none() -> None:
    assert letter(language="nl").language == "nl"
    assert letter(language="fi").language == "en"
    assert letter(language="").language == "en"
    (chosen,) = make_letters([asked(language="nl")], "quaybakery.example", ANN, language="ja")
    assert "ご担当者様" in chosen.body
    with pytest.raises(ConfigError, match="xx"):
        make_letters([], "quaybakery.example", ANN, language="xx")


def test_a_page_with_two_links_stands_once() -> None:
    links = [AskedLink("https://blog.test/a", f"https://quaybakery.example/{name}") for name in ("", "rye", "rye")]
    request = asked()
    both = Request(**{**vars(request), "links": tuple(links)})
    (made,) = make_letters([both], "quaybakery.example", ANN)
    assert (
        "https://blog.test/a\n    -> https://quaybakery.example/\n    -> https://quaybakery.example/rye\n\n"
        in made.body
    )
    assert made.pages == 1


@pytest.mark.parametrize("language", languages())
def test_of_very_many_pages_the_first_are_listed_and_the_rest_counted(language: str) -> None:
    made = letter(pages=MOST_PAGES + 1_234, language=language)
    assert made.body.count("https://blog.test/") == MOST_PAGES
    assert "1,234" in made.body


def test_an_owner_with_no_letter_due_gets_none() -> None:
    assert make_letters([asked(steps=(step(RemovalStep.REFUSED, 5),))], "quaybakery.example", ANN) == ()


def test_a_reminder_names_the_day_of_the_first_letter() -> None:
    made = letter(steps=(step(RemovalStep.SENT, 5),))
    assert (made.kind, made.step) == (LetterKind.FOLLOW_UP, RemovalStep.FOLLOWED_UP)
    assert "On 2026-01-05 I wrote" in made.body


def test_what_comes_from_outside_is_put_in_as_it_is_and_on_one_line() -> None:
    links = (AskedLink("https://blog.test/{site}\u202e\r\nBcc: x", "https://quaybakery.example/"),)
    request = Request(**{**vars(asked()), "links": links})
    (made,) = make_letters([request], "quaybakery.example", ANN)
    assert "https://blog.test/{site}Bcc: x\n" in made.body


OWN = "Subject: Links to {site}\n\nDear {owner}, {{please}} remove {count}:\n{links}\n{from_name}\n"


def test_the_users_own_letter(tmp_path: Path) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes(b"\xef\xbb\xbf" + OWN.replace("\n", "\r\n").encode())
    own = {LetterKind.FIRST: read_template(path, LetterKind.FIRST)}
    (made,) = make_letters([asked()], "quaybakery.example", ANN, own=own)
    assert made.subject == "Links to quaybakery.example"
    assert made.body.startswith("Dear blog.test, {please} remove 2:\nhttps://blog.test/ten-loaves\n")


@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("Hello {links}\n", "mine.txt:1", "no subject"),
        ("Subject:   \n\n{links}", "mine.txt:1", "no subject"),
        ("Subject: x\n\nHello\n", "mine.txt", "which links"),
        ("Subject: x\n\n{links}\n  {name}\n", "mine.txt:4:3", "{name}"),
        ("Subject: {Site}\n\n{links}\n", "mine.txt:1:10", "{Site}"),
        ("Subject: x\n\n{links.__class__}\n", "mine.txt:3:1", "__class__"),
        ("Subject: x\n\n{links}\nfor {sent_on}\n", "mine.txt:4:5", "first letter"),
        ("Subject: x\n\n{links}\na } b\n", "mine.txt:4:3", "brace"),
        ("Subject: x\n\n{links}\na {b\n", "mine.txt:4:3", "brace"),
    ],
)
def test_what_is_wrong_in_it_is_named_with_its_place(text: str, place: str, what: str) -> None:
    with pytest.raises(ConfigError, match=what) as error:
        parse_template(text, "mine.txt", LetterKind.FIRST)
    assert str(error.value.where) == place


def test_an_unknown_placeholder_comes_with_those_there_are() -> None:
    with pytest.raises(ConfigError) as error:
        parse_template("Subject: x\n\n{links}{who}", "mine.txt", LetterKind.FIRST)
    assert len(error.value.available) == len(PLACEHOLDERS)


@pytest.mark.parametrize("data", [b"\xff\xfe", b"Subject: x\n\n{links}" + b"x" * 200_000])
def test_a_letter_that_is_no_text_or_endless_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "mine.txt").write_bytes(data)
    with pytest.raises(UnreadableInputError):
        read_template(tmp_path / "mine.txt", LetterKind.FIRST)
    with pytest.raises(UnreadableInputError):
        read_template(tmp_path / "missing.txt", LetterKind.FIRST)


def test_who_writes() -> None:
    assert parse_sender("Ann Miller <ann@example.com>") == Sender("Ann Miller", "ann@example.com")
    assert parse_sender('"Miller, Ann" <ann@example.com>') == Sender("Miller, Ann", "ann@example.com")
    assert parse_sender("ann@example.com") == Sender("ann@example.com", "ann@example.com")


@pytest.mark.parametrize(
    "text",
    ["", "Ann", "ann@", "Ann <ann@example>", "Ann <ann@example.com>\r\nBcc: x@y.test", "A\nB <a@b.test>", "<a b@c.de>"],
)
def test_who_does_not_say_an_address_is_told(text: str) -> None:
    with pytest.raises(LinkwrightError, match="--from"):
        parse_sender(text)
