"""This package finds recommendations that want the same, and links or merges them as a person says."""
