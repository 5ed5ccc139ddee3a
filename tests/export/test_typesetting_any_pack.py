"""This file lays out packs that hypothesis invents: whatever the blocks, every word is printed inside the type area."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_app.domain.packs import PackKind
from briefing_app.export.document import (
    Align,
    BlankLine,
    Block,
    CellText,
    Column,
    Contents,
    Cover,
    Grid,
    Heading,
    PackDocument,
    PageBreak,
    Paragraph,
    Quote,
    Row,
    Run,
    Table,
    TextStyle,
    TitleBlock,
)
from briefing_app.export.typesetting.fonts import bundled
from briefing_app.export.typesetting.layout import lay_out
from briefing_app.export.typesetting.page import Area
from briefing_app.export.typesetting.profile import GBT9704
from briefing_app.export.typesetting.setting import Typesetter

TYPESETTER = Typesetter(bundled())
ALPHABET = "建议推进老城区道路停车公交，。、；：“”《》（）——……AI5G 2026年7月3.5%𬭎·/"

short = st.text(ALPHABET, max_size=12)
long = st.text(ALPHABET, max_size=160).flatmap(lambda text: st.sampled_from([text, text * 4, text * 30]))
cells = st.builds(CellText, st.one_of(short, short, short, long), note=st.sampled_from(["", "", "07-02"]))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    count = draw(st.integers(1, 7))
    columns = tuple(Column(draw(short), draw(st.floats(8, 90)), draw(st.sampled_from(Align))) for _ in range(count))
    rows = []
    for _ in range(draw(st.integers(0, 9))):
        spanning = draw(st.integers(0, 4)) == 0
        row = tuple(draw(cells) for _ in range(1 if spanning else count))
        rows.append(Row(row, spanning=spanning, total=not spanning and draw(st.integers(0, 8)) == 0))
        rows += [rows[-1]] * draw(st.integers(0, 2))
    return Table(
        columns,
        tuple(rows),
        title=draw(short),
        turned=draw(st.booleans()),
        headline=draw(st.booleans()),
        merge_first_column=draw(st.booleans()),
        notes=tuple(draw(st.lists(short, max_size=3))),
        line_left=draw(long)[:90],
        line_right=draw(short),
    )


blocks = st.one_of(
    st.builds(Cover, short, short, topic=short, editor=short, date=short, mark=short),
    st.builds(TitleBlock, long, st.tuples(short), bookmark=st.booleans(), new_page=st.booleans(), contents_note=short),
    st.builds(Contents),
    st.builds(Heading, short, st.integers(1, 4)),
    st.builds(Paragraph, st.tuples(st.builds(Run, long), st.builds(Run, short)), st.sampled_from(TextStyle)),
    st.builds(Quote, long, st.just(1), number=st.just("1."), heading=short, attribution=short, code=st.just("07-02")),
    st.builds(
        Grid, st.lists(st.lists(st.tuples(short, short), min_size=1, max_size=3).map(tuple), max_size=4).map(tuple)
    ),
    tables(),
    st.builds(BlankLine, st.integers(0, 3)),
    st.builds(PageBreak, st.booleans()),
)


def words_of(block: Block) -> str:
    """What a block must print at least."""
    if isinstance(block, (Heading, TitleBlock, Quote, Paragraph)):
        return block.text
    if isinstance(block, Table):
        rows = block.rows if block.merge_first_column is False else ()
        return "".join(cell.text for row in rows for cell in row.cells) + "".join(block.notes)
    return "".join(text for row in block.rows for pair in row for text in pair) if isinstance(block, Grid) else ""


@given(st.lists(blocks, max_size=9))
@settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_any_pack_is_printed_whole_and_inside_its_pages(packed: list[Block]) -> None:
    laid_out = lay_out(PackDocument("甲", PackKind.DIGEST, tuple(packed)), TYPESETTER, GBT9704)
    printed: Counter[str] = Counter()
    for page in laid_out.pages:
        area = Area.of(GBT9704, turned=page.turned)
        for x, y, line, _ in page.texts:
            printed.update(line.text.replace(" ", ""))
            assert x >= area.left - 0.1
            assert x + line.width <= area.left + area.width + 0.6
            assert area.sheet[1] - area.top >= y or "Cover" in str(packed)
            assert y >= area.sheet[1] - area.top - area.height - 0.1 or "Cover" in str(packed)
    wanted = Counter("".join(words_of(block) for block in packed).replace(" ", ""))
    assert not wanted - printed
