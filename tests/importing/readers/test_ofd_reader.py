"""This file checks that an OFD document is read in the order of its print."""

from __future__ import annotations

import io
import zipfile

import pytest

from briefing_app.domain.text import bare
from briefing_app.domain.text import read as under
from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import ofd
from briefing_app.importing.readers.transcript import Trouble

SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
SIZE = 5.0
SENTENCE = "市政协委员建议加快建设社区养老服务中心，完善医养结合的服务网络，让老年人在家门口就能得到照料和关怀。"


def text(x: float, y: float, words: str, size: float = SIZE) -> str:
    steps = f"g {len(words) - 1} {size}" if len(words) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} {len(words) * size} {size}" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size * 0.85}" DeltaX="{steps}">{words}</ofd:TextCode></ofd:TextObject>'
    )


def document(*pages: str, template: str = "", extra: str = "") -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody>{extra}</ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {SPACE}><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297"
        '</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID="70" BaseLoc="Tpls/T.xml"/></ofd:CommonData>'
        f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        "Doc_0/Tpls/T.xml": f"<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{template}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    for number, content in enumerate(pages):
        parts[f"Doc_0/Pages/Page_{number}/Content.xml"] = (
            f'<ofd:Page {SPACE}><ofd:Template TemplateID="70"/><ofd:Content><ofd:Layer>{content}</ofd:Layer></ofd:Content></ofd:Page>'
        )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def rows(words: str, top: float, width: int = 32) -> str:
    return "".join(text(25, top + 8 * n, words[at : at + width]) for n, at in enumerate(range(0, len(words), width)))


def test_lines_are_joined_and_numbers_of_pages_marked() -> None:
    page = text(60, 30, "关于养老服务的建议", 7) + rows(SENTENCE * 2, 60) + text(100, 280, "— 1 —", 4)
    content = document(page, template=text(60, 10, "政协青屏市委员会"))
    assert ofd.recognises(content)
    extract = ofd.extract(content)
    body = [line for line in extract.text.split("\n") if line]
    assert body[1:3] == ["关于养老服务的建议", SENTENCE * 2]
    assert bare(under(extract.text, extract.furniture)) == "政协青屏市委员会—1—"


def test_characters_drawn_one_by_one_make_words() -> None:
    page = "".join(text(25 + SIZE * n, 40, char) for n, char in enumerate("顾𬱖委员建议修路"))
    assert ofd.extract(document(page)).text == "顾𬱖委员建议修路\n"


def problem_of(content: bytes) -> ReadProblem:
    with pytest.raises(Trouble) as caught:
        ofd.extract(content)
    return caught.value.problem


def test_what_cannot_be_read_says_why() -> None:
    assert problem_of(document("")) is ReadProblem.NO_TEXT
    assert problem_of(document(text(1, 1, "字"), extra="<ofd:Encryptions/>")) is ReadProblem.ENCRYPTED
