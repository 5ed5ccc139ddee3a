"""This file tests how the 历史 of a speech tells of its versions."""

from __future__ import annotations

from briefing_app import workflows
from briefing_app.store import history, speeches, versions
from briefing_app.ui.history.words import change_in_words


def test_an_exchange_of_texts_is_told_once(context, sample: workflows.Saved) -> None:
    speech = context.read(lambda s: speeches.of_meeting(s, sample.meeting_id))[0]
    library = context.library
    added = library.perform(
        "存为另一版本", lambda s: versions.add(s, speech.id, source_id=None, paragraphs=[("另一个文本。", ())])
    )
    library.perform("以右边为准", lambda s: versions.adopt(s, added.value))
    entries = context.read(lambda s: history.find(s, "speech", speech.id))
    told = [change_in_words(one) for one in entries if one.action == "以右边为准"]
    assert sum("另一个文本。" in words for words in told) == 1
    assert [change_in_words(one) for one in entries if one.action == "存为另一版本"] == ["加上另一版本：另一个文本。"]
