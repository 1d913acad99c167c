"""Looking a visit through before it is confirmed and its minutes are drawn up: everything that contradicts itself."""
