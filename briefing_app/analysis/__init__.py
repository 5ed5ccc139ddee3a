"""This package suggests from what is stored: themes, similarity, consensus."""
