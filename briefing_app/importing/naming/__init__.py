"""This package knows people in Chinese text: names, posts, identities, groups, and whose voice a clause is."""
