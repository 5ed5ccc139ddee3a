"""This package reads a file of some format into a SourceText."""
