"""This package says what the app is about: plain values and pure rules, standard library only."""
