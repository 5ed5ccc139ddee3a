"""This package reads what a text says of its meeting, and the head of the text."""
