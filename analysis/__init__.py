"""Finds terms, statements, dates and shared wording in news articles, as spans of their text."""
