"""What only a look at the whole tells: how far each consumer group is behind, and what is coming through."""
