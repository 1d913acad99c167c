"""Photos of items: adding, captions, who may see them, serving, removing."""
