"""This package is the page 人物: who speaks, over all meetings, and what is decided about who is who."""
