"""Rules of the policy family."""
