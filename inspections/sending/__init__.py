"""What tablets send: batches of operations, each stored, repeated, kept as history or refused by itself."""
