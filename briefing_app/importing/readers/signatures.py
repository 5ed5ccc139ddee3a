"""This file knows formats by their first bytes, so that nothing has to be loaded to ask."""

from __future__ import annotations

SUFFIXES_OF_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".bmp", ".gif", ".tif", ".tiff", ".webp"})
_PICTURES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def is_pdf(content: bytes) -> bool:
    """Whether the bytes are a PDF; some programs write a few bytes in front of it."""
    return b"%PDF-" in content[:1024]


def is_picture(content: bytes) -> bool:
    """Whether the bytes are a picture of a known kind."""
    if content[:2] == b"BM":
        return len(content) > 26 and content[6:10] == bytes(4)
    return content.startswith(_PICTURES) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")


def is_rtf(content: bytes) -> bool:
    return content.startswith(b"{\\rtf")


def is_compound(content: bytes) -> bool:
    """Whether the bytes are one of the old binary documents (.doc, .wps, .xls) or an encrypted new one."""
    return content.startswith(_COMPOUND)


def is_encrypted_package(content: bytes) -> bool:
    """Whether a compound file holds an encrypted .docx or .xlsx."""
    return is_compound(content) and "EncryptedPackage".encode("utf-16-le") in content
