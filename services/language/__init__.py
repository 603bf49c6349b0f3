"""What the language tasks share: the encoder, windows over a long text, and labels to spans."""
