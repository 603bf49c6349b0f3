"""The ``newsloom`` command: one module a subcommand; what it shows is drawn here, what it does is done elsewhere."""
