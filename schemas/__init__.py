"""The public contract: what stands on each Kafka topic, and nothing else.

One file an event. Both sides of a topic share this package and nothing more; it imports nothing of ours.
"""
