"""This package lists all notes (批注)."""
