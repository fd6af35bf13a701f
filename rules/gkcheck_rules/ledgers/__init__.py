"""JSON Schemas of ledgers: their columns, in Chinese and English, and what each may hold."""
