"""Numbers that name a person: how they are recognised in a line of text, told apart from what looks alike, and masked."""
