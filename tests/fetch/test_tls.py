import asyncio
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from linkwright.fetch.model import Answer, Failure
from tests.fetch.farm import Exchange, Farm, fetch_all, no_robots, polite

pytestmark = pytest.mark.skipif(not shutil.which("openssl"), reason="needs the openssl command to make certificates")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for good.example and its key, in one file, signed by nobody else."""
    folder = tmp_path_factory.mktemp("tls")
    key, made, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    command = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "2",
    ]
    names = ["-subj", "/CN=good.example", "-addext", "subjectAltName=DNS:good.example"]
    subprocess.run([*command, *names, "-keyout", key, "-out", made], check=True, capture_output=True)
    both.write_bytes(key.read_bytes() + made.read_bytes())
    return both


async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer as a plain web server answers bytes that are not HTTP."""
    await reader.read(10)
    writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
    writer.close()


def crawled(certificate: Path, *urls: str) -> tuple[Farm, list[Answer]]:
    async def answering(exchange: Exchange) -> None:
        if not await no_robots(exchange):
            exchange.reply("secure")

    async def run() -> tuple[Farm, list[Answer]]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        plain = await asyncio.start_server(refuse, "127.0.0.1", 0)
        plain_port = str(plain.sockets[0].getsockname()[1])
        async with plain, Farm(answering, tls=context) as farm:
            places = [url.replace("PLAIN", plain_port).replace("PORT", str(farm.port)) for url in urls]
            answers = await fetch_all(places, polite(attempts=1))
            return farm, [answers[place] for place in places]

    return asyncio.run(run())


def test_a_trusted_certificate_of_the_right_name(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    farm, answers = crawled(
        certificate, "https://good.example:PORT/a", "https://good.example.:PORT/b", "https://other.example:PORT/c"
    )
    assert [answer.outcome for answer in answers] == ["200", "200", str(Failure.TLS)]
    assert answers[0].body == b"secure"
    assert "/c" not in [visit.path for visit in farm.visits], "nothing is sent before the name is proven"


def test_a_certificate_nobody_vouches_for(certificate: Path) -> None:
    farm, answers = crawled(certificate, "https://good.example:PORT/a")
    assert [answer.failure for answer in answers] == [Failure.TLS]
    assert farm.visits == []


def test_tls_to_a_plain_port_and_the_other_way_round(certificate: Path) -> None:
    _, answers = crawled(certificate, "https://good.example:PLAIN/a", "http://good.example:PORT/b")
    assert answers[0].failure is Failure.TLS
    assert answers[1].failure in (Failure.RESET, Failure.BAD_HTTP, Failure.ROBOTS_UNREACHABLE)
