"""Who and what an article names: an article in, its entities out."""
