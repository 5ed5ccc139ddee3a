"""This package is everything Qt."""
