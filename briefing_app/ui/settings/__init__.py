"""This package is the page 设置."""
