"""This file makes a PDF fit for archives and for everybody: XMP metadata (PDF/A-2a, PDF/UA-1) and its colour space."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from datetime import datetime, timedelta

from briefing_app.export.pdf_objects import text_string

CONDITION = "sRGB IEC61966-2.1"
PACKET = "W5M0MpCehiHzreSzNTczkc9d"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a file says about itself, in its information dictionary and in XMP alike."""

    title: str
    author: str
    subject: str
    keywords: str
    tool: str
    created: datetime | None


def information(facts: Facts) -> str:
    """The information dictionary, which older programs read."""
    texts = {
        "Title": facts.title,
        "Author": facts.author,
        "Subject": facts.subject,
        "Keywords": facts.keywords,
        "Creator": facts.tool,
        "Producer": facts.tool,
    }
    entries = [f"/{key} {text_string(_plain(text))}" for key, text in texts.items()]
    if facts.created:
        moment = _stamp(facts.created)
        entries.append(f"/CreationDate ({moment}) /ModDate ({moment})")
    return f"<< {' '.join(entries)} >>"


def _stamp(moment: datetime) -> str:
    offset = moment.utcoffset() or timedelta()
    minutes = round(offset.total_seconds() / 60)
    sign = "-" if minutes < 0 else "+"
    return f"D:{moment:%Y%m%d%H%M%S}{sign}{abs(minutes) // 60:02d}'{abs(minutes) % 60:02d}'"


def output_intent(profile: int) -> str:
    """The colour space of the file; `profile` is the number of the stream that describes it."""
    return (
        f"<< /Type /OutputIntent /S /GTS_PDFA1 /OutputConditionIdentifier ({CONDITION}) /Info ({CONDITION})"
        f" /DestOutputProfile {profile} 0 R >>"
    )


def metadata(facts: Facts) -> str:
    """The XMP packet."""
    entries = [
        "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part>",
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_text(facts.title)}</rdf:li></rdf:Alt></dc:title>',
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{_text(facts.subject)}</rdf:li></rdf:Alt></dc:description>',
        "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>",
        f"<pdf:Producer>{_text(facts.tool)}</pdf:Producer><xmp:CreatorTool>{_text(facts.tool)}</xmp:CreatorTool>",
    ]
    if facts.author:
        entries.append(f"<dc:creator><rdf:Seq><rdf:li>{_text(facts.author)}</rdf:li></rdf:Seq></dc:creator>")
    if facts.keywords:
        entries.append(f"<pdf:Keywords>{_text(facts.keywords)}</pdf:Keywords>")
    if facts.created:
        moment = facts.created.replace(microsecond=0).isoformat()
        entries.append(f"<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>")
    return (
        f'<?xpacket begin="\ufeff" id="{PACKET}"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\n'
        + "\n".join(entries)
        + "\n</rdf:Description>"
        + _EXTENSION
        + '</rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    )


# PDF/A wants the properties that its own schemas do not name described (ISO 19005-2, 6.6.2.3).
_EXTENSION = (
    '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)


def _plain(text: str) -> str:
    return "".join(character for character in text if character.isprintable() or character == "\u3000")


def _text(text: str) -> str:
    return _plain(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def colour_profile() -> bytes:
    """An ICC profile (version 2) of the sRGB primaries under D50, with a gamma of 2.2."""
    curve = b"curv" + struct.pack(">LLH", 0, 1, round(2.2 * 256))
    words = CONDITION.encode("ascii") + b"\0"
    described = b"desc" + struct.pack(">LL", 0, len(words)) + words + bytes(11 + 67)
    tags = {
        b"desc": described,
        b"cprt": b"text" + bytes(4) + b"No copyright\0",
        b"wtpt": _xyz(0.9642, 1.0, 0.8249),
        b"rXYZ": _xyz(0.4360, 0.2225, 0.0139),
        b"gXYZ": _xyz(0.3851, 0.7169, 0.0971),
        b"bXYZ": _xyz(0.1431, 0.0606, 0.7141),
        b"rTRC": curve,
        b"gTRC": curve,
        b"bTRC": curve,
    }
    place, table, body = 128 + 4 + 12 * len(tags), struct.pack(">L", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">LL", place + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    size = place + len(body)
    head = struct.pack(
        ">L4sL4s4s4s6H4s4s",
        size,
        bytes(4),
        0x02400000,
        b"mntr",
        b"RGB ",
        b"XYZ ",
        2026,
        1,
        1,
        0,
        0,
        0,
        b"acsp",
        bytes(4),
    )
    head += bytes(128 - len(head) - 60) + struct.pack(">3L", 0x0000F6D6, 0x00010000, 0x0000D32D)
    return head.ljust(128, b"\0") + table + body


def _xyz(*values: float) -> bytes:
    return b"XYZ " + bytes(4) + struct.pack(">3l", *(round(value * 65536) for value in values))
