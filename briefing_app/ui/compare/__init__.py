"""This package lays speakers side by side."""
