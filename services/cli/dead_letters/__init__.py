"""The subcommands of ``newsloom dead-letters``, one module each, and what they share."""
