"""This package takes reports apart, in which sentences say who said what."""
