"""This file opens zipped documents (.docx, .xlsx …) within limits, and parses XML that may be hostile."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Any

from lxml import etree

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.transcript import Trouble

LARGEST_PART = 64 * 2**20  # bytes of one unpacked part: far above any manuscript, far below a machine's memory
LARGEST_PACKAGE = 512 * 2**20
MOST_PARTS = 20_000
STEEPEST = 200  # times that a part over a mebibyte may shrink; real XML shrinks ten- to thirtyfold
_MEBIBYTE = 2**20
_ZIP_MAGIC = b"PK\x03\x04"

Element = Any  # lxml carries no types


class Package:
    """A zipped document; parts are unpacked when asked for, and never more than the limits allow."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, RuntimeError) as error:
            raise Trouble(ReadProblem.DAMAGED, "压缩包不完整") from error
        if len(members) > MOST_PARTS or sum(member.file_size for member in members) > LARGEST_PACKAGE:
            raise Trouble(ReadProblem.TOO_LARGE, "解压后过大")
        self._members = {member.filename.lstrip("/"): member for member in members}

    def __contains__(self, name: str) -> bool:
        return name in self._members

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self._members)

    def part(self, name: str) -> bytes:
        """The bytes of a part."""
        member = self._members.get(name)
        if member is None:
            raise Trouble(ReadProblem.DAMAGED, "缺少正文部件")
        if member.flag_bits & 1:
            raise Trouble(ReadProblem.ENCRYPTED)
        # What the directory says of sizes may be a lie: read at most one byte more than is allowed.
        allowed = min(LARGEST_PART, max(_MEBIBYTE, member.compress_size * STEEPEST))
        try:
            with self._zip.open(member) as stream:
                data = stream.read(allowed + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError) as error:
            raise Trouble(ReadProblem.DAMAGED, "压缩包不完整") from error
        if len(data) > allowed:
            raise Trouble(ReadProblem.TOO_LARGE, "解压后过大")
        return data

    def xml(self, name: str) -> Element:
        """A part parsed as XML."""
        return parse_xml(self.part(name))

    def related(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part points to inside the package: id → (kind, part name)."""
        folder, _, base = part.rpartition("/")
        name = f"{folder}/_rels/{base}.rels".lstrip("/")
        if name not in self:
            return {}
        found = {}
        for relation in self.xml(name):
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            kind = relation.get("Type", "").rpartition("/")[2]
            found[relation.get("Id", "")] = (kind, _resolved(folder, relation.get("Target", "")))
        return found


def is_zip(content: bytes) -> bool:
    return content.startswith(_ZIP_MAGIC)


def parse_xml(data: bytes) -> Element:
    """An XML document's root: no entity is expanded, nothing is fetched, no deep or endless tree is built."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Trouble(ReadProblem.DAMAGED, "内部结构有误") from error
    if root.getroottree().docinfo.doctype:
        # No office program writes one; it is only ever the door of an entity attack.
        raise Trouble(ReadProblem.DAMAGED, "内含不允许的实体声明")
    return root


def local(element: Element) -> str:
    """The name of an element without its namespace; comments and the like have none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element | None, name: str) -> str | None:
    """An attribute by its local name: transitional and strict documents differ in namespaces only."""
    if element is None:
        return None
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(value)
    return None


def child(element: Element | None, *path: str) -> Element | None:
    """The first descendant along a path of local names."""
    for name in path:
        if element is None:
            return None
        element = next((found for found in element if local(found) == name), None)
    return element


def _resolved(folder: str, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = folder.split("/") if folder else []
    for step in target.split("/"):
        if step == "..":
            steps = steps[:-1]
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)
