"""Newsloom's services: each package is one room of the architecture, and README.md says who may import whom."""
