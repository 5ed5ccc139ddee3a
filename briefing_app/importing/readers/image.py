"""This file reads pictures of pages (scans, photographs): one frame after the other, by recognising their words."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator

from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers import recognition
from briefing_app.importing.readers.page_layout import lines_in_order, paragraphs
from briefing_app.importing.readers.transcript import Extract, Transcript, Trouble

MOST_FRAMES = 500
MOST_PIXELS = 150_000_000  # a newspaper page at 400 dots an inch has some 60 million


def extract(content: bytes) -> Extract:
    """The words in a picture; a Trouble without the extra that recognises them."""
    if not recognition.is_available():
        raise Trouble(ReadProblem.NEEDS_EXTRA, recognition.EXTRA)
    transcript = Transcript()
    certainties: list[tuple[str, float]] = []
    for frame in _frames(content):
        pieces, certain = recognition.recognise(frame)
        certainties += certain
        for block in lines_in_order(pieces):
            for text in paragraphs(block):
                transcript.line(text)
        transcript.blank()
    for sentence in recognition.remarks(certainties):
        transcript.note(sentence)
    return transcript.finish()


def _frames(content: bytes) -> Iterator[Image.Image]:
    """The pages of a picture file, the right way up."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow warns of sizes that we check ourselves
            picture = Image.open(io.BytesIO(content))
        if picture.width * picture.height > MOST_PIXELS or getattr(picture, "n_frames", 1) > MOST_FRAMES:
            raise Trouble(ReadProblem.TOO_LARGE, "图片过大")
        for frame in ImageSequence.Iterator(picture):
            yield ImageOps.exif_transpose(frame)
    except Image.DecompressionBombError as error:
        raise Trouble(ReadProblem.TOO_LARGE, "图片过大") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Trouble(ReadProblem.DAMAGED) from error
