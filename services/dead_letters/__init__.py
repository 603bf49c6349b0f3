"""What can be done about dead letters: find them, replay them, discard them, and remember which were."""
