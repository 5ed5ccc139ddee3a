"""This package arranges themes: the tree, and what the machine suggested."""
