"""What an article is about: IPTC Media Topics and the phrases that say what is special about it."""
