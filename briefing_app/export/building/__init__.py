"""This package says what each kind of pack holds: one module a kind, plain blocks out of plain rows."""
