"""This package is the page 总览: what there is, what is due, what waits for a decision."""
