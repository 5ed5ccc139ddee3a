"""This package is the page 帮助."""
