"""This package builds, previews and exports packs."""
