"""Errors of the language room."""


class LanguageError(Exception):
    """Root of everything that the language room raises."""


class ModelError(LanguageError):
    """A model folder that is missing, incomplete, damaged or of another task; the message names the file."""
