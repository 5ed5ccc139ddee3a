"""This package sets Chinese text: line breaking, fonts, styles, page geometry."""
