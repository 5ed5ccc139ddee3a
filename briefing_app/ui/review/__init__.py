"""This package lets a person check an import before it is saved."""
