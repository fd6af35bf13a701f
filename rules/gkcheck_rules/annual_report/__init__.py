"""Rules of the annual report on government information disclosure, as data."""
