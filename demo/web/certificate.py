"""A certificate for the names of the demo web, made at every start and trusted by nobody who was not told to."""

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from linkwright.errors import ConfigError

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


def self_signed(names: Iterable[str], folder: Path, stem: str) -> tuple[Path, Path]:
    """Make a key and a certificate of two days for these names. Returns the files: certificate, key.

    Raises:
        ConfigError: when there is no command `openssl`: Python's own library cannot make certificates.
    """
    openssl = shutil.which("openssl")
    if openssl is None:
        raise ConfigError("the demo web needs the command openssl to make its certificate", todo="install openssl")
    request, certificate, key = (folder / f"{stem}.{end}" for end in ("cnf", "pem", "key"))
    request.write_text(_REQUEST.format(names=",".join(f"DNS:{name}" for name in names)), "utf-8")
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-noenc"]
    subprocess.run(  # noqa: S603 - the arguments are our own
        [openssl, "req", "-x509", "-days", "2", *curve, "-config", request, "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    return certificate, key
