"""Facts that checks work with and rules cite: the layouts of the annual report's tables."""
