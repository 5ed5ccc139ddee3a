"""This package shows meetings, speeches and the reading pane."""
