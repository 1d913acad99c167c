"""Requirements at a glance: a board by how they stand, and a picture of their days; it changes nothing."""
