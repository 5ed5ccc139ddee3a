"""This file recognises printed words in pictures, when the `ocr` extra is installed; it never fetches a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

from briefing_app.errors import ReadProblem
from briefing_app.importing.readers.page_layout import Piece
from briefing_app.importing.readers.transcript import Trouble

EXTRA = "ocr"
_FAINTEST = 0.3  # below that, what is recognised is a smudge
_DOUBTFUL = 0.85
_MOST_NAMED = 5
_AFTER = re.compile(r"(?<=[\u4e00-\u9fff”』」》）])[,:;?!)]+")
_BEFORE = re.compile(r"\((?=[\u4e00-\u9fff“『「《])")
_WIDE = str.maketrans(",:;?!)", "，：；？！）")
_LONGEST_SIDE = 4000  # pixels: a newspaper page stays legible


def is_available() -> bool:
    """Whether pictures can be read at all."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognise(picture: Any) -> tuple[list[Piece], list[tuple[str, float]]]:
    """The printed pieces of a picture (a Pillow image), and how sure each is."""
    found = _engine()(picture.convert("RGB"), text_score=_FAINTEST, use_cls=False)
    if found.boxes is None or not found.txts:
        return [], []
    pieces = [_piece(box, text) for box, text in zip(found.boxes, found.txts, strict=True)]
    return pieces, list(zip(found.txts, map(float, found.scores), strict=True))


def remarks(certainties: Sequence[tuple[str, float]]) -> list[str]:
    """What a person should know about recognised text."""
    if not certainties:
        return []
    mean = sum(score for _, score in certainties) / len(certainties)
    doubtful = [text for text, score in certainties if score < _DOUBTFUL]
    sentence = f"文字由图片识别而来，平均把握 {int(mean * 100)}%，请与原件核对。"
    if not doubtful:
        return [sentence]
    named = "、".join(f"“{text}”" for text in doubtful[:_MOST_NAMED])
    return [sentence, f"有 {len(doubtful)} 行把握不足 {_DOUBTFUL:.0%}，例如{named}。"]


@lru_cache(maxsize=1)
def _engine() -> Any:
    if not is_available():
        raise Trouble(ReadProblem.NEEDS_EXTRA, EXTRA)
    from rapidocr import RapidOCR  # noqa: PLC0415 - only when a picture is read: it takes a second

    return RapidOCR(params={"Global.log_level": "error", "Global.max_side_len": _LONGEST_SIDE})


def _piece(box: Any, text: str) -> Piece:
    across = [float(point[0]) for point in box]
    down = [float(point[1]) for point in box]
    return Piece(min(across), min(down), max(across), max(down), max(down) - min(down), _in_chinese_type(text))


def _in_chinese_type(text: str) -> str:
    """Signs beside Chinese characters in full width: in a picture nobody can tell the two widths apart."""
    return _AFTER.sub(lambda sign: sign[0].translate(_WIDE), _BEFORE.sub("（", text))
