"""This file turns a password into the key of a library, and tells an encrypted file from any other."""

from __future__ import annotations

import hashlib
import hmac
import math
import secrets
import unicodedata
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from briefing_app.errors import LibraryProblem, LibraryUnusable

# What stands at the start of every SQLite file that is not encrypted.
HEADER = b"SQLite format 3\x00"
LEAST_CHARACTERS = 8
_SALT = 16  # bytes at the start of an encrypted file
# As SQLCipher 4 itself does it, so that its own tools open the file with the password.
_HASH, _ROUNDS, _SECRET = "sha512", 256_000, 32
_PAGE = 4096
# Bits a byte. A page of random bytes has 7.955, give or take 0.004; text, tables and most pictures have far less.
_PATTERNLESS = 7.93
_LOOKED_AT = 8
_PACKED = (b"PK", b"\x89PNG", b"\xff\xd8", b"\x1f\x8b", b"7z", b"Rar!", b"%PDF")


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one encrypted file; it never shows itself, wherever it is printed or logged."""

    secret: bytes = field(repr=False)
    salt: bytes = field(repr=False)

    def is_made_by(self, password: str) -> bool:
        """Whether this is the key that the password gives; takes as long as making a key."""
        return hmac.compare_digest(self.secret, _derived(password, self.salt))

    def fits(self, path: Path) -> bool:
        """Whether a file was encrypted with a key of the same making: a backup of the same library, most likely."""
        return is_encrypted(path) and _start(path, _SALT) == self.salt


def new_key(password: str) -> Key:
    """A key for a library that has none yet; takes about a third of a second, on purpose."""
    salt = secrets.token_bytes(_SALT)
    return Key(_derived(password, salt), salt)


def key_of(path: Path, password: str) -> Key:
    """The key that a password gives for an encrypted file; whether it opens the file, opening it will tell."""
    salt = _start(path, _SALT)
    return Key(_derived(password, salt), salt)


def require(key: Key, password: str) -> Key:
    """The key itself, where the password is its own; raises LibraryUnusable (WRONG_KEY)."""
    if not key.is_made_by(password):
        raise LibraryUnusable(Path(), LibraryProblem.WRONG_KEY)
    return key


def is_encrypted(path: Path) -> bool:
    """Whether a file looks like an encrypted library: no pattern at all, from the first byte.

    A library whose first page alone was written over with anything is damaged, and asks for no password.
    """
    start = _start(path, _PAGE)
    if start.startswith((HEADER, *_PACKED)) or not _is_patternless(start):
        return False
    looked_at = [_is_patternless(page) for page in _some_pages(path)]
    return 2 * sum(looked_at) >= len(looked_at)


def key_for(path: Path, key: Key | None) -> Key | None:
    """The key where the file needs one: what lies in a place may be another file than before."""
    return key if not path.exists() or is_encrypted(path) else None


def _is_patternless(page: bytes) -> bool:
    shares = (count / _PAGE for count in Counter(page).values())
    return len(page) == _PAGE and -sum(share * math.log2(share) for share in shares) > _PATTERNLESS


def _some_pages(path: Path) -> Iterator[bytes]:
    """A few pages behind the first, evenly over the file."""
    with suppress(OSError), path.open("rb") as file:
        pages = path.stat().st_size // _PAGE
        for number in range(1, pages, max(1, pages // _LOOKED_AT)):
            file.seek(number * _PAGE)
            yield file.read(_PAGE)


def _derived(password: str, salt: bytes) -> bytes:
    # The same password typed on another machine may come in other code points for the same characters.
    typed = unicodedata.normalize("NFC", password).encode("utf-8", "surrogatepass")
    return hashlib.pbkdf2_hmac(_HASH, typed, salt, _ROUNDS, _SECRET)


def _start(path: Path, count: int) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(count)
    except OSError:
        return b""
