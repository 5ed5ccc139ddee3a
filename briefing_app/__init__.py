"""言策: from meeting material to decisions, offline."""

__version__ = "0.1.0"
