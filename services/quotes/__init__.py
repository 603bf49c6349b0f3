"""Who said what in an article: an article in, its attributed quotations out."""
