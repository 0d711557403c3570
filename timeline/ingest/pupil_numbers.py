"""Digests of pupil numbers (UPN): two numbers can be compared by them, and no number can be recovered from one.

Decided in ``docs/decisions/0024-upn-digests.md``.
"""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from pathlib import Path

from timeline.domain.events import PupilNumberDigested
from timeline.ingest.errors import IngestError

_LENGTH = 32
_DIGITS, _DIGITS_OF_KEY = 32, 8
_NAME_OF_KEY = b"the name of this key"
_DO = "Name the file that was created beside the store"


@dataclass(slots=True)
class Secret:
    """The secret key in a file, read with the first number. ``kept``: whether a missing file is created; otherwise, as
    in a dry run, a key is created for one run."""

    path: Path
    kept: bool
    _read: bytes | None = field(default=None, repr=False)

    def digested(self, number: str, born_on: date) -> PupilNumberDigested:
        """The fact that this number was given. ``IngestError`` where the key cannot be read or created."""
        if self._read is None:
            self._read = self._from_file()
        return PupilNumberDigested(
            occurred_on=born_on,
            digest=hmac.new(self._read, number.encode(), sha256).hexdigest()[:_DIGITS],
            key=hmac.new(self._read, _NAME_OF_KEY, sha256).hexdigest()[:_DIGITS_OF_KEY],
        )

    def _from_file(self) -> bytes:
        try:
            return _read(self.path)
        except FileNotFoundError:
            made = secrets.token_bytes(_LENGTH)
            if not self.kept:
                return made
        except OSError as error:
            raise IngestError("the secret file", f"it cannot be read ({error.strerror})", _DO) from None
        try:
            make_secret(self.path, made)
            return _read(self.path)  # another import may have created it in the meantime
        except OSError as error:
            raise IngestError(
                "the secret file",
                f"it cannot be written beside the store ({error.strerror})",
                "Name a file with --secret",
            ) from None


def _read(path: Path) -> bytes:
    text = path.read_bytes().strip()
    try:
        found = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        found = b""
    if len(found) < _LENGTH:
        raise IngestError("the secret file", "it does not hold a secret", _DO)
    return found


def make_secret(path: Path, secret: bytes) -> None:
    """Create the file, readable by its owner alone. An existing file is left unchanged."""
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret.hex().encode() + b"\n")
