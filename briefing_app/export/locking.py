"""This file locks a finished PDF with a password (AES-256): it then is no archive file any more, and does not say so."""

from __future__ import annotations

import io
import re

import pikepdf

_ARCHIVE_CLAIM = re.compile(rb"<pdfaid:part>\d</pdfaid:part><pdfaid:conformance>\w</pdfaid:conformance>")


def locked(content: bytes, password: str) -> bytes:
    """The same pages, to be opened with the password only. PDF/A forbids encryption, so its claim goes; PDF/UA stays."""
    with pikepdf.open(io.BytesIO(content)) as file:
        metadata = file.Root.Metadata
        metadata.write(_ARCHIVE_CLAIM.sub(b"", metadata.read_bytes()))
        stream = io.BytesIO()
        permissions = pikepdf.Permissions(accessibility=True, extract=True)
        encryption = pikepdf.Encryption(owner=password, user=password, R=6, allow=permissions)
        file.save(stream, encryption=encryption, fix_metadata_version=False)
    return stream.getvalue()
