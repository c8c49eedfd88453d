import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from linkwright.cleanup.disavow_checks import check_lines, repaired
from linkwright.cleanup.disavow_file import MOST_LINES, LineKind, read_file, render
from linkwright.cleanup.disavow_model import Level
from linkwright.errors import UnreadableInputError
from linkwright.vocabulary.site import Site

SITE = Site(domains=("meadowlark.example", "meadowlark.co.uk"))
ENTRIES = some.sampled_from(
    [
        "domain:spam.example",
        "domain: spam.example",
        "Domain:SPAM.example",
        "domain:www.spam.example  ",
        "domain:http://spam.example/",
        "domain:lifehacĸer.com",
        "domain:spam.example/blog",
        "domain:a.spam.example",
        "domain:1.2.3.4",
        "domain:blogspot.com",
        "http://spam.example/a?b=1",
        "http://spam.example/%91x",
        "spam.example",
        "# domain:other.example",
        "# a comment",
        "domain:x.example # why",
        "",
        "\ufeffdomain:x.example",
        "*.spam.example",
    ]
)


def _kinds(text: str, site: Site | None = SITE) -> list[str]:
    return [problem.kind for problem in check_lines(read_file(text.encode(), "d.txt"), site)]


@settings(max_examples=150)
@given(data=some.binary(max_size=300))
def test_any_bytes_are_written_as_they_were_read_or_refused(data: bytes) -> None:
    try:
        file = read_file(data, "d.txt")
    except UnreadableInputError:
        return
    assert render(file) == data
    check_lines(file, SITE)


@settings(max_examples=150)
@given(lines=some.lists(ENTRIES, max_size=12), newline=some.sampled_from(["\n", "\r\n", "\r"]), last=some.booleans())
def test_what_is_read_is_written_again_byte_for_byte(lines: list[str], newline: str, last: bool) -> None:
    data = (newline.join(lines) + (newline if last else "")).encode()
    assert render(read_file(data, "d.txt")) == data


def _meant(data: bytes) -> tuple[set[str], set[str]]:
    """Domains and addresses a file disavows, well written or with a flaw that leaves no doubt."""
    file = read_file(data, "d.txt")
    hosts = {line.host for line in file.entries if line.kind is LineKind.DOMAIN and line.host}
    keys = {line.key for line in file.entries if line.kind is LineKind.URL}
    return hosts, keys


@settings(max_examples=150)
@given(lines=some.lists(ENTRIES, max_size=12))
def test_safe_repairs_disavow_neither_more_nor_less(lines: list[str]) -> None:
    data = "\n".join(lines).encode()
    file = read_file(data, "d.txt")
    fixed = render(repaired(file, check_lines(file, SITE)))
    before, after = _meant(data), _meant(fixed)
    assert after[0] <= before[0]
    assert after[1] <= before[1]
    for host in before[0] - after[0]:  # only what another line covers may go
        assert any(host.endswith(f".{parent}") for parent in after[0])
    for key in before[1] - after[1]:
        host = key.split("/", 1)[0]
        assert any(host == parent or host.endswith(f".{parent}") for parent in after[0])
    again = read_file(fixed, "d.txt")
    left = [problem for problem in check_lines(again, SITE) if problem.fixed is not None]
    assert not left  # a repaired file needs no repair


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("domain: spam.example", "space-after-domain"),
        ("Domain:spam.example", "letter-case"),
        ("domain:https://spam.example/", "scheme-of-domain"),
        ("domain:spam.example/blog/", "path-of-domain"),
        ("domain:spam", "not-a-domain"),
        ("domain:", "not-a-domain"),
        ("domain:*.spam.example", "wildcard"),
        ("https://*.spam.example/", "wildcard"),
        ("spam.example", "no-scheme"),
        ("www.spam.example/page", "no-scheme"),
        ("please disavow these", "not-an-entry"),
        ("http://spam.example/%91%92", "escapes"),
        ("http://spam.example/" + "a" * 2_048, "too-long"),
        ("domain:192.0.2.7", "bare-address"),
        ("domain:meadowlark.example", "own-site"),
        ("domain:www.meadowlark.co.uk", "own-site"),
        ("http://blog.meadowlark.example/post", "own-site"),
        ("domain:org.br", "public-suffix"),
        ("domain:blogspot.com", "platform"),
        ("domain:github.io", "platform"),
        ("domain:sites.google.com", "platform"),
        ("domain:pinterest.cl", "platform"),
        ("domain:nytimes.com", "well-known"),
        ("domain:health.nv.gov", "well-known"),
        ("domain:www.spam.example", "narrower"),
        ("domain:lifehacĸer.com", "look-alike"),
        ("domain:müller.example", "letters"),
        ("# domain:spam.example", "live-looking-comment"),
        ("#http://spam.example/page", "live-looking-comment"),
        ("domain:spam.example # bought in 2019", "something-behind"),
        ("http://spam.example/a http://spam.example/b", "something-behind"),
        ("  domain:spam.example", "spaces"),
        ("\ufeffdomain:spam.example", "spaces"),
        ("\u200bhttp://spam.example/a", "spaces"),
    ],
)
def test_each_known_mistake_is_named_on_its_line(text: str, kind: str) -> None:
    problems = check_lines(read_file(f"# mine\n{text}\n".encode(), "d.txt"), SITE)
    assert kind in [problem.kind for problem in problems if problem.line == 2], problems
    told = next(problem for problem in problems if problem.kind == kind)
    assert told.why
    assert told.todo
    assert "{" not in told.why + told.todo


