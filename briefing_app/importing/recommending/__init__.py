"""This package finds the recommendations in what somebody says."""
