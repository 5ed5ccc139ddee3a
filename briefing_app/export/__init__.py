"""This package turns a pack into a file."""
