"""This package shows the 历史 of a record."""
