"""This package is the frame round the pages: rail, bars, search, palette."""
