"""This package keeps the library file through SQLAlchemy: rows in, dataclasses out."""
