"""This package exchanges records between libraries: what travels, under which names, and how two sides come together."""
