"""This package takes a text apart into speeches: headers, signatures, titles, and what belongs under each."""
