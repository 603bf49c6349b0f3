"""Results as a person reads them: in colour on a terminal, in plain characters elsewhere."""
