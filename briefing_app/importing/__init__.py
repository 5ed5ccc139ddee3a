"""This package turns a file into a draft; nothing here knows the database."""
