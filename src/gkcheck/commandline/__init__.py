"""The commands and options of the command line, with their help; what they do stands in `gkcheck.commands`."""