@pytest.mark.parametrize(
    "text",
    [
        "domain:spam.example",
        "domain:deep.under.spam.example",
        "http://spam.example/page?id=1",
        "https://alice.blogspot.com/",
        "domain:alice.blogspot.com",
        "domain:xn--mller-kva.example",
        "# bought in 2019, see the letter of 3 May",
        "",
    ],
)
def test_a_good_line_is_left_alone(text: str) -> None:
    assert _kinds(f"{text}\n") == []


def test_what_is_said_twice_or_covered_names_the_first_line() -> None:
    text = "domain:spam.example\nhttp://spam.example/a\ndomain:spam.example\ndomain:b.spam.example\n"
    problems = check_lines(read_file(text.encode(), "d.txt"), SITE)
    assert [(problem.line, problem.kind) for problem in problems] == [(2, "covered"), (3, "duplicate"), (4, "covered")]
    assert all("Line 1" in problem.why for problem in problems)
    file = read_file(text.encode(), "d.txt")
    assert render(repaired(file, problems)) == b"domain:spam.example\n"


def test_a_file_beyond_the_limits_is_told_so() -> None:
    lines = "".join("# a comment\n" for _ in range(MOST_LINES + 1))
    told = check_lines(read_file(lines.encode(), "d.txt"), None)[0]
    assert (told.kind, told.level) == ("too-many-lines", Level.REFUSED)
    assert "100,001" in told.why
    large = "# " + "x" * 2_200_000 + "\ndomain:spam.example\n"
    assert _kinds(large) == ["too-many-bytes"]


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04rest",
        "domain:spam.example\n".encode("utf-16"),
        b"%PDF-1.7",
        b"\xd0\xcf\x11\xe0",
        b"{\\rtf1 domain:x.y}",
    ],
)
def test_what_is_no_plain_text_is_refused_with_what_to_do(data: bytes) -> None:
    with pytest.raises(UnreadableInputError) as caught:
        read_file(data, "d.txt")
    assert "plain text" in caught.value.what + caught.value.todo


def test_bytes_that_are_not_utf8_are_named_and_kept() -> None:
    data = b"domain:spam.example\ndomain:caf\xe9.example\n"
    file = read_file(data, "d.txt")
    assert [problem.kind for problem in check_lines(file, None)] == ["not-utf8"]
    assert render(repaired(file, check_lines(file, None))) == data


def test_a_byte_order_mark_is_taken_away() -> None:
    data = b"\xef\xbb\xbfdomain:spam.example\n"
    file = read_file(data, "d.txt")
    problems = check_lines(file, None)
    assert [problem.kind for problem in problems] == ["byte-order-mark"]
    assert render(file) == data
    assert render(repaired(file, problems)) == b"domain:spam.example\n"
