"""The certificates of the demo web: `python -m demo.web.certificate` makes them anew (needs the command openssl).

Both files are part of the project, keys included: Python's own library cannot make certificates, and nobody trusts
these who was not told to for the time of the demo.
"""

import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from demo.web.pages import hosts, pages_of_day

HERE = Path(__file__).parent
TRUSTED, UNTRUSTED = HERE / "trusted.pem", HERE / "untrusted.pem"  # each a certificate and its key
_DAYS = 36_500
_REQUEST = """[req]
prompt = no
distinguished_name = name
x509_extensions = made
[name]
commonName = The demo web of Linkwright
[made]
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
subjectKeyIdentifier = hash
subjectAltName = {names}
"""


def make(names: Iterable[str], path: Path) -> None:
    """Make a key and a self-signed certificate for these names, in one file."""
    with TemporaryDirectory() as folder:
        request, certificate, key = (Path(folder) / name for name in ("request", "certificate", "key"))
        request.write_text(_REQUEST.format(names=",".join(f"DNS:{name}" for name in names)), "utf-8")
        curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"]
        files: list[str | Path] = ["-config", request, "-keyout", key, "-out", certificate]
        subprocess.run(  # noqa: S603 - the arguments are our own
            ["openssl", "req", "-x509", "-days", str(_DAYS), *curve, *files],  # noqa: S607 - of whatever system
            check=True,
        )
        path.write_bytes(certificate.read_bytes() + key.read_bytes())


if __name__ == "__main__":
    make(hosts({**pages_of_day(1), **pages_of_day(2)}), TRUSTED)
    make(["nobody.invalid"], UNTRUSTED)
