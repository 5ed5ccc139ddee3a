"""This package holds the controls that several pages share."""
