"""The stream runtime that every consumer stands on: one article in, its result or one dead letter out.

It knows Kafka and processes and nothing of language: a service hands it a ``Task`` and gets all the rest.
"""
