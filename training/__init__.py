"""What builds and scores the models that ship; never imported at run time."""
