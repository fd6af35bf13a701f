"""Rules about decisions and what work plans promise."""
