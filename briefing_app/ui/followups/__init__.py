"""This package follows recommendations to their end."""
