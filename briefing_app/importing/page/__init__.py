"""This package makes running text of a printed page: lines, furniture, cut paragraphs, sentences, marks that number."""
