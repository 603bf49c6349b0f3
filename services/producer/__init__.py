"""Reads article files and publishes them: files, folders, patterns and standard input in, Kafka records out."""
