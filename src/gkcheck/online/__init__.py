"""Addresses of other servers: asking them, safely, and what came of it. Nothing here is imported unless a run goes online."""
