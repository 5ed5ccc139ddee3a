"""This package lays two texts of a speech side by side (对勘) and lets a person choose which one counts."""
