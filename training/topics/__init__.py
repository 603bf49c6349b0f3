"""What builds and scores the topics model."""
