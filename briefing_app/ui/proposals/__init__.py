"""This package finds, filters and edits recommendations."""
