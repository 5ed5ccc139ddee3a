"""`briefing alike` links, merges and parts recommendations; `compare --by` and `similar` say what they found."""

from __future__ import annotations
