"""This file seals a file with a password: AES-256-GCM piece by piece, its key made from the password with scrypt.

The pieces are numbered and the last one is marked, so that none can be lost, moved, added or changed unnoticed (the
construction STREAM of Hoang, Reyhanitabar, Rogaway and Vizár, 2015). Nothing plain is ever written to the disk: a
sealed file is read piece by piece, where it is wanted.

    0  magic, 8 bytes            8  cost: scrypt's N is 2 to this power, 1 byte
    9  salt, 16 bytes           25  proof that the password fits, 16 bytes
   41  pieces: up to 64 KiB of content each, and 16 bytes that prove it
"""

from __future__ import annotations

import hashlib
import hmac
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, cast

from briefing_app.errors import NeedsExtra, ReadProblem, UnreadableFile

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

MAGIC = b"YCXSEAL\x01"
_COST, _DEAREST = 15, 18  # 32 MiB and 0.1 s to try a password; a file that asks for more than 256 MiB is hostile
_SALT, _PROOF, _TAG = 16, 16, 16
_HEAD = len(MAGIC) + 1 + _SALT + _PROOF
_PIECE = 64 * 1024


def is_sealed(stream: BinaryIO) -> bool:
    """Whether a stream holds a sealed file; it is at its start afterwards."""
    start = stream.read(len(MAGIC))
    stream.seek(0)
    return start == MAGIC


@contextmanager
def sealed(stream: BinaryIO, password: str) -> Iterator[BinaryIO]:
    """A stream to write to: what is written lands sealed in `stream`. Raises NeedsExtra."""
    salt = os.urandom(_SALT)
    cipher, proof = _cipher(password, salt, _COST)
    head = MAGIC + bytes([_COST]) + salt + proof
    stream.write(head)
    sealer = _Sealer(stream, cipher, head)
    yield cast("BinaryIO", sealer)
    sealer.finish()


def unsealed(stream: BinaryIO, path: Path, password: str) -> BinaryIO:
    """The content of a sealed file, as a stream that can be read anywhere. Raises UnreadableFile, NeedsExtra.

    A piece that was tampered with raises OSError when it is read.
    """
    if not password:
        raise UnreadableFile(path, ReadProblem.SEALED)
    head = stream.read(_HEAD)
    if len(head) < _HEAD:
        raise UnreadableFile(path, ReadProblem.DAMAGED)
    cost, salt, proof = head[len(MAGIC)], head[len(MAGIC) + 1 : _HEAD - _PROOF], head[-_PROOF:]
    if not 1 <= cost <= _DEAREST:
        raise UnreadableFile(path, ReadProblem.DAMAGED)
    cipher, expected = _cipher(password, salt, cost)
    if not hmac.compare_digest(proof, expected):
        raise UnreadableFile(path, ReadProblem.WRONG_PASSWORD)
    try:
        return cast("BinaryIO", io.BufferedReader(_Unsealed(stream, cipher, head), _PIECE))
    except OSError as error:
        raise UnreadableFile(path, ReadProblem.DAMAGED) from error


def _cipher(password: str, salt: bytes, cost: int) -> tuple[AESGCM, bytes]:
    """The cipher of a password, and what proves that it is the right one without telling it."""
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415 - an optional part
    except ImportError as error:
        raise NeedsExtra("给交换文件加密码或解开密码", "encryption") from error
    made = hashlib.scrypt(
        password.encode("utf-8", "surrogatepass"), salt=salt, n=2**cost, r=8, p=1, maxmem=2**29, dklen=32 + _PROOF
    )
    return AESGCM(made[:32]), made[32:]


def _nonce(number: int, *, is_last: bool) -> bytes:
    """The key serves one file only, so that the number of the piece is enough to be used once."""
    return number.to_bytes(11, "big") + bytes([is_last])


class _Sealer:
    """A stream that only goes forward: full pieces are sealed as they come, the last one at the end."""

    def __init__(self, stream: BinaryIO, cipher: AESGCM, head: bytes) -> None:
        self._stream, self._cipher, self._head = stream, cipher, head
        self._waiting = bytearray()
        self._number = 0

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > _PIECE:  # one piece is always held back: it may be the last
            self._put(bytes(self._waiting[:_PIECE]), is_last=False)
            del self._waiting[:_PIECE]
        return len(content)

    def flush(self) -> None:
        """What waits for a full piece goes on waiting."""

    def finish(self) -> None:
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_nonce(self._number, is_last=is_last), piece, self._head))
        self._number += 1


class _Unsealed(io.RawIOBase):
    """Opens the piece that is read; the last one at once, which proves that the file is whole."""

    def __init__(self, stream: BinaryIO, cipher: AESGCM, head: bytes) -> None:
        super().__init__()
        self._stream, self._cipher, self._head = stream, cipher, head
        sealed_size = stream.seek(0, io.SEEK_END) - _HEAD
        self._pieces = max(1, -(-sealed_size // (_PIECE + _TAG)))
        self._size = sealed_size - self._pieces * _TAG
        self._place = 0
        self._open: tuple[int, bytes] = (-1, b"")
        self._piece(self._pieces - 1)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._place, io.SEEK_END: self._size}[whence]
        if start + offset < 0:
            message = "a place before the start"
            raise OSError(message)
        self._place = start + offset
        return self._place

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        if self._place >= self._size:
            return 0
        number, offset = divmod(self._place, _PIECE)
        content = self._piece(number)[offset : offset + len(buffer)]
        buffer[: len(content)] = content
        self._place += len(content)
        return len(content)

    def _piece(self, number: int) -> bytes:
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415 - an optional part

        if self._open[0] != number:
            self._stream.seek(_HEAD + number * (_PIECE + _TAG))
            content = self._stream.read(_PIECE + _TAG)
            try:
                nonce = _nonce(number, is_last=number == self._pieces - 1)
                self._open = (number, self._cipher.decrypt(nonce, content, self._head))
            except (InvalidTag, ValueError) as error:
                message = "a piece of the file was changed"
                raise OSError(message) from error
        return self._open[1]
