"""The profiles: each holds only what differs from the rule files."""
