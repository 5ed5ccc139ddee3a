"""This package holds the words that the importer reads by: data only, each list with the reason for it."""
