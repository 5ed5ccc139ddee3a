"""This package is the page 回收站."""
